"""A file in which everything is wrong is not checked to its end, and says so."""

import pytest

from dashboard.i18n import Locale
from dashboard.importers import faults
from dashboard.importers.faults import KEPT
from dashboard.importers.importing import import_sessions
from dashboard.importers.order import ImportOrder, LeavingOut
from dashboard.importers.to_mend import to_mend
from tests.importers.conftest import TODAY
from tests.support.files import as_rows, session, write, write_sheets

MOST = 40
SENTENCE = "The file has more than 40 errors, so the rest of it was not checked"
WRONG = {"status": "x", "kind": "x", "language": "x", "venue": "x"}  # four faults a row


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Faults that are read on to."""
    monkeypatch.setattr(faults, "MOST_FAULTS", MOST)


def order(path, *, dry_run: bool = True) -> ImportOrder:
    return ImportOrder(path, TODAY, "Ana", dry_run=dry_run, only_sound=True, copies=LeavingOut())


def sessions(number: int, **cells) -> list[dict]:
    return [session(reference=f"S-{at}", **cells) for at in range(number)]


def test_a_file_with_too_many_faults_is_refused_before_its_end(ready_sqlite, tmp_path):
    path = write(tmp_path / "f.csv", as_rows(*sessions(2_000, **WRONG)))
    for dry_run in (True, False):
        report = import_sessions(ready_sqlite, order(path, dry_run=dry_run))
        assert report.refused
        assert report.rows == report.faulty == 500  # that were checked at once
        assert report.fault_count == 4 * report.rows + 1
        assert report.faults[0].problem.say(Locale.EN) == SENTENCE
        assert (report.faults[0].row, report.faults[1].row) == (None, 2)
        assert {word.value for word in report.look.words} == {"x"}  # which may get a meaning


def test_one_fault_less_is_checked_to_its_end(ready_sqlite, tmp_path):
    rows = [*sessions(MOST - 1, kind="x"), session(reference="T-1")]
    report = import_sessions(ready_sqlite, order(write(tmp_path / "f.csv", as_rows(*rows))))
    assert not report.refused
    assert (report.added, report.faulty, report.fault_count) == (1, MOST - 1, MOST - 1)


def test_no_further_sheet_is_read(ready_sqlite, tmp_path):
    rows = {name: as_rows(*sessions(30, **WRONG)) for name in ("January", "February")}
    report = import_sessions(ready_sqlite, order(write_sheets(tmp_path / "f.xlsx", rows)))
    assert [(sheet.name, sheet.rows) for sheet in report.sheets] == [
        ("January", 30),
        ("February", 0),
    ]
    assert report.faults[0].problem.say(Locale.EN) == SENTENCE


def test_rows_of_one_reference_are_counted_no_further(ready_sqlite, tmp_path):
    path = write(tmp_path / "f.csv", as_rows(*[session(reference="S-1")] * 100))
    report = import_sessions(ready_sqlite, order(path))
    assert report.refused
    assert (report.fault_count, report.faulty) == (MOST + 1, 99)
    assert report.faults[0].problem.say(Locale.EN) == SENTENCE


def test_the_rows_to_correct_are_those_that_were_checked(ready_sqlite, tmp_path):
    path = write(tmp_path / "f.csv", as_rows(*sessions(2_000, **WRONG)))
    with to_mend(ready_sqlite, order(path), Locale.FR) as sheets:
        assert [len([*sheet.rows]) for sheet in sheets] == [500]


def test_what_is_kept_in_full_is_less_than_what_is_counted(monkeypatch):
    monkeypatch.undo()
    assert KEPT < faults.MOST_FAULTS
