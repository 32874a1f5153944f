"""Connections: one loop receives them without threads, and ends those that make no progress.

Waitress has no deadlines for the parts of a request, so they are here. Once a second, a sweep
checks what each connection waits for, and whether enough of it arrived.
"""

from __future__ import annotations

import socket
import sys
import time
from contextlib import suppress
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.server import TcpWSGIServer, UnixWSGIServer
from waitress.task import ErrorTask, WSGITask
from waitress.wasyncore import close_all, dispatcher, poll2

from dashboard.web.serving import refusals
from dashboard.web.serving.lanes import MOST_CONNECTIONS
from dashboard.web.serving.refusals import ServerRefusal
from dashboard.web.serving.requests import Request, ServerSettings
from dashboard.web.shared.logs import refused, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import WSGIApplication

    from dashboard.web.serving.pools import Pools

MOST_HELD: Final = 512 * 1024 * 1024  # bytes of incomplete bodies
ANSWERED_AHEAD: Final = 16 * 1024  # bytes not yet read by clients, besides the next answer
LET_IN_AT_ONCE: Final = 64
READ_AFTER_REFUSAL_SECONDS: Final = 30


class Awaits(Enum):
    """What a connection waits for, which decides its deadline."""

    REQUEST = auto()  # another one
    FIRST_REQUEST = auto()
    HEAD = auto()
    BODY = auto()
    ANSWER = auto()
    READER = auto()  # of an answer
    GOODBYE = auto()  # the end of what was refused: closed sooner, nobody would read why


SECONDS: Final = {
    Awaits.REQUEST: 30,
    Awaits.FIRST_REQUEST: 10,
    Awaits.HEAD: 10,
    Awaits.BODY: 20,
    Awaits.READER: 20,
    Awaits.GOODBYE: 5,
}
"""How long each may take, or how long it may take until ``LEAST`` more of it came."""

LEAST: Final = {Awaits.BODY: 10 * 1024, Awaits.READER: 10 * 1024}
"""Bytes; of the others, one request."""


class AnswerTask(WSGITask):  # type: ignore[misc] # waitress has no types
    """An answer of the application."""

    def service(self) -> None:
        """Answer; errors that the application could not report are reported here, and logged.

        Raises:
            waitress.channel.ClientDisconnected: The client has left.
        """
        try:
            self.start()
            self.execute()
            self.finish()
        except ClientDisconnected:
            raise
        except Exception as error:  # noqa: BLE001 - told to whoever asked, and in the log
            self.close_on_finish = True
            reference = report(error)
            if not self.wrote_header:
                self.request.error = ServerRefusal(
                    refusals.FAILED, self.request.address, reference=reference
                )
                RefusalTask(self.channel, self.request).service()

    def build_response_header(self) -> bytes:
        """The headers; if this worker is ending, they close the connection."""
        if self.channel.server.ending:
            self.set_close_on_finish()
        head: bytes = super().build_response_header()
        return head

    def set_close_on_finish(self) -> None:
        """Close the connection at the end, but not merely because a body is absent."""
        asked = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or asked or self.version != "1.1" or self.channel.server.ending:
            super().set_close_on_finish()


