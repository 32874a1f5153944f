"""The files of a page are compressed before the first reader comes."""

import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

import app
from dashboard.database import connections, open_engine, writing
from dashboard.domain.shared.roles import Reader, Role
from dashboard.settings import Settings
from dashboard.web.access.proxies import found_lately
from dashboard.web.access.visitors import as_reader
from dashboard.web.serving import warmth
from dashboard.web.serving.warmth import rehearse, warm_in_background
from dashboard.web.shared import kept
from dashboard.web.shared.encodings import encode
from dashboard.writes.state import mark_as_demonstration
from tests.support import patience

OF_SESSIONS = ["/en/sessions?tab=list", "/en/sessions?tab=mend"]


@pytest.fixture(autouse=True)
def _compressed_lightly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thoroughly it takes ten seconds; what is asked here is which files are compressed."""
    monkeypatch.setattr(kept, "encode", lambda content, encoding, _: encode(content, encoding, 1))


@pytest.mark.parametrize("demonstration", [True, False])
def test_no_reader_waits_for_a_file_to_be_compressed(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, demonstration: bool
):
    """Nor where people sign in first: the page then names the same files."""
    if demonstration:
        mark(sqlite_url)
    made = app.create_app(Settings(database_url=sqlite_url, cache_dir=tmp_path / "files"))
    warm_in_background(made.server).join(patience.SECONDS)
    monkeypatch.setattr(kept, "encode", None)  # compressing a file now would fail
    with made.server.test_request_context("/en/explore"):
        as_reader(Reader("imPACT", Role.COMMITTEE))
        page = made.index()
    files = [part.partition('"')[0] for part in page.split('src="')[1:]]
    assert any("plotly" in file for file in files)
    client = made.server.test_client()
    for file in files:
        answer = client.get(file, headers={"Accept-Encoding": "br"}, buffered=True)
        assert answer.status_code == 200
    made.server.extensions["impact"].dispose()


def test_what_a_worker_asks_itself_is_not_taken_for_somebody_who_passes_by_the_proxy(
    sqlite_url: str, tmp_path: Path
):
    settings = Settings(database_url=sqlite_url, cache_dir=tmp_path / "files", trusted_proxies=1)
    server = app.create_app(settings).server
    warmth.warm(server, threading.Event())
    with server.app_context():
        assert found_lately() is None
        server.test_client().get("/en/explore")
        assert found_lately() is not None
    server.extensions["impact"].dispose()


def test_what_reading_ahead_needed_goes_back_to_the_system(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    done: list[str] = []
    monkeypatch.setattr(warmth.blocks, "read_ahead", lambda _: done.append("days"))
    monkeypatch.setattr(warmth.months, "read_ahead", lambda _: done.append("sessions"))
    monkeypatch.setattr(warmth.from_cells, "read_ahead", lambda _: done.append("venues"))
    monkeypatch.setattr(warmth, "give_back", lambda: done.append("given back"))
    made = app.create_app(Settings(database_url=sqlite_url, cache_dir=tmp_path / "files"))
    warmth.warm(made.server, threading.Event())
    made.server.extensions["impact"].dispose()
    assert done == ["days", "sessions", "venues", "given back"]


def test_a_worker_has_made_its_first_pages_before_it_reads_ahead(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    """Before it answers: whoever came first would wait for both. Then come coordinators' pages."""
    made: list[str] = []
    goes_on = threading.Event()

    def make(_server: Flask, role: Role, path: str) -> str:
        if role is not Role.COMMITTEE:
            goes_on.wait(patience.SECONDS)
        made.append(path)
        return ""

    monkeypatch.setattr(warmth, "_page", make)
    monkeypatch.setattr(warmth, "AHEAD_SECONDS", patience.SECONDS)
    monkeypatch.setattr(warmth.blocks, "read_ahead", lambda _: made.append("read ahead"))
    server = app.create_app(Settings(database_url=sqlite_url)).server
    reads = warm_in_background(server)
    assert made == ["/en/explore", "/en/venues"]
    assert reads.is_alive()
    goes_on.set()
    reads.join(patience.SECONDS)
    server.extensions["impact"].dispose()
    assert made[2:] == [*OF_SESSIONS, "read ahead"]


def test_a_worker_answers_though_its_first_pages_do_not_come(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    comes = threading.Event()
    monkeypatch.setattr(warmth, "_page", lambda *_: comes.wait(patience.SECONDS) and "")
    monkeypatch.setattr(warmth, "AHEAD_SECONDS", 0)
    server = app.create_app(Settings(database_url=sqlite_url)).server
    reads = warm_in_background(server)
    assert reads.is_alive()
    comes.set()
    reads.join(patience.SECONDS)
    server.extensions["impact"].dispose()


def test_nobody_waits_for_first_pages_that_failed(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    server, made = app.create_app(Settings(database_url=sqlite_url)).server, threading.Event()
    monkeypatch.setattr(warmth, "_page", None)  # to make a page now fails
    with pytest.raises(TypeError):
        warmth.warm(server, made)
    server.extensions["impact"].dispose()
    assert made.is_set()


def test_a_rehearsal_leaves_nothing_that_must_not_be_forked(database_url: str, tmp_path: Path):
    mark(database_url)
    made, threads = [], threading.active_count()

    def make() -> Flask:
        settings = Settings(database_url=database_url, cache_dir=tmp_path / "files")
        made.append(app.create_app(settings).server)
        event.listen(made[0].extensions["impact"], "checkout", lambda *_: used.append(1))
        return made[0]

    used: list[int] = []
    rehearse(make)
    assert used  # it read what a page shows
    assert threading.active_count() == threads
    assert connections(made[0].extensions["impact"]) == {"used": 0, "idle": 0}


def test_a_rehearsal_makes_pages_in_both_languages_and_those_of_coordinators(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    """All workers share what these load, such as the French catalogue."""
    made: list[str] = []
    monkeypatch.setattr(warmth, "_page", lambda _server, _role, path: made.append(path) or "")
    rehearse(lambda: app.create_app(Settings(database_url=sqlite_url)).server)
    first = ["/en/explore", "/en/venues", "/fr/explorer", "/fr/lieux"]
    assert made == [*first, *OF_SESSIONS]


READ = ("from_cells", "from_months", "planned_rows", "months", "blocks")


def test_a_rehearsal_reads_all_that_workers_share(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    mark(sqlite_url)
    done: list[str] = []
    for name in READ:
        monkeypatch.setattr(getattr(warmth, name), "read_ahead", lambda _, of=name: done.append(of))
    found = rehearse(lambda: app.create_app(Settings(database_url=sqlite_url)).server)
    assert tuple(done) == READ
    assert found["blocks"]  # of the page


def test_a_server_begins_though_its_rehearsal_failed(caplog: pytest.LogCaptureFixture):
    def fails() -> Flask:
        raise ConnectionRefusedError

    assert rehearse(fails) == {}
    assert ConnectionRefusedError.__name__ in caplog.text


def mark(url: str) -> None:
    engine = open_engine(url)
    with writing(engine) as connection:
        mark_as_demonstration(connection)
    engine.dispose()
