"""Nobody slow, and nothing that takes long, keeps pages and health checks from being answered.

How fast they are is measured by ``make bench``; here they only have to be answered before whatever
they might wait for is over.
"""

import http.client
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import orjson
import pytest
import requests

from dashboard.database import WAIT_SECONDS
from tests.support.program import Served

EACH, ROWS, PREVIEWS, WRITERS = 40, 1_000, 8, 20
ASSET = "/assets/vendor/plotly-finance.min.js"
BEGINNINGS = {
    "half a head": "GET /en/explore HTTP/1.1\r\nHost: {host}\r\n",
    "half a body": "POST /_dash-update-component HTTP/1.1\r\nHost: {host}\r\n"
    "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{{",
    "a byte at a time": "G",
    "an answer that nobody reads": f"GET {ASSET} HTTP/1.1\r\nHost: {{host}}\r\n\r\n" * 3,
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


@pytest.fixture
def served(serve: Callable[..., Served]) -> Served:
    return serve(demo_role="coordinator")


@pytest.fixture
def slow(served: Served) -> Iterator[list[socket.socket]]:
    """Two hundred slow clients of every kind."""
    host = urlsplit(served.url)
    with ExitStack() as stack:
        found = []
        for said in BEGINNINGS.values():
            for _ in range(EACH):
                one = stack.enter_context(closing(socket.socket()))
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                one.connect((host.hostname, host.port))
                one.sendall(said.format(host=host.netloc).encode())
                found.append(one)
        yield found


def answer(served: Served, method: str, path: str, body: bytes | None = None) -> tuple[int, float]:
    """The status, and how many seconds it took."""
    began = time.monotonic()
    with closing(http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=60)) as asking:
        asking.request(method, path, body, OURS | {"Content-Type": "application/json"})
        found = asking.getresponse()
        found.read()
        return found.status, time.monotonic() - began


def preview(served: Served, content: bytes) -> None:
    """Ask for one, and leave before it is there, as the test does."""
    url = f"{served.url}/api/v1/imports/preview"
    with requests.post(
        url, files={"file": ("f.csv", content)}, headers=OURS, stream=True, timeout=60
    ) as found:
        assert found.status_code == 200


def test_pages_are_answered_amid_slow_clients_long_work_and_waiting_writers(
    served: Served, slow: list[socket.socket], demonstration_url: str
):
    head = "reference,date,status,kind,language,venue,total\n"
    rows = (f"R-{n},2014-03-0{1 + n % 9},delivered,discussion,en,SH-01,9\n" for n in range(ROWS))
    content = (head + "".join(rows)).encode()
    calendar = b'{"language":"en"}'
    path = demonstration_url.removeprefix("sqlite:///")
    with (
        ThreadPoolExecutor(PREVIEWS + WRITERS) as others,
        closing(sqlite3.connect(path, isolation_level=None)) as writer,
    ):
        writer.execute("BEGIN IMMEDIATE")
        previews = [others.submit(preview, served, content) for _ in range(PREVIEWS)]
        writers = [
            others.submit(answer, served, "POST", "/api/v1/calendars", calendar)
            for _ in range(WRITERS)
        ]
        for one in slow[2 * EACH : 3 * EACH]:
            one.sendall(b"E")
        for method, path, body in (
            ("GET", "/healthz", None),
            ("GET", "/readyz", None),
            ("GET", "/en/explore", None),
            ("GET", "/api/v1/progress", None),
            ("POST", "/_dash-update-component", orjson.dumps(CALLBACK)),
        ):
            status, seconds = answer(served, method, path, body)
            assert (path, status) == (path, 200)
            assert seconds < WAIT_SECONDS / 2, path
        assert not any(one.done() and one.result()[0] == 200 for one in writers)
        writer.execute("ROLLBACK")
        for one in previews:
            one.result()
        assert {one.result()[0] for one in writers} <= {200, 503}
