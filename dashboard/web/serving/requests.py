"""A request as it arrives: the limits of its parts, and its lane."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser, ParsingError

from dashboard.web.serving import refusals
from dashboard.web.serving.refusals import ServerRefusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.web.serving.lanes import RequestPlace

LONGEST_LINE: Final = 8190  # of a request, as before
LARGEST_HEAD: Final = 64 * 1024
LONGEST_CHUNK_HEAD: Final = 4 * 1024
KEPT_IN_MEMORY: Final = 256 * 1024  # of a body or an answer; the rest waits in a file without name
MOST_UNSENT: Final = 128 * 1024 * 1024  # of one answer, before its thread waits for the reader
END: Final = b"\r\n"


class ServerSettings(Adjustments):  # type: ignore[misc] # waitress has no types
    """Our settings for waitress, and the function that finds a request's place."""

    def __init__(self, find: Callable[[str, str], RequestPlace], backlog: int) -> None:
        super().__init__(
            backlog=backlog,
            clear_untrusted_proxy_headers=False,  # the application looks at them itself
            log_socket_errors=False,
            recv_bytes=32 * 1024,
            inbuf_overflow=KEPT_IN_MEMORY,
            outbuf_overflow=KEPT_IN_MEMORY,
            outbuf_high_watermark=MOST_UNSENT,
            max_request_header_size=LARGEST_HEAD,
            channel_request_lookahead=1,  # needed to notice that a client has left
            channel_timeout=10**9,  # ours are in ``deadlines``
        )
        self.ident = ""  # no ``Server`` header: every file would have one, and nobody needs it
        self.find = find
        self._for_bodies: dict[int, ServerSettings] = {}

    def for_bodies_of(self, largest: int) -> ServerSettings:
        """The same settings for a request whose body may have so many bytes."""
        if largest not in self._for_bodies:
            terms = copy.copy(self)
            terms.max_request_body_size = largest + 1  # from which on waitress refuses
            self._for_bodies[largest] = terms
        return self._for_bodies[largest]


class Request(HTTPRequestParser):  # type: ignore[misc]
    """A request that is refused as early as possible, before its body is read.

    Once its headers are complete, ``place`` has its lane.
    """

    adj: ServerSettings
    place: RequestPlace
    address = path = ""
    _line_is_open = True

    def received(self, data: bytes) -> int:
        """Take in what arrived; returns how much of it belongs to this request."""
        if self._line_is_open and self._sees_a_long_line(data):
            self.refuse(refusals.TOO_LONG)
            return len(data)
        consumed: int = super().received(data)
        if self.error is None and self.chunked and self._has_a_long_chunk_head():
            self.refuse(refusals.BAD)
        elif self.error is not None and not isinstance(self.error, ServerRefusal):
            self.refuse(self.error.code)
        return len(data) if self.error else consumed  # the requests after it cannot be separated

    def parse_header(self, head: bytes) -> None:
        """Parse the headers.

        Raises:
            waitress.parser.ParsingError: They are ambiguous or invalid.
        """
        try:
            super().parse_header(head)
        except ValueError as error:  # a length or a host that Python itself does not read
            raise ParsingError(str(error)) from error
        coded = self.chunked or "TRANSFER_ENCODING" in self.headers
        if coded and (self.version != "1.1" or "CONTENT_LENGTH" in self.headers):
            msg = "where the body ends is not clear"
            raise ParsingError(msg)
        self.place = self.adj.find(self.command, _as_routed(self.path))
        self.adj = self.adj.for_bodies_of(self.place.largest_body)

    def refuse(self, status: int) -> None:
        """Take in nothing more, and give this answer."""
        largest = self.place.largest_body if status == refusals.TOO_LARGE else 0
        self.error = ServerRefusal(status, self.address, largest)
        self.completed = self.headers_finished = True
        self.expect_continue = False
        self.version = "1.1"

    def _sees_a_long_line(self, data: bytes) -> bool:
        begun = (self.header_plus + data).lstrip(END)[: LONGEST_LINE + len(END)]
        end = begun.find(END)
        self._line_is_open = end < 0
        self.address = begun.partition(b" ")[2].partition(b" ")[0].decode("latin-1")
        return end < 0 and len(begun) == LONGEST_LINE + len(END)

    def _has_a_long_chunk_head(self) -> bool:
        body: Any = self.body_rcv
        return len(body.control_line) + len(body.trailer) > LONGEST_CHUNK_HEAD


def _as_routed(path: str) -> str:
    """The path as the application will see it."""
    return "/" + path.lstrip("/") if path.startswith("/") else path
