"""One connection: what it waits for, and how much of it is read and answered ahead."""

from __future__ import annotations

import socket
import sys
import time
import weakref
from contextlib import suppress
from typing import Any, Final, Protocol, cast

from waitress.channel import HTTPChannel

from dashboard.web.serving import refusals
from dashboard.web.serving.deadlines import Awaits, Deadline
from dashboard.web.serving.requests import Request
from dashboard.web.serving.tasks import AnswerTask, RefusalTask
from dashboard.web.shared.logs import report

ANSWERED_AHEAD: Final = 16 * 1024  # bytes not yet read by clients, besides the next answer
READ_AFTER_REFUSAL_SECONDS: Final = 30
WRITING_SECONDS: Final = 0.01
"""The loop waits so long at a time for the thread that answers to hand over what it sends."""


class Answering(Protocol):
    """What has requests answered."""

    def add_task(self, channel: Channel) -> None:
        """Have a connection's first request answered."""


class Server(Answering, Protocol):
    """What a connection asks of its server, which answers once the last answer was read."""

    task_dispatcher: Answering

    def pull_trigger(self) -> None:
        """Wake the loop."""


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection."""

    parser_class = Request
    task_class = AnswerTask
    error_task_class = RefusalTask
    server: Server
    requests: list[Request]
    request: Request | None
    was_refused = False
    sent_continue: bool

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - waitress'
        self._got = self._sent = self._begun = 0
        self._later = b""
        self._parked = False
        self._left_open_until: float | None = None
        self._deadline = Deadline(time.monotonic())
        super().__init__(*arguments, **options)
        self.server = cast("Server", _OwnServer(self.server, self))

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
        """Since when it waits for its client; ``None`` if it waits for us or was let go."""
        return None if self.requests or self.will_close else self._deadline.since

    @property
    def held(self) -> int:
        """The bytes of an incomplete body."""
        return self.request.body_bytes_received if self.request else 0

    @property
    def has_unread(self) -> bool:
        """Whether something came that was not read yet, such as a request just before the end."""
        try:
            return bool(self.socket.recv(1, socket.MSG_PEEK))
        except OSError:  # nothing is there
            return False

    def look(self, now: float) -> None:
        """End the connection, or its request, if too little arrived in time."""
        awaits = self.awaits
        came = {Awaits.BODY: self._got, Awaits.READER: self._sent, Awaits.GOODBYE: self._got}.get(
            awaits, self._begun
        )
        self._deadline.note(awaits, came, now)
        if self._left_open_until is not None and now > self._left_open_until:
            self.handle_close()
        elif self._deadline.has_passed(now):
            if awaits in (Awaits.HEAD, Awaits.BODY):
                self.refuse(refusals.TIMEOUT)
            elif awaits is not Awaits.REQUEST or not self.has_unread:
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
        if self.was_refused and not self.will_close:  # waitress would close at once
            self._flush_exception(self._flush_some_if_lockable)
            if self.close_when_flushed and self.connected and not self.total_outbufs_len:
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

    def _flush_some_if_lockable(self, do_close: bool = True) -> None:  # noqa: FBT001, FBT002
        """Send what is left, once the thread that answers does not send itself.

        Waitress would look again at once, and so often that this thread hardly gets to run.
        """
        if self.outbuf_lock.acquire(timeout=WRITING_SECONDS):
            try:
                super()._flush_some_if_lockable(do_close=do_close)
            finally:
                self.outbuf_lock.release()

    def _leave_open(self) -> None:
        """Close our side, and let the client finish: only then does it read the refusal."""
        self._left_open_until = time.monotonic() + READ_AFTER_REFUSAL_SECONDS
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:  # it is gone
            self.will_close = True


class _OwnServer:
    """A connection's server. Its loop is woken only if it has something to do for the connection.

    Waitress wakes it after each answer. Most are sent by then, and the loop waits for what comes
    next all the time.

    It holds its connection weakly, so that a closed one is freed at once. A connection lives so
    long that only the full collection of garbage would find it, and that one comes seldom.
    """

    def __init__(self, server: Server, channel: Channel) -> None:
        self._server, self._channel = server, weakref.proxy(channel)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a server has
        return getattr(self._server, name)

    def pull_trigger(self) -> None:
        """Wake the loop, if something is left to send, to begin or to close."""
        if self._channel.requests or self._channel.writable():
            self._server.pull_trigger()
