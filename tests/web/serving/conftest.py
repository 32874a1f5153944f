"""The server's loop and lanes round a small application, in this process, on a free port."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from threading import Event, Thread

import pytest

from dashboard.web.serving.connections import Connections
from dashboard.web.serving.lanes import LARGEST_BODY, READING, Lane, RequestPlace
from dashboard.web.serving.pools import Pools
from dashboard.web.serving.requests import ServerSettings
from tests.support import patience

PATIENCE_SECONDS = 60


@dataclass
class Here:
    """Where it listens, and what it has."""

    port: int
    connections: Connections
    pools: Pools

    def connect(self, *, room: int = 0) -> socket.socket:
        """A connection; ``room`` is how much of an answer it takes in unread."""
        made = socket.socket()
        if room:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        made.settimeout(PATIENCE_SECONDS)
        made.connect(("127.0.0.1", self.port))
        return made

    def ask(self, said: bytes) -> bytes:
        """All that is answered until the connection ends."""
        with closing(self.connect()) as made:
            made.sendall(said)
            return rest(made)


def rest(connection: socket.socket) -> bytes:
    """What comes until the end."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def get(path: str, *headers: str, method: str = "GET") -> bytes:
    """A request without a body."""
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: x", *headers, "", "")).encode("latin-1")


def reading(_: str, __: str) -> RequestPlace:
    """Everything is read."""
    return RequestPlace(READING, LARGEST_BODY)


@contextmanager
def listening(application, lanes: tuple[Lane, ...], find) -> Iterator[Here]:
    with closing(socket.create_server(("127.0.0.1", 0))) as made:
        pools = Pools(lanes)
        connections = Connections(application, [made], pools, ServerSettings(find, 100))
        ended = Event()

        def run() -> None:
            while not ended.is_set():
                connections.turn(1)

        loop = Thread(target=run)
        loop.start()
        try:
            yield Here(made.getsockname()[1], connections, pools)
        finally:
            _wait_until_idle(pools)
            ended.set()
            connections.wake()
            loop.join()
            connections.close()


def _wait_until_idle(pools: Pools) -> None:
    """Who still answers wakes the loop afterwards, by a number that may then be another file's."""
    every = (*pools._pools.values(), pools._refusing)
    patience.until(
        lambda: not any(load.busy or load.waiting for load in (one.load() for one in every)),
        "an answer did not end",
    )


@pytest.fixture
def listen() -> Iterator[Callable[..., Here]]:
    """Begins to serve an application."""
    with ExitStack() as stack:
        yield lambda application, lanes=(READING,), find=reading: stack.enter_context(
            listening(application, lanes, find)
        )
