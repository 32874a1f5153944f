"""What people ask reaches the dashboard through nginx as they asked it, and so does the answer."""

import re
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine

from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.web.serving.lanes import WITH_FILES
from tests.support import nginx, patience
from tests.web.conftest import serving

LARGE = 2 * 1024 * 1024  # more than nginx lets through where no files are sent
LONG_ADDRESS = "/en/sign-in?next=" + "x" * LONGEST_QUERY


class Behind(BaseHTTPRequestHandler):
    """Answers with what it was asked; from the root, it leads on to a long address."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        said = f"{self.command} {self.path}".encode()
        self.send_response(302)
        if self.path == "/":
            self.send_header("Location", LONG_ADDRESS)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the library's names

    def log_message(self, *_: object) -> None:
        """Tell nobody."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[HTTPConnection]:
    """A connection to our nginx, before a server of the test."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Behind) as behind:
        thread = Thread(target=behind.serve_forever)
        thread.start()
        address = f"127.0.0.1:{behind.server_port}"
        try:
            with (
                nginx.deployed(tmp_path, address) as port,
                closing(HTTPConnection("127.0.0.1", port, timeout=patience.SECONDS)) as connection,
            ):
                yield connection
        finally:
            behind.shutdown()
            thread.join()


def asked(site: HTTPConnection, method: str, path: str, body: bytes = b"") -> HTTPResponse:
    site.request(method, path, body)
    return site.getresponse()


def test_each_address_is_passed_on_as_it_is(site: HTTPConnection, sqlite_engine: Engine) -> None:
    for rule in serving(sqlite_engine).url_map.iter_rules():
        path = re.sub("<[^>]*>", "1", rule.rule)
        large = b"x" * LARGE if rule.endpoint in WITH_FILES else b""
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = asked(site, method, path, large if method == "POST" else b"")
            assert answer.read() == f"{method} {path}".encode()


def test_an_answer_may_lead_to_an_address_as_long_as_any(site: HTTPConnection) -> None:
    answer = asked(site, "GET", "/")
    answer.read()
    assert (answer.status, answer.headers["Location"]) == (302, LONG_ADDRESS)
