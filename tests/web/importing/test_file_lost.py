"""A database file that is removed, replaced or written over while the dashboard is served."""

import sqlite3
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support import patience
from tests.support.desks import Desk, furnish, references
from tests.support.program import serving


@pytest.fixture
def path(sqlite_url) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@pytest.fixture
def desk(sqlite_url, tmp_path):
    """At a server of the test's own, with sessions A and B saved."""
    secret = furnish(sqlite_url)
    with serving(sqlite_url, tmp_path, "--workers", "2") as served:
        desk = Desk(served.url, secret)
        assert [desk.save(reference).status for reference in ("A", "B")] == [200, 200]
        yield desk


def copied(path: Path, to: Path) -> Path:
    """The database as it is now, in one file, as `sqlite3 FILE .backup` would make it."""
    with sqlite3.connect(path) as one, sqlite3.connect(to) as other:
        one.backup(other)
    one.close()
    other.close()
    return to


def answers(desk: Desk, *, of: int = 12) -> list:
    """Several, so that each worker and each of its connections is asked."""
    return [desk.ask("GET", "/api/v1/progress") for _ in range(of)]


def until_both_have_it_open(desk: Desk, path: Path) -> None:
    """Until both workers have the log open: one that begins later makes a log of its own."""
    answers(desk)
    if sys.platform == "linux":  # the system tells who has a file open
        log = Path(f"{path}-wal")
        patience.until(lambda: len(who_has_open(log)) == 2, "a worker has not opened the file")


def who_has_open(file: Path) -> set[str]:
    found = set()
    for opened in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):  # it was closed meanwhile
            if opened.readlink() == file:
                found.add(opened.parts[2])
    return found


def test_after_a_removal_nothing_is_acknowledged_and_the_file_is_not_made_anew(desk, path):
    path.unlink()
    saved = [desk.save(f"C{n}") for n in range(6)]
    assert {answer.status for answer in saved} == {503}
    assert "removed, replaced" in saved[0].content["error"]["message"]["en"]
    assert "supprimé, remplacé" in saved[0].content["error"]["message"]["fr"]
    assert int(saved[0].headers["Retry-After"]) > 0
    ready = desk.readiness()
    assert (ready.status, ready.content["reason"]) == (503, "file_lost")
    assert ready.content["message"]["fr"]
    assert {answer.status for answer in answers(desk)} == {503}
    assert not path.exists()


def test_a_file_moved_away_and_back_is_used_again_with_all_it_held(desk, path):
    aside = path.with_name("aside.db")
    path.rename(aside)
    assert desk.save("C").status == 503
    aside.rename(path)
    assert desk.save("D").status == 200
    assert references(f"sqlite:///{path}") == {"A", "B", "D"}
    patience.until(lambda: desk.readiness().status == 200, "not ready again")


def test_an_older_copy_in_its_place_is_opened_and_is_another_history(desk, path, tmp_path):
    older = copied(path, tmp_path / "older.db")
    seen = desk.ask("GET", "/api/v1/freshness").content["edition"]
    assert desk.save("C").status == 200
    later = desk.ask("GET", "/api/v1/freshness").content["edition"]
    older.rename(path)  # the log of the file that was here is left beside it
    assert {a.content["youth"]["participations"] for a in answers(desk)} == {18}
    assert desk.save("D", **{"Impact-Edition": seen}).status == 412
    saved = desk.save("D")  # as many writes as there were
    assert saved.status == 200, saved
    now = desk.ask("GET", "/api/v1/freshness").content["edition"]
    assert now != later
    assert {a.content["youth"]["participations"] for a in answers(desk)} == {27}
    assert references(f"sqlite:///{path}") == {"A", "B", "D"}
    patience.until(lambda: desk.readiness().status == 200, "not ready again")


def test_a_log_that_is_removed_is_saved_from_the_open_file(desk, path):
    until_both_have_it_open(desk, path)
    Path(f"{path}-wal").unlink()
    Path(f"{path}-shm").unlink()
    patience.until(lambda: desk.save("C").status == 200, "not opened again")
    held = references(f"sqlite:///{path}")
    assert held == {"A", "B", "C"}


def test_a_worker_whose_log_another_one_replaced_begins_anew(desk, path):
    until_both_have_it_open(desk, path)
    Path(f"{path}-wal").unlink()
    sent = []

    def all_is_well() -> bool:
        sent.append(desk.save(f"D{len(sent)}").status)
        ready = [desk.readiness().status for _ in range(12)]
        return {*ready} == {200} and {*sent[-12:]} == {200}

    patience.until(all_is_well, "one worker still refuses")
    kept = {f"D{n}" for n, status in enumerate(sent) if status == 200}
    assert kept | {"A", "B"} == references(f"sqlite:///{path}")
