"""An import goes behind pages, but not while others wait for its lock."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from dashboard.database import address_of, open_engine
from dashboard.importers.order import ImportOrder, quiet
from dashboard.web.importing import work
from dashboard.web.shared.niceness import PATIENT, at_once, patiently
from tests.importers.conftest import add_venues_and_facilitators
from tests.support.files import as_rows, session, write_csv
from tests.support.work import always

SERVER, BEHIND = os.nice(0), min(os.nice(0) + PATIENT, 19)


@pytest.fixture
def seen(monkeypatch):
    """Whether a transaction writes, and the niceness of the thread that began or ended it."""
    seen: set[tuple[bool, int]] = set()

    def look(connection: Connection) -> None:
        writes = bool(connection.get_execution_options().get("impact_writes"))
        seen.add((writes, max(os.nice(0), SERVER)))  # it may go first, too

    def opened(address: str, *, serving: bool):
        engine = open_engine(address, serving=serving)
        for when in ("begin", "commit"):
            event.listen(engine, when, look)
        return engine

    monkeypatch.setattr(work, "open_engine", opened)
    return seen


def bring_in(address: str, path: Path) -> Mapping[str, Any]:
    order = ImportOrder(path, date(2015, 4, 1), "a test")
    return patiently(lambda: work.bring_in(address, always, order, quiet))


def test_what_holds_the_lock_is_as_fast_as_pages(engine, tmp_path, seen):
    add_venues_and_facilitators(engine)
    path = write_csv(tmp_path / "f.csv", as_rows(session(reference="S-1")))
    assert bring_in(address_of(engine), path)["done"]
    assert seen == {(False, BEHIND), (True, SERVER)}


def test_that_a_file_was_refused_is_noted_as_fast(engine, tmp_path, seen):
    path = write_csv(tmp_path / "f.csv", as_rows(session(reference="S-1", venue="nowhere")))
    assert bring_in(address_of(engine), path)["refused"]
    assert seen == {(False, BEHIND), (True, SERVER)}


def test_errors_come_back_and_what_is_urgent_may_ask_again():
    with pytest.raises(ZeroDivisionError):
        patiently(lambda: at_once(lambda: at_once(lambda: 1 // 0)))