class RefusalTask(ErrorTask):  # type: ignore[misc]
    """An answer of the server itself, after which the connection is closed."""

    def execute(self) -> None:
        """Answer and log the refusal."""
        error: ServerRefusal = self.request.error
        self.channel.was_refused = True
        command = getattr(self.request, "command", "–")
        refused(command, self.request.address, error.status)
        super().execute()


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection."""

    parser_class = Request
    task_class = AnswerTask
    error_task_class = RefusalTask
    server: _Listening
    requests: list[Request]
    request: Request | None
    was_refused = False
    sent_continue: bool

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - waitress'
        self._got = self._sent = self._begun = 0
        self._later = b""
        self._parked = False
        self._left_open_until: float | None = None
        self._awaited = Awaits.FIRST_REQUEST
        self._since, self._came = time.monotonic(), 0
        super().__init__(*arguments, **options)

    @property
    def awaits(self) -> Awaits:
        """What the connection waits for now."""
        if self._left_open_until is not None:
            return Awaits.GOODBYE
        if self.total_outbufs_len:
            return Awaits.READER
        if self.requests:
            return Awaits.ANSWER
        if self.request is None:
            return Awaits.REQUEST if self._begun else Awaits.FIRST_REQUEST
        return Awaits.BODY if self.request.headers_finished else Awaits.HEAD

    @property
    def idle_since(self) -> float | None:
        """How long it has waited for its client; ``None`` if it waits for us or was let go."""
        return None if self.requests or self.will_close else self._since

    @property
    def held(self) -> int:
        """The bytes of an incomplete body."""
        return self.request.body_bytes_received if self.request else 0

    def look(self, now: float) -> None:
        """End the connection, or its request, if too little arrived in time."""
        awaits = self.awaits
        came = {Awaits.BODY: self._got, Awaits.READER: self._sent, Awaits.GOODBYE: self._got}.get(
            awaits, self._begun
        )
        if awaits is not self._awaited or came - self._came >= LEAST.get(awaits, 1):
            self._awaited, self._since, self._came = awaits, now, came
        if self._left_open_until is not None and now > self._left_open_until:
            self.handle_close()
        elif now - self._since > SECONDS.get(awaits, float("inf")):
            if awaits in (Awaits.HEAD, Awaits.BODY):
                self.refuse(refusals.TIMEOUT)
            else:
                self.handle_close()

    def refuse(self, status: int) -> None:
        """Refuse the incomplete request."""
        with self.requests_lock:
            if self.request is None or self.requests:
                return
            self.request.refuse(status)
            self.requests.append(self.request)
            self.request = None
            self.server.add_task(self)

    def park(self) -> bool:
        """Whether the next answer must wait until the client has read enough of the last one."""
        self._parked = self.total_outbufs_len > ANSWERED_AHEAD
        return self._parked

    # What waitress' loop asks and tells

    def readable(self) -> bool:
        """Whether to read from the client."""
        if self._left_open_until is not None:
            return True
        return not self._later and bool(super().readable())

    def writable(self) -> bool:
        """Whether there is something to send, or to begin once everything was sent."""
        if self._left_open_until is not None:
            return bool(self.will_close)
        return bool(super().writable() or self._parked or (self._later and self._has_place()))

    def handle_read(self) -> None:
        """Read what arrived; after a refusal, only to notice the end."""
        if self._left_open_until is None:
            super().handle_read()
        else:
            with suppress(OSError):
                self.recv(self.adj.recv_bytes)

    def handle_write(self) -> None:
        """Send, and continue with what waited for that."""
        if self.close_when_flushed and self.was_refused and not self.will_close:
            self._flush_exception(self._flush_some)
            if self.connected and not self.total_outbufs_len:
                self._leave_open()
            return
        super().handle_write()
        if self._parked and not self.total_outbufs_len:
            with self.requests_lock:
                self._parked = False
                if self.requests and self.connected:
                    self.server.task_dispatcher.add_task(self)
        if self._later and self._has_place():
            self.received(self._later)

    def handle_error(self) -> None:
        """Log an error in the loop, without what was sent."""
        error = sys.exception()
        if error is not None:
            report(error)
        self.handle_close()

    def received(self, data: bytes) -> bool:
        """Take in what arrived, but no more requests at once than may wait.

        Waitress takes everything of one read, which may be hundreds of requests. The loop would
        then have no time for other connections.
        """
        with self.requests_lock:
            if self.will_close or self.close_when_flushed:
                return False
            while data and self._has_place():
                data = data[self._take(data) :]
            self._later = data
        return True

    def _has_place(self) -> bool:
        """Whether another request may join the queue."""
        return len(self.requests) <= int(self.adj.channel_request_lookahead)

    def _take(self, data: bytes) -> int:
        """Take in the bytes of one request; returns how many there were."""
        if self.request is None:
            self.request = self.parser_class(self.adj)
            self._begun += 1
        request = self.request
        taken: int = request.received(data)
        waits_for_us = request.expect_continue and request.headers_finished
        if waits_for_us and not self.requests and not self.sent_continue:
            self.send_continue()
        if request.completed:
            self.sent_continue = False
            self.request = None
            if not request.empty:
                self.requests.append(request)
                if len(self.requests) == 1:  # otherwise the thread that answers continues with it
                    self.server.add_task(self)
        return taken

    def recv(self, most: int) -> bytes:
        """Read from the socket."""
        data: bytes = super().recv(most)
        self._got += len(data)
        return data

    def send(self, data: bytes, do_close: bool = True) -> int:  # noqa: FBT001, FBT002 - waitress'
        """Write to the socket."""
        sent: int = super().send(data, do_close=do_close)
        self._sent += sent
        return sent

    def _leave_open(self) -> None:
        """Close our side, and let the client finish: only then does it read the refusal."""
        self._left_open_until = time.monotonic() + READ_AFTER_REFUSAL_SECONDS
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:  # it is gone
            self.will_close = True


class _Listening:
    """What both kinds of listening sockets share."""

    channel_class = Channel
    ending = False
    active_channels: dict[int, Channel]
    task_dispatcher: Pools
    accepting: bool
    pull_trigger: Callable[[], None]

    def add_task(self, channel: Channel) -> None:
        """Answer a channel's first request, once its earlier answer was read."""
        if not channel.park():
            self.task_dispatcher.add_task(channel)

    def readable(self) -> bool:
        """Whether there is room for another connection."""
        return self.accepting and (self._has_room() or _idlest(self.active_channels) is not None)

    def handle_accept(self) -> None:
        """Accept a connection; if there is no room, close the one that has been idle longest."""
        for _ in range(LET_IN_AT_ONCE):
            before = len(self.active_channels)
            super().handle_accept()  # type: ignore[misc] # of waitress' class beside this one
            if len(self.active_channels) == before:
                return  # nobody else waits
            idlest = _idlest(self.active_channels)
            if len(self.active_channels) > MOST_CONNECTIONS and idlest:
                idlest.will_close = True  # in its turn: a number closed now may be given anew
            if not self.readable():
                return

    def _has_room(self) -> bool:
        return len(self.active_channels) < MOST_CONNECTIONS


