"""Those who could keep a server from answering: slow clients, big previews, writers that wait."""

import http.client
import socket
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tests.support.program import Served

EACH, PREVIEWS, WRITERS = 40, 8, 20
BEGINNINGS = {
    "half a head": "GET /en/explore HTTP/1.1\r\nHost: {host}\r\n",
    "half a body": "POST /_dash-update-component HTTP/1.1\r\nHost: {host}\r\n"
    "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{{",
    "a byte at a time": "G",
    "an answer that nobody reads": "GET /assets/vendor/plotly-basic.min.js HTTP/1.1\r\n"
    "Host: {host}\r\n\r\n" * 3,
    "kept for nothing": "GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n",
}
OURS = {"Sec-Fetch-Site": "same-origin"}
CALLBACK = {
    "output": "view-drawing.data",
    "outputs": {"id": "view-drawing", "property": "data"},
    "inputs": [{"id": "view-query", "property": "data", "value": "language=fr"}],
    "state": [{"id": "view-here", "property": "data", "value": {"view": "explore"}}],
    "changedPropIds": ["view-query.data"],
}


@contextmanager
def slow_clients(served: Served) -> Iterator[None]:
    """Two hundred of them, as many of each kind."""
    host = urlsplit(served.url)
    with ExitStack() as stack:
        for said in BEGINNINGS.values():
            for _ in range(EACH):
                one = stack.enter_context(closing(socket.socket()))
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                one.connect((host.hostname, host.port))
                one.sendall(said.format(host=host.netloc).encode())
        yield


@contextmanager
def work(served: Served, database: Path, rows: int) -> Iterator[list[Future[int]]]:
    """Previews of so many rows, while somebody writes for long and others wait; their statuses.

    The long writing ends with the block.
    """
    content = _content(rows)
    with (
        ThreadPoolExecutor(PREVIEWS + WRITERS) as others,
        closing(sqlite3.connect(database, isolation_level=None)) as writer,
    ):
        writer.execute("BEGIN IMMEDIATE")
        previews = [others.submit(_preview, served, content) for _ in range(PREVIEWS)]
        writers = [others.submit(_write, served) for _ in range(WRITERS)]
        yield writers
        writer.execute("ROLLBACK")
        for one in previews:
            one.result()


def asked(served: Served, method: str, path: str, body: bytes | None = None) -> tuple[int, float]:
    """The status of an answer, and how many seconds it took."""
    began = time.monotonic()
    with closing(http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=60)) as asking:
        asking.request(method, path, body, OURS | {"Content-Type": "application/json"})
        found = asking.getresponse()
        found.read()
        return found.status, time.monotonic() - began


def _write(served: Served) -> int:
    return asked(served, "POST", "/api/v1/calendars", b'{"language":"en"}')[0]


def _preview(served: Served, content: bytes) -> None:
    """Ask for one, to its end."""
    with requests.post(
        f"{served.url}/api/v1/imports/preview",
        files={"file": ("f.csv", content)},
        headers=OURS,
        timeout=120,
    ) as found:
        assert found.status_code == 200
        assert found.content


def _content(rows: int) -> bytes:
    head = "reference,date,status,kind,language,venue,total\n"
    lines = (f"R-{n},2014-03-0{1 + n % 9},delivered,discussion,en,SH-01,9\n" for n in range(rows))
    return (head + "".join(lines)).encode()
