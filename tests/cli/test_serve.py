"""`impact serve` opens on this machine, refuses in one sentence, and ends when told to."""

import gc
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from math import prod
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock
from urllib.parse import urlsplit

import numpy as np
import pytest

from dashboard.cli import serve as serving
from dashboard.database import open_engine, reading, writing
from dashboard.domain.publications.keys import key_digest
from dashboard.domain.shared.clock import calendar_day
from dashboard.publications.archive import shown
from dashboard.queries.progress.array_store import MarkedArray, arrays_of
from dashboard.queries.publications.publications import open_draft
from dashboard.web.publications.embeds.reach import REACH
from dashboard.web.shared.unavailable import TRIAL
from tests.publications.making.conftest import sessions
from tests.queries.worlds import store
from tests.support import patience, program
from tests.support.archive import publish
from tests.support.embeds import grant
from tests.support.program import IMPACT, Served, environment, impact
from tests.support.publications import publication

A_SAVE_LEAVES = 6_000  # objects that wait for Python to find them
LEAST_SHARED, LARGEST_WORKER = 50, 105
"""Megabytes of a worker, with what it shares in part: 59 and 88 at rest, of 144 in all."""

# The socket is descriptor 3 of the process whose id is told, which stays when it is replaced.
AS_SYSTEMD_DOES = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.fixture
def _as_people_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server begins from nothing: where how it begins, ends or shares is the matter."""
    monkeypatch.setattr(program, "begin", program.executed)


def get(served: Served, path: str) -> http.client.HTTPResponse:
    return urllib.request.urlopen(served.url + path, timeout=patience.SECONDS)  # noqa: S310


@pytest.mark.usefixtures("_as_people_do")
def test_it_says_where_it_is_answers_there_and_ends_when_told_to(
    serve: Callable[..., Served], demonstration_url: str
):
    """With two workers: to begin from nothing costs more than all that is asked here."""
    engine = open_engine(demonstration_url)
    publish(engine, publication())
    key = grant(engine).key
    served = serve("--workers", "2")
    assert f"The dashboard is at {served.url} (Ctrl+C stops it)" in served.log
    with get(served, "/readyz") as answer:
        assert answer.status == 200
    _a_query_never_reaches_the_log(served)
    assert "administrator" not in served.log  # the demonstration needs nobody to sign in
    if sys.platform == "linux":  # memory is told by /proc
        _workers_share_the_program_and_the_parent_of_their_jobs(served)
    for _ in range(3):
        with get(served, f"/en/embed/youth?key={key}"):
            pass
    _it_ends_quickly_and_cleanly_even_while_a_browser_is_connected(served, signal.SIGTERM)
    with reading(engine) as connection:  # the last views are counted as it ends
        assert sum(one.times for one in shown.since(connection, date.min)) == 3
    engine.dispose()


def _a_query_never_reaches_the_log(served: Served) -> None:
    with get(served, "/api/v1/progress?language=fr") as answer:
        assert answer.status == 200
    assert "GET /api/v1/progress 200" in served.log
    assert "language=fr" not in served.log


def _it_ends_quickly_and_cleanly_even_while_a_browser_is_connected(
    served: Served, number: signal.Signals
) -> None:
    with closing(http.client.HTTPConnection(urlsplit(served.url).netloc)) as browser:
        browser.request("GET", "/healthz")
        browser.getresponse().read()
        began = time.monotonic()
        assert served.end(number) == 0
        assert time.monotonic() - began < 25  # and not the thirty seconds for connections
    assert "Traceback" not in served.log


def _workers_share_the_program_and_the_parent_of_their_jobs(served: Served) -> None:
    children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children")

    def both_are_there() -> list[str] | None:
        found = children.read_text(encoding="ascii").split()
        return found if len(found) == 3 else None

    patience.until(both_are_there, "there are not two workers and one parent of jobs")
    for _ in range(12):
        get(served, "/en/progress").read()
    processes = both_are_there() or []  # none was begun anew, nor a parent of its own
    said = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in processes}
    workers = [pid for pid, command in said.items() if b"importing.job" not in command]
    assert len(workers) == 2
    for pid in workers:
        assert megabytes(pid, "Shared_Dirty") >= LEAST_SHARED
        assert megabytes(pid, "Pss") <= LARGEST_WORKER


def megabytes(pid: str, kind: str) -> float:
    told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return int(re.search(rf"^{kind}:\s+(\d+) kB", told, re.MULTILINE)[1]) / 1024


def a_worker(engine: object) -> SimpleNamespace:
    """As gunicorn hands it to what begins with it."""
    extensions = {TRIAL: Mock(), REACH: Mock(), "impact": engine}
    return SimpleNamespace(wsgi=SimpleNamespace(extensions=extensions))


def test_a_worker_begins_with_what_the_first_process_read(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(serving, "warm_in_background", lambda _: None)
    monkeypatch.setattr(serving.gc, "set_threshold", lambda *_: None)
    engine = open_engine(sqlite_url)
    arrays = {"blocks": {("of a test",): MarkedArray("a mark", np.zeros(1))}}
    serving._begin(arrays, monthly=False)(a_worker(engine))
    with reading(engine) as connection:
        assert arrays_of(connection).find(("of a test",), "a mark") is not None
    engine.dispose()


def test_no_answer_pays_for_what_many_others_left_behind(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serving, "warm_in_background", lambda _: None)
    worker = a_worker(Mock())
    of_tests = gc.get_threshold()
    gc.set_threshold(50_000, 10, 10)  # the command’s
    try:
        rarely = prod(gc.get_threshold())
        serving._begin({}, monthly=False)(worker)
        assert gc.get_threshold()[0] <= A_SAVE_LEAVES
        assert prod(gc.get_threshold()) >= rarely
    finally:
        gc.set_threshold(*of_tests)


def test_all_workers_accept_what_one_of_them_signed(serve: Callable[..., Served]):
    served = serve("--workers", "2")
    for _ in range(8):
        with get(served, "/en/explore") as answer:
            assert answer.status == 200
    assert served.log.count("The dashboard is at") == 1


def test_what_is_asked_decides_neither_who_looks_nor_how(serve: Callable[..., Served]):
    served = serve(demo_role="coordinator")
    with get(served, "/api/v1/progress") as answer:
        assert b'"audience":"coordinator"' in answer.read()
    _a_request_line_cannot_claim_https(served)
    _an_address_too_long_for_the_server_is_refused_in_both_languages(served)


def _a_request_line_cannot_claim_https(served: Served) -> None:
    request = urllib.request.Request(  # noqa: S310
        f"{served.url}/healthz", headers={"X-Forwarded-Proto": "https"}
    )
    with urllib.request.urlopen(request, timeout=patience.SECONDS) as answer:  # noqa: S310
        assert answer.headers["Strict-Transport-Security"] is None


def _an_address_too_long_for_the_server_is_refused_in_both_languages(served: Served) -> None:
    page, headers = _too_long(served, "/en/explore")
    assert '<section lang="en-CA">' in page
    assert '<section lang="fr-CA">' in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers
    error, headers = _too_long(served, "/api/v1/progress")
    assert headers["Content-Type"] == "application/json"
    assert json.loads(error)["error"]["code"] == "too_long"


def _too_long(served: Served, path: str) -> tuple[str, http.client.HTTPMessage]:
    with closing(http.client.HTTPConnection(urlsplit(served.url).netloc)) as browser:
        browser.request("GET", f"{path}?venue={'x' * 9000}")
        answer = browser.getresponse()
        assert answer.status == 414
        return answer.read().decode(), answer.headers


Refused = Callable[..., tuple[int, str]]


@pytest.fixture
def refused(tmp_path: Path) -> Refused:
    """How a server ends that is not to begin: its code, and all that it said."""

    def refused(*options: str, database_url: str, **settings: str) -> tuple[int, str]:
        log = tmp_path / "refused.log"
        command = [str(IMPACT), "serve", *options]
        process = program.begin(command, environment(database_url, **settings), log)
        try:
            return process.wait(timeout=patience.SECONDS), log.read_text(encoding="utf-8")
        finally:
            process.send_signal(signal.SIGKILL)

    return refused


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org"])  # noqa: S104
def test_the_demonstration_is_not_served_where_others_reach_it(
    refused: Refused, demonstration_url: str, host: str
):
    named = {"base_url": "https://impact.example.org"}
    code, told = refused("--host", host, database_url=demonstration_url, **named)
    assert code == 1
    assert f"Others could open {host}" in told
    assert "--host 127.0.0.1" in told


def test_elsewhere_the_program_must_know_its_name(refused: Refused, sqlite_url: str):
    code, told = refused("--host", "0.0.0.0", database_url=sqlite_url)  # noqa: S104
    assert code == 1
    assert "Set IMPACT_BASE_URL" in told


@pytest.mark.parametrize("url", ["impact.example.org", "ftp://x", "https://", "https://x/?y"])
def test_a_name_that_is_no_address_is_refused(refused: Refused, sqlite_url: str, url: str):
    code, told = refused(database_url=sqlite_url, base_url=url)
    assert (code, "IMPACT_BASE_URL" in told) == (1, True)


@pytest.mark.usefixtures("_as_people_do")
def test_while_nobody_can_sign_in_a_link_makes_the_first_administrator(
    serve: Callable[..., Served], sqlite_url: str
):
    served = serve(database_url=sqlite_url)
    link = re.search(r"become the administrator: (http\S+)", served.log).group(1)
    assert link.startswith(f"{served.url}/en/password/")
    with get(served, urlsplit(link).path) as page:
        assert "Choose a password for admin" in page.read().decode()
    assert link.rpartition("/")[2] not in served.log.partition("GET")[2]
    _it_ends_quickly_and_cleanly_even_while_a_browser_is_connected(served, signal.SIGINT)


def test_a_link_that_was_made_by_hand_needs_no_other_one_in_the_log(
    serve: Callable[..., Served], sqlite_url: str
):
    impact("users", "add", "ana@example.org", "--role", "admin", database_url=sqlite_url)
    assert "administrator" not in serve(database_url=sqlite_url).log


def test_a_port_in_use_is_refused(refused: Refused, sqlite_url: str):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, told = refused("--port", str(port), database_url=sqlite_url)
    assert code == 1
    assert told.startswith(f"Port {port} is in use\n")


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_cannot_be_is_wrong_usage(refused: Refused, sqlite_url: str, port: str):
    assert refused("--port", port, database_url=sqlite_url)[0] == 2


def test_a_database_that_was_never_migrated_is_refused(tmp_path):
    done = impact("serve", database_url=f"sqlite:///{tmp_path / 'new.db'}")
    assert done.returncode == 1
    assert "Run “impact migrate” first" in done.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "IMPACT_DATABASE_URL is not the address of a supported database"),
        ("mysql://x/y", "IMPACT_DATABASE_URL is not the address of a supported database"),
        ("postgresql://impact@127.0.0.1:1/no", "The database cannot be reached"),
        ("sqlite:////proc/none.db", "The database cannot be reached"),
    ],
)
def test_a_database_that_cannot_be_read_is_refused(refused: Refused, url: str, said: str):
    code, told = refused(database_url=url)
    assert code == 1
    assert said in told
    assert "Traceback" not in told


def test_a_setting_that_is_not_valid_is_named(refused: Refused, sqlite_url: str):
    code, told = refused(database_url=sqlite_url, demo_role="king")
    assert code == 1
    assert "IMPACT_DEMO_ROLE" in told
    assert "Traceback" not in told


def test_where_it_is_set_the_last_month_is_drafted_by_itself(
    serve: Callable[..., Served], sqlite_url: str
):
    engine = open_engine(sqlite_url)
    with writing(engine) as connection:
        store(connection, sessions())
    serve("--workers", "1", database_url=sqlite_url, publish_monthly="true")

    def drafted():
        with reading(engine) as connection:
            return open_draft(connection)

    found = patience.until(drafted, "nothing was drafted")
    engine.dispose()
    assert found.record.as_of == calendar_day("America/Toronto").replace(day=1) - timedelta(days=1)


def test_a_socket_that_systemd_opened_is_answered_on(demonstration_url: str, tmp_path: Path):
    """The port is taken already, by the very socket that it gets; it tells when it is up."""
    told = tmp_path / "told"
    with (
        socket.create_server(("127.0.0.1", 0)) as opened,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager,
    ):
        manager.bind(str(told))
        manager.settimeout(patience.SECONDS)
        process = subprocess.Popen(
            [sys.executable, "-c", AS_SYSTEMD_DOES, str(opened.fileno()), IMPACT, "serve"],
            env=environment(demonstration_url) | {"NOTIFY_SOCKET": str(told)},
            pass_fds=(opened.fileno(),),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert manager.recv(1024).startswith(b"READY=1")
            url = f"http://127.0.0.1:{opened.getsockname()[1]}"
            with urllib.request.urlopen(f"{url}/healthz", timeout=patience.SECONDS) as answer:  # noqa: S310
                assert answer.status == 200
        finally:
            process.terminate()
            said, complained = process.communicate(timeout=patience.SECONDS)
    assert f"The dashboard is at {url} " in said, complained
    assert process.returncode == 0


def test_a_socket_of_systemds_that_others_reach_is_refused_for_the_demonstration(
    demonstration_url: str,
):
    with socket.create_server(("0.0.0.0", 0)) as opened:  # noqa: S104 - refused
        done = subprocess.run(
            [sys.executable, "-c", AS_SYSTEMD_DOES, str(opened.fileno()), IMPACT, "serve"],
            env=environment(demonstration_url),
            pass_fds=(opened.fileno(),),
            capture_output=True,
            text=True,
            timeout=patience.SECONDS,
            check=False,
        )
    assert done.returncode == 1
    assert "Others could open 0.0.0.0" in done.stderr


def test_a_key_that_a_server_makes_for_itself_counts_as_none():
    """The next start has another: publications must not be tied to it."""
    assert serving.made_key() != serving.made_key()
    assert key_digest(serving.made_key()) == ""