class _Tcp(_Listening, TcpWSGIServer):  # type: ignore[misc] # waitress has no types
    """Listens on an address."""


class _Unix(_Listening, UnixWSGIServer):  # type: ignore[misc]
    """Listens on a path."""


class Connections:
    """All connections of a worker, and the loop that drives them."""

    def __init__(
        self,
        application: WSGIApplication,
        sockets: Iterable[Any],
        pools: Pools,
        terms: ServerSettings,
    ) -> None:
        self._map: dict[int, dispatcher] = {}
        self._channels: dict[int, Channel] = {}
        self._listening = [self._listen(application, one, pools, terms) for one in sockets]

    def turn(self, seconds: float) -> None:
        """Run the loop once, waiting so long for something to do."""
        poll2(seconds, self._map)

    def wake(self) -> None:
        """End the waiting; may be called from any thread."""
        self._listening[0].pull_trigger()

    def look(self) -> None:
        """End connections without progress; to be called about once a second."""
        now = time.monotonic()
        for channel in list(self._channels.values()):
            channel.look(now)
        holding = [one for one in self._channels.values() if one.held > 0]
        held = sum(one.held for one in holding)
        for channel in sorted(holding, key=lambda one: one.held, reverse=True):
            if held <= MOST_HELD:
                break
            held -= channel.held
            channel.refuse(refusals.BUSY)

    def stop_listening(self) -> None:
        """Accept no more connections, and close each after its answer."""
        for one in self._listening:
            one.ending = True
            one.accepting = False
            one.del_channel()

    def close_idle(self) -> None:
        """Close the connections without a request."""
        for channel in list(self._channels.values()):
            if channel.awaits in (Awaits.REQUEST, Awaits.FIRST_REQUEST, Awaits.GOODBYE):
                channel.handle_close()

    def close(self) -> None:
        """Close all connections."""
        close_all(self._map, ignore_all=True)

    def __len__(self) -> int:
        """The number of open connections."""
        return len(self._channels)

    def _listen(
        self,
        application: WSGIApplication,
        sock: Any,  # noqa: ANN401
        pools: Pools,
        terms: ServerSettings,
    ) -> Any:  # noqa: ANN401
        made = _Unix if sock.family == socket.AF_UNIX else _Tcp
        listening = made(
            application,
            map=self._map,
            _sock=sock,
            dispatcher=pools,
            adj=terms,
            sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
            bind_socket=False,
        )
        listening.active_channels = self._channels
        return listening


def _idlest(channels: dict[int, Channel]) -> Channel | None:
    """The connection idle for longest; ``None`` if all wait for us."""
    idle = [(since, fd) for fd, one in channels.items() if (since := one.idle_since) is not None]
    return channels[min(idle)[1]] if idle else None
