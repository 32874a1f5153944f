"""What the server refuses by itself, in the form of our errors, before it takes anything in."""

import json
from socket import SHUT_WR
from threading import Event

import pytest

from dashboard.web.serving.channel import Channel
from dashboard.web.serving.lanes import LARGEST_BODY, LONG, READING, RequestPlace
from dashboard.web.serving.requests import LARGEST_HEAD, LONGEST_LINE
from dashboard.web.shared.uploads import LARGEST_REQUEST
from tests.support import patience
from tests.web.serving.conftest import get, rest

FILES = "/api/v1/imports"


def find(_: str, path: str) -> RequestPlace:
    return (
        RequestPlace(LONG, LARGEST_REQUEST)
        if path == FILES
        else RequestPlace(READING, LARGEST_BODY)
    )


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(body)).encode()]


@pytest.fixture
def here(listen):
    return listen(application, (READING, LONG), find)


def parts(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines), body


def post(path: str, *headers: str, body: bytes = b"") -> bytes:
    return get(path, *headers, method="POST") + body


def line(length: int, begin: str) -> bytes:
    """A request whose line has that length."""
    path = begin + "x" * (length - len(f"GET {begin} HTTP/1.1"))
    return get(path, "Connection: close")


def test_a_line_may_be_so_long_and_no_longer(here):
    assert parts(here.ask(line(LONGEST_LINE, "/en/")))[0] == 200
    assert parts(here.ask(line(LONGEST_LINE + 1, "/en/")))[0] == 414


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (get(f"/en/{'x' * 9000}"), 414),
        (get("/en/explore", f"X: {'x' * LARGEST_HEAD}"), 431),
        (b"nonsense\r\n\r\n", 400),
        (get("/", "X y"), 400),
        (post("/", "Content-Length: -1"), 400),
        (post("/", f"Content-Length: {'1' * 5000}"), 400),
        (get("http://[/"), 400),
        (get("http://[::1%25/en/"), 400),
        (post("/", "Content-Length: 5", "Transfer-Encoding: chunked"), 400),
        (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (post("/", "Transfer-Encoding: gzip, chunked"), 501),
        (post("/", "Transfer-Encoding: chunked", body=b"x\r\n"), 400),
        (post("/", "Transfer-Encoding: chunked", body=b"1" * 5000), 400),
        (post("/", f"Content-Length: {LARGEST_BODY + 1}"), 413),
        (post("/", f"Content-Length: {LARGEST_REQUEST}", "Expect: 100-continue"), 413),
        (post(FILES, f"Content-Length: {LARGEST_REQUEST + 1}"), 413),
        (
            post("/", "Transfer-Encoding: chunked", body=b"50000\r\n" + b"x" * 0x50000),
            413,
        ),
    ],
)
def test_refusals_are_pages_in_both_languages(here, said, status):
    found, headers, body = parts(here.ask(said))
    page = body.decode()
    if said.startswith(b"POST /api"):
        assert (found, set(json.loads(page)["error"]["message"])) == (status, {"en", "fr"})
        return
    assert found == status
    assert '<section lang="en-CA">' in page
    assert '<section lang="fr-CA">' in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Connection"] == "close"
    assert "Server" not in headers


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (get(f"/api/v1/progress?x={'x' * 9000}"), "too_long"),
        (get("/api/v1/progress", f"X: {'x' * LARGEST_HEAD}"), "headers_too_long"),
        (get("/api/v1/progress", "X y"), "bad_request"),
        (post("/api/v1/sessions", f"Content-Length: {LARGEST_BODY + 1}"), "too_large"),
    ],
)
def test_under_api_they_are_json(here, said, code):
    _, headers, body = parts(here.ask(said))
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body)["error"]["code"] == code


@pytest.mark.parametrize(
    ("path", "largest", "said"),
    [(FILES, LARGEST_REQUEST, ("64 MB", "64 Mo")), ("/api/", LARGEST_BODY, ("256 KB", "256 Ko"))],
)
def test_what_is_too_large_is_told_how_much_may_be_sent(here, path, largest, said):
    _, _, body = parts(here.ask(post(path, f"Content-Length: {largest + 1}")))
    message = json.loads(body)["error"]["message"]
    assert said[0] in message["en"]
    assert said[1] in message["fr"].replace("\u00a0", " ")


def test_as_much_as_may_be_sent_comes_in(here):
    said = post("/", f"Content-Length: {LARGEST_BODY}", "Connection: close")
    assert parts(here.ask(said + b"x" * LARGEST_BODY))[2] == str(LARGEST_BODY).encode()


def test_who_goes_on_sending_reads_why_it_is_refused(here):
    """A connection closed at once would be reset, and the refusal lost with it."""
    with here.connect() as sending:
        sending.sendall(post(FILES, f"Content-Length: {10 * LARGEST_REQUEST}"))
        for _ in range(64):
            sending.sendall(b"x" * 65536)
        assert parts(sending.recv(65536))[0] == 413


def test_who_is_refused_while_the_loop_looks_reads_why_too(here, monkeypatch):
    """The loop looks while the refusal is sent, and goes on when the thread that sends is done."""
    send, flush, looked = Channel.send, Channel._flush_some_if_lockable, Event()

    def send_once_it_looked(channel, data, **options):
        def woken() -> bool:
            here.connections.wake()
            return looked.is_set()

        patience.until(woken, "the loop did not look")
        return send(channel, data, **options)

    def flush_once_all_is_said(channel, **options):
        looked.set()
        patience.until(lambda: channel.close_when_flushed, "the refusal did not end")
        flush(channel, **options)

    monkeypatch.setattr(Channel, "send", send_once_it_looked)
    monkeypatch.setattr(Channel, "_flush_some_if_lockable", flush_once_all_is_said)
    with here.connect() as sending:
        sending.sendall(post(FILES, f"Content-Length: {10 * LARGEST_REQUEST}"))
        answer = sending.recv(65536)
        for _ in range(64):  # it was left open, and takes what is still sent
            sending.sendall(b"x" * 65536)
        sending.shutdown(SHUT_WR)
        status, _, body = parts(answer + rest(sending))
        assert (status, json.loads(body)["error"]["code"]) == (413, "too_large")
