"""Connections that are slow, silent, deaf or gone, and HTTP as browsers speak it."""

import gc
import logging
import socket
import time
from collections import Counter
from contextlib import ExitStack, suppress
from select import select
from threading import Event
from weakref import WeakSet

import pytest

from dashboard.web.serving import connections
from dashboard.web.serving.channel import Channel
from dashboard.web.serving.lanes import LARGEST_BODY, READING, Lane, RequestPlace
from tests.web.serving.conftest import PATIENCE_SECONDS, get, rest

LARGE = 8 * 1024 * 1024


def hello(environ, start_response):
    start_response("200 OK", [("Content-Length", "5")])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else b"hello"]


def heard(connection: socket.socket) -> bool:
    """Whether the whole of the answer came."""
    said = b""
    while not said.endswith(b"hello") and (more := connection.recv(4096)):
        said += more
    return said.endswith(b"hello")


def until(reached) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not reached():
        assert time.monotonic() < deadline, "it was waited for in vain"
        time.sleep(0.01)


def in_the_loop(here, does) -> None:
    """Do something where the loop is, between two of its turns."""
    done = Event()

    def do() -> None:
        does()
        done.set()

    here.connections._listening[0].trigger.pull_trigger(do)
    assert done.wait(PATIENCE_SECONDS)


def later(here, seconds: float) -> None:
    """Let time pass for all connections: looked at now, and again so much later."""
    now = time.monotonic()
    for at in (now, now + seconds):
        in_the_loop(here, lambda at=at: [one.look(at) for one in channels(here)])


def rest_after_an_answer(here, *connections: socket.socket) -> None:
    """Each is answered once, and waits for its next question."""
    for one in connections:
        one.sendall(get("/"))
        assert heard(one)
    until(lambda: len(here.connections) and not any(one.requests for one in channels(here)))


def channels(here):
    return list(here.connections._channels.values())


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"GET /en/explore HTTP/1.1\r\nHost: x\r\n", b"HTTP/1.1 408 "),
        (b"G", b"HTTP/1.1 408 "),
        (get("/", "Content-Length: 100", method="POST") + b"x", b"HTTP/1.1 408 "),
        (b"", b""),  # nothing was asked, so nothing is answered
    ],
)
def test_what_does_not_come_in_time_is_refused(listen, said, answer):
    here = listen(hello)
    with here.connect() as slow:
        slow.sendall(said)
        until(lambda: len(here.connections) and all(c._got == len(said) for c in channels(here)))
        later(here, 9)
        assert len(here.connections) == 1
        later(here, 21)
        assert rest(slow)[: len(answer) or None] == answer


def test_a_slow_body_may_come_as_long_as_enough_of_it_comes(listen):
    here = listen(hello)
    with here.connect() as slow:
        slow.sendall(get("/", f"Content-Length: {LARGEST_BODY}", method="POST"))
        for _ in range(3):
            now = channels(here)[0]._got if channels(here) else 0
            slow.sendall(b"x" * 11_000)
            until(lambda now=now: channels(here) and channels(here)[0]._got >= now + 11_000)
            later(here, 15)
        slow.sendall(b"x" * 5_000)
        later(here, 15)
        assert len(here.connections) == 1
        later(here, 21)
        assert rest(slow).startswith(b"HTTP/1.1 408 ")


def test_kept_connections_end_when_nothing_is_asked_any_more(listen):
    here = listen(hello)
    with here.connect() as kept:
        rest_after_an_answer(here, kept)
        later(here, 29)
        assert len(here.connections) == 1
        later(here, 31)
        assert kept.recv(4096) == b""


def test_what_is_closed_is_freed_without_waiting_for_the_garbage_collector(listen):
    here, alive = listen(hello), WeakSet()
    gc.disable()
    try:
        for _ in range(2 * READING.threads):
            with here.connect() as kept:
                rest_after_an_answer(here, kept)
                alive.update(channels(here))
            until(lambda: not len(here.connections))
        assert len(alive) <= READING.threads  # each has the last one that it answered
    finally:
        gc.enable()


