"""Who sends files without being asked fills no disk: nginx takes few at a time, in any form."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support import nginx, patience

AT_ONCE = 10  # of one address
LARGE = b"Content-Length: 60000000\r\n\r\na"
BODIES = {
    "a post": b"POST /api/v1/imports/sessions HTTP/1.1\r\nHost: x\r\n" + LARGE,
    "no length": (
        b"POST /api/v1/imports/sessions HTTP/1.1\r\nHost: x\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
    ),
    "a question": b"GET /api/v1/imports/1 HTTP/1.1\r\nHost: x\r\n" + LARGE,
}


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with nginx.deployed(tmp_path) as port:
        yield port


@pytest.mark.parametrize("body", BODIES)
def test_no_more_than_a_few_files_of_one_address_wait(port: int, body: str):
    with ExitStack() as stack:

        def sent(said: bytes) -> socket.socket:
            one = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            one.settimeout(patience.SECONDS)
            one.sendall(said)
            return one

        def status(said: bytes) -> bytes:
            return sent(said).recv(12)

        for _ in range(AT_ONCE):
            sent(BODIES[body])
        assert status(BODIES[body]) == b"HTTP/1.1 429"
        page = b"GET /en/explore HTTP/1.1\r\nHost: x\r\n\r\n"
        assert status(page) == b"HTTP/1.1 502"  # let through
