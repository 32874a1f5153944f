"""A gunicorn worker that answers through waitress.

Gunicorn starts, restarts and ends the processes. ``serving`` decides how a worker receives
requests, and which of its threads answer.
"""

from __future__ import annotations

import os
import resource
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from gunicorn.workers import base

from dashboard.web.serving.connections import Connections
from dashboard.web.serving.lanes import MOST_CONNECTIONS, finder
from dashboard.web.serving.load_metrics import LOAD
from dashboard.web.serving.mount import left_on
from dashboard.web.serving.pools import Pools
from dashboard.web.serving.requests import ServerSettings

if TYPE_CHECKING:
    from types import FrameType

LOOK_EVERY_SECONDS: Final = 1.0
LINGER_SECONDS: Final = 0.5  # for who is sending on a kept connection while the worker ends
FILES_OF_A_CONNECTION: Final = 3  # the socket, a long body, a long answer
OTHER_FILES: Final = 500


class Worker(base.Worker):  # type: ignore[misc] # gunicorn has no types
    """One process that answers requests."""

    _connections: Connections | None = None

    def run(self) -> None:
        """Answer until told to end, or until the parent process is gone."""
        _have_files()
        pools = Pools()
        terms = ServerSettings(finder(self.wsgi.url_map, left_on(self.wsgi)), self.cfg.backlog)
        connections = self._connections = Connections(self.wsgi, self.sockets, pools, terms)
        looked = 0.0
        while self.alive and self.ppid == os.getppid():
            connections.turn(LOOK_EVERY_SECONDS)
            if time.monotonic() - looked >= LOOK_EVERY_SECONDS:
                looked = time.monotonic()
                self.notify()
                connections.look()
                self.wsgi.extensions[LOAD].tell(pools.loads(), len(connections))
        self._end(connections)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End, after what has begun."""
        super().handle_exit(sig, frame)
        if self._connections:
            self._connections.wake()

    def _end(self, connections: Connections) -> None:
        connections.stop_listening()
        begun = time.monotonic()
        while len(connections) and time.monotonic() - begun < self.cfg.graceful_timeout:
            self.notify()
            if time.monotonic() - begun > LINGER_SECONDS:
                connections.close_idle()
            connections.turn(LOOK_EVERY_SECONDS / 10)
        connections.close()


def _have_files() -> None:
    """Raise the limit of open files to what the connections need, as far as allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_OF_A_CONNECTION * MOST_CONNECTIONS + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
