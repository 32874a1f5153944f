"""Workbooks of several sheets: read together, asked about or told, never lost in silence."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart
from sqlalchemy import Engine

from dashboard.database import reading
from dashboard.domain.importing.by_hand import ByHand, MappingRecord
from dashboard.exports import files
from dashboard.exports.sessions import sessions
from dashboard.exports.template import write_template
from dashboard.i18n import Locale
from dashboard.importers.importing import import_sessions
from dashboard.importers.order import ImportOrder, StaleError
from dashboard.importers.report import Report
from dashboard.queries.shared.vocabulary import vocabulary
from tests.importers.conftest import TODAY
from tests.importers.test_sessions import stored
from tests.support.files import Rows, as_rows, session, write_csv, write_sheets
from tests.support.importing import import_file

KINDS = ["xlsx", "ods"]
JANUARY = as_rows(session(reference="J-1"), session(reference="J-2"))
FEBRUARY = as_rows(session(reference="F-1"))
TYPED = datetime(2015, 3, 2)  # noqa: DTZ001 - a spreadsheet's day
MARCH = [
    ("imPACT, mars 2015",),
    ("Langue", "Lieu", "Total", "Référence", "Type de séance", "Statut", "Date"),
    ("fr", "HS-01", 9, "M-1", "discussion", "tenue", TYPED),
    ("fr", "HS-01", 7, "M-2", "discussion", "tenue", TYPED),
    ("", "", 16, "Total", "", "", ""),
]
BUDGET = [("Item", "Amount"), ("Room", 120), ("Bus", 80)]
QUESTION = (
    "The sheet “Budget” has different columns from “January”: it is unclear whether to read it, too"
)

Bring = Callable[..., Report]


@pytest.fixture
def bring(ready_sqlite: Engine, tmp_path: Path) -> Bring:
    """A workbook of these sheets, imported."""

    def bring(of, kind="xlsx", hidden=(), **more) -> Report:
        path = write_sheets(tmp_path / f"f.{kind}", of, hidden)
        return import_file(
            ready_sqlite, "sessions", path, **{"today": TODAY, "author": "a test"} | more
        )

    return bring


def rows_of(report: Report) -> dict[str, int]:
    return {sheet.name: sheet.rows for sheet in report.sheets if sheet.use == "read"}


def places(report: Report) -> list[tuple[str, int | None, str, str]]:
    return [
        (fault.sheet, fault.row, fault.column, fault.problem.say(Locale.EN))
        for fault in report.faults
    ]


def told(report: Report) -> list[str]:
    return [remark.message.say(Locale.EN) for remark in report.remarks if remark.row is None]


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_a_month_is_read_together_in_any_order_and_language(bring, ready_sqlite, kind):
    sheets = {"January": JANUARY, "Empty": [], "February": FEBRUARY, "Mars": MARCH}
    report = bring(sheets | {"April": JANUARY[:1]}, kind)
    assert (places(report), report.added, report.rows) == ([], 5, 5)
    assert rows_of(report) == {"January": 2, "February": 1, "Mars": 2, "April": 0}
    assert told(report) == []
    said = {one.message.say(Locale.EN): (one.sheet, one.row) for one in report.remarks}
    assert said["The headers are in this row; what is above it is ignored"] == ("Mars", 2)
    assert said["This row is a total of the others; it is ignored"] == ("Mars", 5)
    assert stored(ready_sqlite, "M-2").total == 7
    assert bring(sheets, kind).unchanged == 5


@pytest.mark.parametrize("kind", KINDS)
def test_each_fault_names_its_sheet_and_row(bring, kind):
    bad = as_rows(session(reference="B-1", venue="XX"), session(reference="J-2"))
    report = bring({"January": JANUARY, "February": bad, "March": FEBRUARY}, kind)
    assert places(report) == [
        ("February", 2, "venue", "“XX” is not a known venue"),
        ("February", 3, "reference", "“J-2” is already in row 3 of the sheet “January”"),
    ]
    assert (report.added, report.faulty) == (0, 2)
    french = report.faults[1].problem.say(Locale.FR)
    assert french.endswith("déjà à la ligne 3 de la feuille «\xa0January\xa0»")


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_with_other_columns_keeps_all_out_until_it_is_said_what_it_is(bring, kind):
    sheets = {"January": JANUARY, "Budget": BUDGET, "February": FEBRUARY}
    report = bring(sheets, kind)
    assert (report.refused, places(report)) == (True, [("Budget", None, "", QUESTION)])
    assert "--sheet" in report.faults[0].remedy.say(Locale.EN)
    assert [sheet.use for sheet in report.sheets] == ["read", "asked", "read"]
    assert report.sheets[1].headers == ("Item", "Amount")
    done = bring(sheets, kind, sheets=["february ", "January"])
    assert (done.added, told(done)) == (3, ["These sheets are left out: Budget"])
    assert done.sheets_digest != bring(sheets, kind, sheets=["January"]).sheets_digest


def test_a_sheet_that_lacks_a_column_is_asked_about_and_leaves_what_it_does_not_speak_of(
    bring, ready_sqlite
):
    noted = as_rows(session(reference="J-1", note="kept"), session(reference="F-1", note="too"))
    bring({"All": noted})
    other = as_rows(session(reference="N-1", note="new"))
    sheets = {"January": other, "February": FEBRUARY}
    assert [one.name for one in bring(sheets).asked] == ["February"]
    report = bring(sheets, sheets=["January", "February"])
    assert (places(report), report.added, report.unchanged) == ([], 1, 1)
    assert stored(ready_sqlite, "F-1").note == "too"


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_may_stand_behind_other_sheets(bring, kind):
    cover = [("imPACT",), ("Sessions of 2015",)]
    report = bring({"Cover": cover, "January": JANUARY}, kind)
    assert [(one.name, one.use) for one in report.sheets] == [
        ("Cover", "asked"),
        ("January", "read"),
    ]
    assert bring({"Cover": cover, "January": JANUARY}, kind, sheets=["January"]).added == 2


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_sheets_are_told_and_read_only_on_purpose(bring, kind):
    sheets = {"Old": FEBRUARY, "January": JANUARY, "Notes": BUDGET}
    report = bring(sheets, kind, ["Old", "Notes"])
    assert (report.added, told(report)) == (2, ["Hidden sheets are not read: Old, Notes"])
    assert [one.hidden for one in report.sheets] == [True, False, True]
    assert bring(sheets, kind, ["Old", "Notes"], sheets=["Old"]).added == 1
    alone = bring({"Old": FEBRUARY}, kind, ["Old"])
    assert places(alone) == [("", None, "", "The workbook has no visible sheet with rows")]
    assert bring({"Old": FEBRUARY}, kind, ["Old"], sheets=["Old"]).unchanged == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("empty", [{"Sheet1": []}, {"January": [], "February": [("", "")]}])
def test_a_workbook_with_nothing_in_it_is_told_so_and_misses_no_column(bring, kind, empty):
    report = bring(empty, kind)
    assert places(report) == [("", None, "", "The workbook has no sheet with rows")]
    assert report.refused


@pytest.mark.parametrize("locale", Locale)
def test_what_our_own_workbooks_add_raises_no_question(ready_sqlite, tmp_path, locale):
    path = tmp_path / "f.xlsx"
    with reading(ready_sqlite) as connection:
        write_template(connection, path, locale)
    book = load_workbook(path)
    first = book.worksheets[0]
    first.title = "January"
    header = {str(cell.value).rstrip(" *").casefold(): cell.column for cell in first[1]}
    names = {
        "en": ("reference", "date", "status", "session kind", "language", "venue", "total"),
        "fr": ("référence", "date", "statut", "type de séance", "langue", "lieu", "total"),
    }[locale.value]
    second = book.copy_worksheet(first)
    second.title = "February"
    for sheet, rows in ((first, JANUARY[1:]), (second, FEBRUARY[1:])):
        for at, row in enumerate(rows, start=2):
            for name, value in zip(names, row, strict=True):
                sheet.cell(at, header[name]).value = value
    chart = book.create_chartsheet("Chart")
    chart.add_chart(BarChart())
    book.save(path)
    report = import_file(ready_sqlite, "sessions", path, today=TODAY, author="a test")
    assert (places(report), report.added, told(report)) == ([], 3, [])
    assert rows_of(report) == {"January": 2, "February": 1}


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_of_ours_comes_back_without_a_question(bring, ready_sqlite, tmp_path, kind):
    bring({"January": JANUARY})
    path = tmp_path / f"out.{kind}"
    with reading(ready_sqlite) as connection:
        files.write(sessions(connection, vocabulary(connection)), {"what": "all"}, path)
    back = import_file(ready_sqlite, "sessions", path, today=TODAY, author="a test")
    assert (places(back), back.unchanged, len(back.sheets)) == ([], 2, 1)


def test_the_order_of_day_and_month_is_told_by_any_sheet(bring, ready_sqlite):
    doubtful = as_rows(session(reference="D-1", date="03/02/2015"))
    clear = as_rows(session(reference="D-2", date="25/02/2015"))
    report = bring({"One": doubtful, "Two": clear})
    assert (places(report), stored(ready_sqlite, "D-1").date.isoformat()) == ([], "2015-02-03")
    other = as_rows(session(reference="D-3", date="02/25/2015"))
    assert bring({"One": doubtful, "Two": clear, "Three": other}).faults[0].sheet == "One"


def test_a_remembered_mapping_is_used_for_every_sheet(ready_sqlite, tmp_path):
    odd = [("Ort" if name == "venue" else name for name in JANUARY[0]), *JANUARY[1:]]
    rows = [tuple(row) for row in odd]
    february = [rows[0], ("F-9", *rows[1][1:])]
    path = write_sheets(tmp_path / "f.xlsx", {"January": rows, "February": february})
    order = ImportOrder(path, TODAY, "a test", dry_run=True)
    asked = import_sessions(ready_sqlite, order)
    assert [one.header for one in asked.look.columns] == [*rows[0]]
    assert {fault.sheet for fault in asked.faults} == {"January", "February"}
    known = MappingRecord("ours", rows[0], {"Ort": "venue"}, {})
    remembered = ImportOrder(path, TODAY, "a test", remembered=(known,))
    report = import_sessions(ready_sqlite, remembered)
    assert (report.mapping_name, report.added, report.rows) == ("ours", 3, 3)
    by_hand = ImportOrder(path, TODAY, "a test", by_hand=ByHand({"Ort": "venue"}))
    assert import_sessions(ready_sqlite, by_hand).unchanged == 3


def test_a_mapping_may_be_remembered_for_sheets_of_different_headers(ready_sqlite, tmp_path):
    sheets = {
        name: [tuple(odd if cell == "venue" else cell for cell in row) for row in table]
        for name, odd, table in (("January", "Ort", JANUARY), ("February", "Plaats", FEBRUARY))
    }
    path = write_sheets(tmp_path / "f.ods", sheets)
    both = {"Ort": "venue", "Plaats": "venue"}
    known = MappingRecord("both", tuple(both), both, {})
    report = import_sessions(ready_sqlite, ImportOrder(path, TODAY, "x", remembered=(known,)))
    assert (report.mapping_name, places(report), report.added) == ("both", [], 3)


def test_other_sheets_than_were_looked_at_do_not_go_in(ready_sqlite, tmp_path):
    path = write_sheets(tmp_path / "f.xlsx", {"January": JANUARY, "February": FEBRUARY})
    seen = import_sessions(ready_sqlite, ImportOrder(path, TODAY, "x", dry_run=True))
    other = ImportOrder(path, TODAY, "x", sheets=("January",), seen_sheets=seen.sheets_digest)
    with pytest.raises(StaleError) as stale:
        import_sessions(ready_sqlite, other)
    assert stale.value.what == "sheets"
    named = ImportOrder(
        path, TODAY, "x", sheets=("January", "February"), seen_sheets=seen.sheets_digest
    )
    assert import_sessions(ready_sqlite, named).added == 3


def test_a_name_that_no_sheet_has_is_told_with_those_there_are(bring, ready_sqlite, tmp_path):
    report = bring({"January": JANUARY, "February": FEBRUARY}, sheets=["January", "Marsh"])
    assert places(report) == [("", None, "", "The workbook has no sheet “Marsh”")]
    assert report.faults[0].remedy.say(Locale.EN) == "It has these: January, February"
    assert report.refused
    path = write_csv(tmp_path / "f.csv", JANUARY)
    given = {"today": TODAY, "author": "a test"}
    refused = import_file(ready_sqlite, "sessions", path, sheets=["January"], **given)
    assert places(refused) == [("", None, "", "The file is not a workbook and has no sheets")]


@pytest.mark.parametrize("subject", ["venues", "facilitators", "targets"])
def test_every_kind_of_file_may_have_several_sheets(ready_sqlite, tmp_path, subject):
    header, first, second = {
        "venues": [("code", "venue type"), ("HS-07", "high_school"), ("SH-07", "shelter")],
        "facilitators": [("code",), ("F-7",), ("F-8",)],
        "targets": [
            ("indicator", "value", "due", "effective from"),
            ("youth", 100, "2016-03-31", "2014-01-01"),
            ("french_share", 30, "2016-03-31", "2014-01-01"),
        ],
    }[subject]
    path = write_sheets(tmp_path / "f.ods", {"A": [header, first], "B": [header, second]})
    report = import_file(ready_sqlite, subject, path, today=TODAY, author="a test")
    assert (places(report), rows_of(report), report.added) == ([], {"A": 1, "B": 1}, 2)


MAIN = as_rows(session(reference="S-1"), session(reference="S-2"))
REPEATED = {
    "of no use": [("song", "PARENT_KEY", "KEY"), ("x", "uuid:1", "uuid:1/1")],
    "counts": [("12-14", "total", "PARENT_KEY"), (3, 3, "uuid:1")],
}


def archive(path: Path, **tables: Rows) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in tables.items():
            write_csv(path.with_suffix(".csv"), rows)
            packed.write(path.with_suffix(".csv"), f"{name}.csv")
    return path


def test_a_repeat_group_of_no_use_is_left_out_and_told(ready_sqlite, tmp_path):
    file = archive(tmp_path / "f.zip", form=MAIN, songs=REPEATED["of no use"])
    report = import_file(ready_sqlite, "sessions", file, today=TODAY, author="a test")
    assert report.added == 2
    assert "songs.csv" in " ".join(one.message.say(Locale.EN) for one in report.remarks)


def test_a_repeat_group_that_counts_is_named_with_what_it_holds(ready_sqlite, tmp_path):
    file = archive(tmp_path / "f.zip", form=MAIN, ages=REPEATED["counts"])
    report = import_file(ready_sqlite, "sessions", file, today=TODAY, author="a test")
    assert (report.refused, report.fault_count) == (True, 1)
    (fault,) = report.faults
    assert fault.sheet == "ages.csv"
    for locale in Locale:
        assert "12-14, total, PARENT_KEY" in fault.problem.say(locale)
        assert "--sheet" in fault.remedy.say(locale)
    chosen = {"today": TODAY, "author": "a test", "sheets": ["form.csv"]}
    assert import_file(ready_sqlite, "sessions", file, **chosen).added == 2


def test_two_tables_of_an_archive_with_the_same_columns_are_read_together(ready_sqlite, tmp_path):
    later = as_rows(session(reference="S-3"))
    file = archive(tmp_path / "f.zip", one=MAIN, two=later)
    report = import_file(ready_sqlite, "sessions", file, today=TODAY, author="a test")
    assert (report.added, [sheet.name for sheet in report.sheets]) == (3, ["one.csv", "two.csv"])


def test_the_headers_of_all_sheets_together_have_an_end(bring):
    """Each is looked up and told: 830 KB of them took a minute, and three gigabytes."""
    header = (*JANUARY[0], *(f"h{n}" for n in range(7_000)))
    report = bring({name: [header, JANUARY[1]] for name in "ABC"}, dry_run=True)
    assert [fault.problem.say(Locale.EN) for fault in report.faults] == [
        "Together, the header rows have more than 20,000 columns"
    ]
    assert report.refused