def test_the_loop_is_woken_only_for_what_is_left_to_do(listen, monkeypatch):
    """An answer that was sent whole leaves it nothing: it waits for the next question already."""
    here, woken = listen(hello), []
    listening = here.connections._listening[0]
    wake = listening.pull_trigger
    monkeypatch.setattr(listening, "pull_trigger", lambda: (woken.append(True), wake()))
    with here.connect() as kept:
        rest_after_an_answer(here, kept)
        rest_after_an_answer(here, kept)
        assert not woken
        kept.sendall(get("/") + get("/", "Connection: close"))
        assert rest(kept).count(b"hello") == len(woken) == 2


def test_what_is_asked_at_the_last_moment_is_answered(listen):
    here = listen(hello)
    with here.connect() as kept:
        rest_after_an_answer(here, kept)
        later(here, 0)  # it is seen to wait
        (channel,) = channels(here)

        def ask_and_look() -> None:
            kept.sendall(get("/"))
            assert select([channel.socket], [], [], PATIENCE_SECONDS)[0]
            channel.look(time.monotonic() + 31)

        in_the_loop(here, ask_and_look)
        assert heard(kept)


def test_who_does_not_read_the_answer_is_let_go_and_keeps_no_thread(listen):
    def large(_, start_response):
        start_response("200 OK", [("Content-Length", str(LARGE))])
        return [b"x" * LARGE]

    here = listen(large, (Lane("reading", 1, 10),), lambda *_: RequestPlace(LANE, LARGEST_BODY))
    with here.connect(room=2048) as deaf, here.connect() as other:
        deaf.sendall(get("/") * 3)
        until(lambda: any(one.total_outbufs_len for one in channels(here)))
        other.sendall(get("/"))
        came = 0
        while came < LARGE:
            came += len(other.recv(65536))
        until(lambda: sum(bool(one.total_outbufs_len) for one in channels(here)) == 1)
        later(here, 21)
        until(lambda: len(here.connections) == 1)
        with suppress(OSError):
            assert len(rest(deaf)) < LARGE


LANE = Lane("reading", 1, 10)


def test_of_many_requests_at_once_the_answers_wait_until_they_are_read(listen):
    asked = Counter()

    def large(_, start_response):
        asked["times"] += 1
        start_response("200 OK", [("Content-Length", str(LARGE))])
        return [b"x" * LARGE]

    here = listen(large)
    with here.connect(room=2048) as many:
        many.sendall(get("/") * 2 + get("/", "Connection: close"))
        until(lambda: channels(here) and channels(here)[0]._parked)
        assert asked["times"] == 1
        assert rest(many).count(b"HTTP/1.1 200 OK") == 3


def test_where_there_is_no_room_the_one_idle_for_longest_leaves(listen, monkeypatch):
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 3)
    here = listen(hello)
    with ExitStack() as stack:
        first, *others = [stack.enter_context(here.connect()) for _ in range(3)]
        rest_after_an_answer(here, first, *others)
        later(here, 0)
        others[0].sendall(get("/"))
        assert heard(others[0])
        fourth = stack.enter_context(here.connect())
        fourth.sendall(get("/"))
        assert heard(fourth)
        until(lambda: len(here.connections) == 3)
        assert first.recv(4096) == b""
        others[1].sendall(get("/"))
        assert heard(others[1])


def test_who_asks_at_the_last_moment_does_not_leave_for_another(listen):
    here = listen(hello)
    with here.connect() as first, here.connect() as second:
        rest_after_an_answer(here, first, second)
        later(here, 0)
        idlest = connections._idlest(here.connections._channels)

        def ask() -> None:
            asks = first if idlest.addr == first.getsockname() else second
            asks.sendall(get("/"))
            assert select([idlest.socket], [], [], PATIENCE_SECONDS)[0]
            left.append(connections._idlest(here.connections._channels))

        left = []
        in_the_loop(here, ask)
        assert len(left) == 1
        assert left[0] not in (None, idlest)


def test_bodies_that_never_end_do_not_fill_the_disk(listen, monkeypatch):
    monkeypatch.setattr(connections, "MOST_HELD", 50_000)
    here = listen(hello)
    begun = get("/", f"Content-Length: {LARGEST_BODY}", method="POST")
    with here.connect() as large, here.connect() as small:
        large.sendall(begun + b"x" * 40_000)
        small.sendall(begun + b"x" * 20_000)
        until(lambda: sum(one.held for one in channels(here)) == 60_000)
        here.connections._listening[0].trigger.pull_trigger(here.connections.look)
        assert rest(large).startswith(b"HTTP/1.1 503 ")
        small.sendall(b"x" * (LARGEST_BODY - 20_000))
        assert heard(small)


