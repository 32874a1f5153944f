"""What is odd in a file is asked about: dates, rows struck through, and numbers from 1."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from dashboard.database import reading, writing
from dashboard.domain.importing.answers import HandNumbering, StruckOut
from dashboard.domain.importing.by_hand import ByHand
from dashboard.exports import files
from dashboard.exports.sessions import sessions
from dashboard.exports.to_mend import write_to_mend
from dashboard.i18n import Locale
from dashboard.importers.hand_numbers import is_counted, name_of
from dashboard.importers.importing import import_sessions
from dashboard.importers.oddities import OddityAnswers
from dashboard.importers.order import ImportOrder
from dashboard.importers.report import Report
from dashboard.importers.sessions import SUBJECT
from dashboard.importers.staging import Numbering, Staging
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import OutreachSession, Venue
from tests.importers.conftest import TODAY
from tests.support.files import as_rows, session, strike_out, write, write_sheets
from tests.support.importing import import_file

FIRST = date(2014, 9, 1)


def rows(count: int, first: int = 1, letter: str = "", **cells):
    """Sessions of days of their own, with references that count."""
    return [
        session(
            reference=f"{letter}{n}" if letter else n,
            date=(FIRST + timedelta(days=3 * n)).isoformat(),
            **cells,
        )
        for n in range(first, first + count)
    ]


def bring(engine: Engine, file: Path, **answers) -> Report:
    said = OddityAnswers(**answers)
    return import_file(engine, "sessions", file, today=TODAY, author="a test", answers=said)


def references(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return sorted(connection.scalars(select(OutreachSession.reference)))


def said(report: Report, locale: Locale = Locale.EN) -> str:
    faults = [f"{one.problem.say(locale)} – {one.remedy.say(locale)}" for one in report.faults]
    return " | ".join([*faults, *(one.message.say(locale) for one in report.remarks)])


# Struck-out rows


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_rows_that_are_struck_out_keep_all_out_until_somebody_says(ready_sqlite, tmp_path, kind):
    sound = rows(4, letter="S-")
    sound[2]["language"] = "nobody's"  # what is struck out need not be right
    file = strike_out(write(tmp_path / f"f.{kind}", as_rows(*sound)), 4)
    report = bring(ready_sqlite, file)
    assert (report.refused, report.fault_count, references(ready_sqlite)) == (True, 1, [])
    assert "1 row is struck through (4)" in said(report)
    assert "1 ligne est barrée (4)" in said(report, Locale.FR)
    kept = bring(ready_sqlite, file, struck_out=StruckOut.KEEP)
    assert [fault.row for fault in kept.faults] == [4]
    left = bring(ready_sqlite, file, struck_out=StruckOut.LEAVE)
    assert (left.added, left.rows) == (3, 3)
    assert "left out: 4" in said(left)
    assert references(ready_sqlite) == ["S-1", "S-2", "S-4"]


def test_those_of_several_sheets_are_told_with_their_sheets(ready_sqlite, tmp_path):
    sheets = {"January": as_rows(*rows(2, letter="S-")), "February": as_rows(*rows(2, 3, "S-"))}
    file = strike_out(write_sheets(tmp_path / "f.xlsx", sheets), 2, 3)
    assert "2 rows are struck through (January 2, January 3)" in said(bring(ready_sqlite, file))


def test_a_file_of_nothing_but_struck_out_rows_is_asked_about_too(ready_sqlite, tmp_path):
    file = strike_out(write(tmp_path / "f.xlsx", as_rows(*rows(1, letter="S-"))), 2)
    assert bring(ready_sqlite, file).fault_count == 1


# What is said of columns as well


def test_what_is_odd_is_asked_before_columns_wait(ready_sqlite, tmp_path):
    file = write(tmp_path / "f.xlsx", as_rows(*rows(3, letter="S-", weather="rain", surname="Roy")))
    order = ImportOrder(strike_out(file, 4), TODAY, "a test", dry_run=True, only_sound=True)
    report = import_sessions(ready_sqlite, order)
    assert (report.odd.faults != (), report.waiting, report.added) == (True, (), 0)
    said = replace(order, answers=OddityAnswers(StruckOut.LEAVE))
    report = import_sessions(ready_sqlite, said)
    assert (report.waiting, report.added) == (("weather", "surname"), 2)
    for meant, waiting in (("note", ("surname",)), ("", ())):
        by_hand = ByHand({"weather": "", "surname": meant})
        report = import_sessions(ready_sqlite, replace(said, by_hand=by_hand))
        assert (report.waiting, report.of_the_file) == (waiting, bool(waiting))


def test_rows_to_mend_have_the_references_that_are_made_and_what_was_said_of_all(
    ready_sqlite, tmp_path
):
    found = rows(6)
    found[4]["total"] = "many"
    table = as_rows(*({k: v for k, v in one.items() if k != "status"} for one in found))
    by_hand, answers = (
        ByHand(constants={"status": "delivered"}),
        OddityAnswers(numbers=HandNumbering.FILE),
    )
    path = write(tmp_path / "f.csv", table)
    order = ImportOrder(path, TODAY, "a test", name="ana.csv", by_hand=by_hand, answers=answers)
    file = BytesIO()
    assert write_to_mend(ready_sqlite, order, file, Locale.EN) == 1
    header, row = load_workbook(file).active.iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert (cells["reference"], cells["status"]) == ("ana-5", "delivered")


# Dates


def test_a_date_far_from_all_others_waits_until_somebody_says_that_it_is_right(ready, tmp_path):
    sound = rows(30, letter="S-")
    sound[7]["date"] = "1926-03-04"
    file = write(tmp_path / "f.csv", as_rows(*sound))
    report = bring(ready, file)
    assert (report.refused, report.faulty) == (True, 1)
    (fault,) = report.faults
    assert (fault.row, fault.column, fault.value) == (9, "date", "1926-03-04")
    assert "--right-date 1926-03-04" in fault.remedy.say(Locale.FR)
    assert report.odd.far.days[0].first == (9,)
    assert bring(ready, file, right_dates=frozenset([date(1926, 3, 5)])).refused
    assert bring(ready, file, right_dates=frozenset([date(1926, 3, 4)])).added == 30
    assert bring(ready, file).unchanged == 30  # it was said once


def test_the_sessions_that_are_there_tell_which_dates_are_far(ready_sqlite, tmp_path):
    bring(ready_sqlite, write(tmp_path / "f.csv", as_rows(*rows(30, letter="S-"))))
    later = [session(reference="N-1", date="2004-10-01"), session(reference="N-2")]
    report = bring(ready_sqlite, write(tmp_path / "g.csv", as_rows(*later)))
    assert [fault.row for fault in report.faults] == [2]


@pytest.mark.parametrize(
    "days",
    [
        ["2015-01-05"],
        ["2006-05-01", "2011-02-02", "2015-03-03"],
        ["2015-01-05", "2017-04-01"],
        [f"{year}-05-01" for year in range(1996, 2016)],
    ],
)
def test_small_files_plans_and_whole_histories_are_not_asked_about(ready_sqlite, tmp_path, days):
    found = [
        session(reference=f"S-{day}", date=day)
        | ({"status": "planned", "total": ""} if date.fromisoformat(day) > TODAY else {})
        for day in days
    ]
    assert not bring(ready_sqlite, write(tmp_path / "f.csv", as_rows(*found))).faults


# Numbers from 1


def test_numbers_from_1_keep_all_out_until_somebody_says_what_they_are(ready, tmp_path):
    file = write(tmp_path / "Ana – January.xlsx", as_rows(*rows(5)))
    report = bring(ready, file)
    assert (report.refused, report.fault_count, references(ready)) == (True, 1, [])
    assert "--numbers file to make references such as Ana-January-1" in said(report)
    assert bring(ready, file, numbers=HandNumbering.FILE).added == 5
    assert references(ready) == [f"Ana-January-{n}" for n in range(1, 6)]
    again = bring(ready, file)  # known again
    assert (again.unchanged, again.fault_count) == (5, 0)
    copy = file.rename(tmp_path / "Ana – January (1).xlsx")
    assert bring(ready, copy).unchanged == 5


def test_two_people_who_count_from_1_do_not_overwrite_each_other(ready_sqlite, tmp_path):
    ana = write(tmp_path / "ana.csv", as_rows(*rows(5)))
    ben = write(tmp_path / "ben.csv", as_rows(*rows(6, venue="SH-01")))
    assert bring(ready_sqlite, ana, numbers=HandNumbering.UNIQUE).added == 5
    asked = bring(ready_sqlite, ben)
    assert asked.refused
    assert "5 already belong to other sessions" in said(asked)
    assert bring(ready_sqlite, ben, numbers=HandNumbering.FILE).added == 6
    assert not bring(ready_sqlite, ana).faults
    grown = write(tmp_path / "ana.csv", as_rows(*rows(8)))
    assert bring(ready_sqlite, grown).added == 3  # the same file, a month later


def test_another_file_of_the_same_name_is_told(ready_sqlite, tmp_path):
    bring(ready_sqlite, write(tmp_path / "f.csv", as_rows(*rows(5))), numbers=HandNumbering.FILE)
    other = write(tmp_path / "f.csv", as_rows(*rows(5, venue="SH-01")))
    report = bring(ready_sqlite, other, numbers=HandNumbering.FILE)
    assert report.refused
    assert "Rename the file" in said(report)


@pytest.mark.parametrize(("cells", "first"), [({"venue": "SH-01"}, 1), ({}, 2)])
def test_a_file_that_moves_most_of_its_sessions_elsewhere_is_warned_of(
    ready_sqlite, tmp_path, cells, first
):
    """Another list with the same references: other venues, or other days."""
    bring(ready_sqlite, write(tmp_path / "ana.csv", as_rows(*rows(5, letter="S"))))
    others = rows(5, first, "S", **cells)
    for at, row in enumerate(others, start=1):
        row["reference"] = f"S{at}"
    file = write(tmp_path / "ben.csv", as_rows(*others, *rows(4, 6, "S")))
    for dry_run in (True, False):
        report = look(ready_sqlite, file, dry_run=dry_run)
        assert (report.added, report.changed, report.warning_count) == (4, 5, 0)
        warning, *others = report.remarks
        assert (warning.row, warning.warns, report.remark_count) == (None, True, 1 + len(others))
        assert "5 of 9 rows give a known session another date or venue" in said(report)


def test_who_corrects_some_sessions_is_not_warned(ready_sqlite, tmp_path):
    bring(ready_sqlite, write(tmp_path / "ana.csv", as_rows(*rows(6, letter="S"))))
    few = [*rows(3, 1, "S", venue="SH-01"), *rows(3, 4, "S")]
    small = rows(2, 1, "S", venue="SH-01")
    counted = rows(6, 1, "S", total=7)
    for changed in (few, small, counted):
        file = write(tmp_path / "f.csv", as_rows(*changed))
        report = look(ready_sqlite, file, dry_run=True)
        assert report.changed > 0
        assert not any(remark.warns for remark in report.remarks)


def look(engine: Engine, file: Path, *, dry_run: bool) -> Report:
    return import_file(engine, "sessions", file, today=TODAY, author="a test", dry_run=dry_run)


def test_sheets_that_each_count_from_1_are_told_apart(ready_sqlite, tmp_path):
    sheets = {"Jan": as_rows(*rows(2)), "Fév": as_rows(*rows(2, venue="SH-01"))}
    file = write_sheets(tmp_path / "2015.ods", sheets)
    assert bring(ready_sqlite, file, numbers=HandNumbering.FILE).added == 4
    assert references(ready_sqlite) == ["2015-Fév-1", "2015-Fév-2", "2015-Jan-1", "2015-Jan-2"]


def test_what_we_exported_is_not_asked_about(ready_sqlite, tmp_path):
    file = write(tmp_path / "f.csv", as_rows(*rows(3)))
    bring(ready_sqlite, file, numbers=HandNumbering.UNIQUE)
    with reading(ready_sqlite) as connection:
        frame = sessions(connection, vocabulary(connection))
    files.write(frame.assign(date="2015-02-03"), {}, tmp_path / "export.csv")
    report = bring(ready_sqlite, tmp_path / "export.csv")
    assert (report.changed, report.fault_count) == (3, 0)


@pytest.mark.parametrize(
    ("keys", "counted"),
    [
        (["1"], True),
        (["3", "1", "2", "4", "6"], True),
        (["0", "1", "2"], True),
        ([*map(str, range(1, 20)), "19b"], True),
        (["13", "14", "15"], False),
        (["1", "1000"], False),
        (["A-1", "A-2"], False),
        (["1", "x", "y"], False),
        (["20150325", "20150326"], False),
    ],
)
def test_what_counts_from_1(keys, counted):
    numbers = [int(key) for key in keys if key.isdigit() and len(key) < 7]
    others = len(keys) - len(numbers)
    low, high = min(numbers, default=-1), max(numbers, default=-1)
    assert is_counted(Numbering(0, len(keys), others, len({*numbers}), low, high)) is counted


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("séances – avril.csv", "séances-avril"),
        ("séances – avril (2) - à corriger.xlsx", "séances-avril"),
        ("a - to mend (1).xlsx", "a"),
        ("….csv", "file"),
        ("x" * 200 + ".csv", "x" * 60),
    ],
)
def test_a_copy_has_the_name_of_its_file(file, name):
    assert name_of(file) == name


# Notes


def of_notes(report: Report) -> dict[int, str]:
    """What is said of the notes, in French, by row."""
    remarks = [one for one in report.remarks if one.column == "note"]
    return {one.row: one.message.say(Locale.FR) for one in remarks}


def test_notes_that_may_tell_who_somebody_is_are_told_and_go_in(ready_sqlite, tmp_path):
    notes = ["", "Met with Sarah Johnson", "All well", "ana@example.org; 613-555-0123"]
    found = [
        cells | {"note": note} for cells, note in zip(rows(4, letter="S-"), notes, strict=True)
    ]
    report = bring(ready_sqlite, write(tmp_path / "f.csv", as_rows(*found)))
    assert report.added == 4
    told = of_notes(report)
    assert told.keys() == {3, 5}
    assert "le nom d’une personne" in told[3]
    assert "un numéro de téléphone et une adresse courriel" in told[5]
    assert not any(word in said(report) for word in ("Sarah", "ana@", "613"))


def test_the_names_of_venues_are_nobodys(ready_sqlite, tmp_path):
    with writing(ready_sqlite) as connection:
        venue = {"code": "YO-1", "venue_type": "youth_organization"}
        labels = {"label_en": "Fern Hill Hub", "label_fr": "Carrefour Fern Hill"}
        connection.execute(Venue.__table__.insert(), [venue | labels])
    found = [cells | {"note": "Planned with Fern Hill"} for cells in rows(1, letter="S-")]
    assert of_notes(bring(ready_sqlite, write(tmp_path / "f.csv", as_rows(*found)))) == {}


def test_references_without_a_number_are_not_counted():
    """Of a million that all begin with a letter, none is looked at."""
    with Staging(SUBJECT.load) as staging:
        for row, key in enumerate(("S-1", "2", "é3", "10"), 2):
            staging.add(row, key)
        assert staging.numbering(several=False) == [Numbering(0, 4, 2, 2, 2, 10)]
    with Staging(SUBJECT.load) as staging:
        for row, key in enumerate(("S-1", ":2", "/3", "é4", ""), 2):
            staging.add(row, key)
        assert staging.numbering(several=False) == []
