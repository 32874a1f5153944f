"""Rows are checked as columns while all are sound, with the same answers as row by row."""

import random
from dataclasses import replace

import pytest

from dashboard.importers import sheet_rows
from dashboard.importers.files.book import read_book
from dashboard.importers.order import ImportOrder
from dashboard.importers.pipeline import checked
from dashboard.importers.report import Report
from dashboard.importers.sessions import SUBJECT
from dashboard.importers.staging import Staging
from tests.importers.conftest import TODAY
from tests.support.files import as_rows, session, write_csv, write_xlsx

AGES = ("12-14", "15-17", "26-plus", "unknown")
MISTAKES = (
    {"date": "2015-13-45"},
    {"date": "2015-04-02"},
    {"status": "planned", "12-14": "3"},
    {"status": "cancelled", "first_time": "1"},
    {"total": "1", "12-14": "2", "first_time": ""},
    {"total": "9", "12-14": "2", "unknown": "1"},
    {"total": "3", "12-14": "3", "15-17": "", "26-plus": "", "unknown": "", "first_time": "4"},
    {"venue": "SH-01", "venue type": "high school"},
    {"reference": ""},
    {"reference": "S-2"},
    {"reference": "a\tb"},
    {"facilitators": "F-9"},
    {"note": "x" * 2_001},
    {"reference": "Total", "date": "", "status": "", "kind": "", "language": "", "venue": ""},
)


def some_row(chance, number):
    """A sound row: not as it would be stored, but as people write."""
    status = chance.choices(("delivered", "planned", "tenue", "annulée"), (6, 2, 1, 1))[0]
    held = status in ("delivered", "tenue")
    came = {age: str(chance.randrange(4)) for age in AGES if chance.random() < 0.5}
    summed = sum(map(int, came.values()))
    more = chance.choice(("", summed, summed + 2 * ("unknown" not in came)))
    return session(
        reference=chance.choice((f"S-{number}", f" 'S-{number}", f"'=S {number}", f"É-{number}")),
        date=chance.choice(("2015-3-5", "25 mars 2015", "2015-03-25" if held else "2015-05-01")),
        status=status,
        venue=chance.choice(("sh-01", "SH-01")),
        **dict.fromkeys(AGES, "") | (came if held else {}),
        **{"total": str(more) if held else chance.choice(("", "0")), "venue type": "shelter"},
        first_time=chance.choice(("", "0", "1" if held and summed else "")),
        facilitators=chance.choice(("", "F-2; F-1", "F-1;F-1")),
        duration_minutes=chance.choice(("", "90", "1 h 30")),
        note=chance.choice(("", " two\nlines ", "call 613-555-0123", "with Mme Tremblay", "été")),
    )


def answers(engine, path, *, by_column, only_sound=False):
    """The report, and what was staged."""
    subject = SUBJECT
    if not by_column:
        subject = replace(SUBJECT, checks=lambda one: replace(SUBJECT.checks(one), together=None))
    order = ImportOrder(path, TODAY, "a test", dry_run=True, only_sound=only_sound)
    report = Report("sessions", path.name, dry_run=True)
    with (
        Staging(subject.load) as staging,
        path.open("rb") as file,
        read_book(file) as book,
    ):
        _, found, _ = checked(engine, subject, order, book, staging, report=report)
        return found, [one for some in staging.states() for one in some]


def assert_same(found, expected):
    looks = [one.look for one, _ in (found, expected)]
    samples = [[(one.header, one.sample) for one in look.columns] for look in looks]
    assert samples[0] == samples[1]
    assert looks[0].words == looks[1].words
    assert replace(found[0], look=None) == replace(expected[0], look=None)
    assert found[1] == expected[1]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_columns_tell_what_rows_tell(ready_sqlite, tmp_path, monkeypatch, seed, write):
    monkeypatch.setattr(sheet_rows, "TOLD_EVERY", 7)
    chance = random.Random(seed)  # noqa: S311
    rows = [some_row(chance, number) for number in range(40)]
    path = write(tmp_path / f"f.{write.__name__[-4:].strip('_')}", as_rows(*rows))
    by_row = answers(ready_sqlite, path, by_column=False)
    assert by_row[0].fault_count == 0
    assert by_row[0].remark_count > 0
    monkeypatch.setattr(sheet_rows.SheetRows, "_row", None)
    assert_same(answers(ready_sqlite, path, by_column=True), by_row)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_is_wrong_is_told_as_ever(ready_sqlite, tmp_path, monkeypatch, mistake):
    monkeypatch.setattr(sheet_rows, "TOLD_EVERY", 7)
    chance = random.Random(str(mistake))  # noqa: S311
    rows = [some_row(chance, number) for number in range(30)]
    rows[2]["reference"] = "S-2"
    rows[17] |= mistake
    path = write_csv(tmp_path / "f.csv", as_rows(*rows))
    by_row = answers(ready_sqlite, path, by_column=False)
    assert by_row[0].fault_count + (by_row[0].rows < 30) > 0
    assert_same(answers(ready_sqlite, path, by_column=True), by_row)