def test_a_full_lane_refuses_at_once_and_others_go_on(listen):
    go_on, begun = Event(), Event()

    def application(environ, start_response):
        if environ["PATH_INFO"] == "/write":
            begun.set()
            go_on.wait(PATIENCE_SECONDS)
        return hello(environ, start_response)

    writing = Lane("writing", 1, 1)
    here = listen(
        application,
        (READING, writing),
        lambda _, path: RequestPlace(writing if path == "/write" else READING, LARGEST_BODY),
    )
    with here.connect() as first, here.connect() as second, here.connect() as third:
        first.sendall(get("/write"))
        assert begun.wait(PATIENCE_SECONDS)
        second.sendall(get("/write"))
        until(lambda: load(here, writing) == (1, 1))
        refused = here.ask(get("/write"))
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After: 10" in refused
        assert here.ask(get("/", "Connection: close")).endswith(b"hello")
        assert sum(one.refused for one in here.pools.loads()) in (0, 1)  # told once, above or here
        second.close()  # whose place is free then
        until(lambda: len(here.connections) == 2)
        third.sendall(get("/write"))
        until(lambda: all(one.requests for one in channels(here)))
        go_on.set()
        assert heard(first)
        assert heard(third)


def load(here, lane: Lane) -> tuple[int, int]:
    return next((one.busy, one.waiting) for one in here.pools.loads() if one.lane == lane)


def test_who_left_while_waiting_costs_no_thread(listen):
    go_on, asked = Event(), Counter()

    def application(environ, start_response):
        asked[environ["PATH_INFO"]] += 1
        if environ["PATH_INFO"] == "/first":
            go_on.wait(PATIENCE_SECONDS)
        return hello(environ, start_response)

    here = listen(application, (LANE,), lambda *_: RequestPlace(LANE, LARGEST_BODY))
    with here.connect() as first:
        first.sendall(get("/first"))
        until(lambda: asked["/first"])
        with here.connect() as leaving:
            leaving.sendall(get("/left"))
            until(lambda: load(here, LANE) == (1, 1))
        until(lambda: len(here.connections) == 1)
        go_on.set()
        assert here.ask(get("/stayed", "Connection: close")).endswith(b"hello")
    assert asked == {"/first": 1, "/stayed": 1}


def test_the_application_is_told_that_a_reader_left(listen):
    noticed, begun = Event(), Event()

    def application(environ, start_response):
        begun.set()
        until(environ["waitress.client_disconnected"])
        noticed.set()
        return hello(environ, start_response)

    here = listen(application)
    with here.connect() as leaving:
        leaving.sendall(get("/"))
        assert begun.wait(PATIENCE_SECONDS)
    assert noticed.wait(PATIENCE_SECONDS)


def test_lines_leave_as_they_are_said(listen):
    go_on = Event()

    def application(_, start_response):
        start_response("200 OK", [("Content-Type", "application/x-ndjson")])
        yield b"one\n"
        go_on.wait(PATIENCE_SECONDS)
        yield b"two\n"

    with listen(application).connect() as reader:
        reader.sendall(get("/"))
        said = b""
        while b"one\n" not in said:
            said += reader.recv(4096)
        go_on.set()
        assert b"two\n" in rest(reader)


def test_an_error_that_the_application_cannot_tell_is_told_and_logged_without_secrets(
    listen, caplog
):
    def application(environ, _):
        raise ValueError(environ["QUERY_STRING"])

    caplog.set_level(logging.INFO, "impact")
    answer = listen(application).ask(get("/en/password/hidden?key=hidden"))
    assert answer.startswith(b"HTTP/1.1 500 ")
    assert "ValueError" in caplog.text
    assert r"GET /en/password/\u2026 500" in caplog.text
    assert "hidden" not in caplog.text


