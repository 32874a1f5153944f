"""All connections: one loop receives them without threads, and ends those without progress.

Once a second, a sweep checks what each connection waits for, and whether enough of it arrived.
"""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Any, Final

from waitress.server import TcpWSGIServer, UnixWSGIServer
from waitress.wasyncore import close_all, dispatcher, poll2

from dashboard.web.serving import refusals
from dashboard.web.serving.channel import Channel
from dashboard.web.serving.deadlines import Awaits
from dashboard.web.serving.lanes import MOST_CONNECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import WSGIApplication

    from dashboard.web.serving.pools import Pools
    from dashboard.web.serving.requests import ServerSettings

MOST_HELD: Final = 512 * 1024 * 1024  # bytes of incomplete bodies
LET_IN_AT_ONCE: Final = 64


class Listening:
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


class _Tcp(Listening, TcpWSGIServer):  # type: ignore[misc] # waitress has no types
    """Listens on an address."""


class _Unix(Listening, UnixWSGIServer):  # type: ignore[misc]
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
    return next((channels[fd] for _, fd in sorted(idle) if not channels[fd].has_unread), None)
