"""What is wrong with a whole file is told once, with where to go, and not in every row."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from dashboard.exports.to_mend import write_to_mend
from dashboard.i18n import Locale
from dashboard.importers.importing import import_sessions
from dashboard.importers.order import ImportOrder
from dashboard.places import DEMONSTRATION
from tests.importers.conftest import TODAY, add_venues_and_facilitators
from tests.support.files import as_rows, session, write
from tests.support.importing import import_file

THREE = as_rows(*(session(reference=f"S-{at}", facilitators="F-1") for at in range(3)))
SAID = {
    Locale.EN: [
        ("There are no venues yet", "impact import venues"),
        ("There are no facilitators yet", "“Add a facilitator”"),
    ],
    Locale.FR: [
        ("Il n’y a encore aucun lieu", "impact import venues"),
        ("Il n’y a encore aucune animatrice ni aucun animateur", "impact import facilitators"),
    ],
}


@pytest.mark.parametrize("locale", Locale)
def test_that_there_is_nothing_to_choose_from_is_told_once(sqlite_engine, importing, locale):
    report = importing(sqlite_engine, "sessions", THREE)
    told = [(one.row, one.problem.say(locale), one.remedy.say(locale)) for one in report.faults]
    assert (report.fault_count, report.faulty) == (2, 3)
    for (row, problem, remedy), (expected, command) in zip(told, SAID[locale], strict=True):
        assert (row, problem) == (None, expected)
        assert command in remedy
    assert report.look.words == ()  # nothing of it can be matched


def test_rows_to_mend_have_it_each(sqlite_engine, tmp_path):
    order = ImportOrder(write(tmp_path / "f.csv", THREE), TODAY, "a test", only_sound=True)
    file = BytesIO()
    assert write_to_mend(sqlite_engine, order, file, Locale.EN) == 3
    _, *rows = load_workbook(file).active.iter_rows(values_only=True)
    assert all(any("There are no venues yet" in str(cell) for cell in row) for row in rows)


def test_rows_without_any_still_go_in(sqlite_engine, tmp_path):
    add_venues_and_facilitators(sqlite_engine)
    rows = as_rows(session(facilitators="F-1"), session(reference="S-2", facilitators="F-9"))
    order = ImportOrder(write(tmp_path / "f.csv", rows), TODAY, "a test", only_sound=True)
    report = import_sessions(sqlite_engine, order)
    assert (report.added, report.fault_count, report.faults[0].row) == (1, 1, 3)


@pytest.mark.parametrize(
    ("of", "subject", "problem", "way"),
    [
        ("sessions", "venues", "This looks like a file of sessions", "Sessions → Import a file"),
        ("sessions", "targets", "This looks like a file of sessions", "impact import sessions"),
        ("venues", "sessions", "This looks like a file of venues", "impact import venues"),
        ("venues", "facilitators", "This looks like a file of venues", "impact import venues"),
        ("targets", "sessions", "This looks like a file of targets", "impact import targets"),
        (
            "facilitators",
            "sessions",
            "This looks like a file of facilitators",
            "impact import facilitators",
        ),
    ],
)
def test_a_file_of_another_subject_is_told_so(sqlite_engine, of, subject, problem, way):
    path = DEMONSTRATION / f"{of}.csv"
    report = import_file(sqlite_engine, subject, path, today=TODAY, author="a test", dry_run=True)
    (fault,) = report.faults
    assert (report.refused, report.fault_count, fault.problem.say(Locale.EN)) == (True, 1, problem)
    assert way in fault.remedy.say(Locale.EN)
    assert fault.problem.say(Locale.FR).startswith("Ce fichier semble contenir autre chose")


def test_a_file_that_lacks_a_column_is_still_of_its_subject(ready_sqlite, importing):
    rows = [tuple(row[1:]) for row in as_rows(session(code="x"))]
    report = importing(ready_sqlite, "sessions", rows)
    assert "The column “reference” is missing" in [
        one.problem.say(Locale.EN) for one in report.faults
    ]