def test_several_requests_at_once_are_answered_in_order(listen):
    def application(environ, start_response):
        start_response("200 OK", [("Content-Length", "2")])
        return [environ["PATH_INFO"].encode()]

    said = get("/1") + get("/2", "Content-Length: 1", method="POST") + b"x"
    answer = listen(application).ask(said + get("/3", "Connection: close"))
    assert [part[:2] for part in answer.split(b"\r\n\r\n")[1:]] == [b"/1", b"/2", b"/3"]


def test_of_hundreds_at_once_no_more_are_taken_in_than_may_wait(listen):
    """The loop would have time for nobody else; all are answered, in their turn."""
    go_on, waiting = Event(), []

    def application(environ, start_response):
        go_on.wait(PATIENCE_SECONDS)
        waiting.append(len(channels(here)[0].requests))
        start_response("200 OK", [("Content-Length", "0")])
        return []

    here = listen(application)
    with here.connect() as many:
        many.sendall(get("/") * 300 + get("/last", "Connection: close"))
        until(lambda: channels(here) and channels(here)[0].requests)
        go_on.set()
        assert rest(many).count(b"HTTP/1.1 200 OK") == 301
    assert max(waiting) <= 2


def test_who_asks_whether_to_send_is_told_to(listen):
    with listen(hello).connect() as careful:
        careful.sendall(get("/", "Content-Length: 1", "Expect: 100-continue", method="POST"))
        assert careful.recv(4096).startswith(b"HTTP/1.1 100 Continue")
        careful.sendall(b"x")
        assert heard(careful)


@pytest.mark.parametrize("status", ["304 NOT MODIFIED", "204 NO CONTENT"])
def test_an_answer_without_a_body_keeps_the_connection(listen, status):
    def application(_, start_response):
        start_response(status, [])
        return []

    with listen(application).connect() as kept:
        for _ in range(2):
            kept.sendall(get("/"))
            answer = kept.recv(4096)
            assert answer.startswith(f"HTTP/1.1 {status}".encode())
            assert b"Connection: close" not in answer


def test_old_browsers_are_answered(listen):
    here = listen(hello)
    assert here.ask(b"GET / HTTP/1.0\r\n\r\n").endswith(b"hello")
    assert here.ask(get("/", "Connection: close", method="HEAD")).endswith(b"\r\n\r\n")
    with here.connect() as kept:
        for _ in range(2):
            kept.sendall(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            assert heard(kept)


def test_forwarded_headers_reach_the_application_which_judges_them(listen):
    def application(environ, start_response):
        start_response("200 OK", [("Content-Length", "7")])
        return [environ["HTTP_X_FORWARDED_FOR"].encode()]

    said = get("/", "X-Forwarded-For: 1.2.3.4", "Connection: close")
    assert listen(application).ask(said).endswith(b"1.2.3.4")


def test_the_loop_does_not_turn_in_circles_while_a_thread_sends(listen):
    in_vain = []

    def sends(environ, start_response):
        start_response("200 OK", [("Content-Length", "2")])
        yield b"he"
        (channel,) = channels(here)
        lock, acquire = channel.outbuf_lock, channel.outbuf_lock.acquire

        def spied(blocking=True, timeout=-1):
            found = acquire(blocking, timeout)
            if not found:
                in_vain.append("waited" if blocking else "looked")
            return found

        with lock:  # as for the moment in which it sends
            channel.outbufs[-1].append(b"llo")
            channel.total_outbufs_len += 3
            lock.acquire = spied
            here.connections.wake()
            until(lambda: "waited" in in_vain or len(in_vain) > 20)

    here = listen(sends)
    with here.connect() as client:
        client.sendall(get("/"))
        assert heard(client)
    assert set(in_vain) == {"waited"}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_whole_answer_is_one_message(listen, monkeypatch, method):
    sent, send = [], Channel.send
    monkeypatch.setattr(
        Channel, "send", lambda self, data, **more: (sent.append(data), send(self, data, **more))[1]
    )
    answer = listen(hello).ask(get("/", "Connection: close", method=method))
    assert sent == [answer]
    assert answer.endswith(b"\r\n\r\nhello" if method == "GET" else b"\r\n\r\n")
    assert b"\r\nContent-Length: 5\r\n" in answer
