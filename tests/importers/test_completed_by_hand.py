"""Files completed by hand: columns and words ignored, and values said of all rows."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from dashboard.database import reading
from dashboard.domain.importing.by_hand import ByHand
from dashboard.exports.to_mend import write_to_mend
from dashboard.i18n import Locale
from dashboard.importers.importing import import_sessions
from dashboard.importers.order import ImportOrder, LeavingOut
from dashboard.tables import ImportRecord
from tests.importers.conftest import TODAY
from tests.importers.test_sessions import faults, stored
from tests.support.files import as_rows, session, write, write_sheets

DELIVERED = ByHand(constants={"status": "delivered"})


@pytest.fixture
def look(tmp_path):
    """What a file would do, as the page asks for it."""

    def look(engine, rows, by_hand=None):
        path = write(tmp_path / "look.csv", rows)
        order = ImportOrder(path, TODAY, "a test", dry_run=True, only_sound=True, by_hand=by_hand)
        return import_sessions(engine, replace(order, copies=LeavingOut()))

    return look


def without(code: str, *sessions: dict) -> list:
    return as_rows(*({k: v for k, v in one.items() if k != code} for one in sessions))


def remarks(report, locale: Locale = Locale.EN) -> list[str]:
    said = [one.message.say(locale) for one in report.remarks if one.row is None]
    return [words.replace("\u00a0", " ") for words in said]


def test_a_look_tells_what_waits_and_what_the_other_columns_would_change(
    ready_sqlite, importing, look
):
    importing(ready_sqlite, "sessions", as_rows(session()))
    rows = as_rows(
        session(weather="rain", total="13"),
        session(reference="S-2", weather="", kind="Klatsch"),
        session(reference="S-3", weather="sun"),
        session(reference="S-3", weather="sun"),
    )
    report = look(ready_sqlite, rows)
    assert report.waiting == ("weather",)
    assert (report.rows, report.faulty) == (4, 2)
    assert (report.added, report.changed, report.of_the_file) == (1, 1, True)
    ignored = look(ready_sqlite, rows, ByHand({"weather": ""}))
    assert (ignored.waiting, ignored.of_the_file) == ((), False)
    counts = ("rows", "faulty", "added", "changed", "unchanged", "changes", "copies")
    assert [getattr(report, one) for one in counts] == [getattr(ignored, one) for one in counts]
    assert remarks(ignored) == ["Ignored columns: weather"]
    done = importing(ready_sqlite, "sessions", rows)
    assert (done.refused, done.added) == (True, 0)  # only a look goes on without what waits


def test_what_may_stand_under_a_mistyped_header_is_not_judged(ready_sqlite, look):
    report = look(ready_sqlite, as_rows(session(**{"12-14 yeers": "12", "unknown": "0"})))
    assert (report.waiting, report.rows, report.faulty) == (("12-14 yeers",), 1, 0)
    assert report.remark_count == 0


def test_nothing_waits_where_more_than_a_meaning_is_missing(ready_sqlite, look):
    report = look(ready_sqlite, without("date", session(weather="rain")))
    assert (report.waiting, report.rows) == ((), 0)


@pytest.mark.parametrize("said", [{"status": "delivered"}, {"Statut": "tenue"}])
def test_a_constant_stands_for_a_column_that_the_file_lacks(ready, importing, said):
    rows = without("status", session(), session(reference="S-2"))
    report = importing(ready, "sessions", rows, by_hand=ByHand(constants=said))
    assert (report.fault_count, report.added) == (0, 2)
    assert stored(ready, "S-2").status == "delivered"
    assert remarks(report) == ["status: delivered for all rows"]
    assert remarks(report, Locale.FR) == ["statut : tenue pour toutes les lignes"]
    with reading(ready) as connection:
        assert json.loads(connection.scalar(select(ImportRecord.constants))) == {
            "status": "delivered"
        }


def test_all_that_may_be_constant_goes_into_each_row(ready_sqlite, importing):
    said = {
        "status": "tenue",
        "kind": "Discussion",
        "language": "français",
        "venue": "HS-01",
        "facilitators": "F-2; F-1",
        "duration_minutes": "1 h 30",
    }
    rows = [("reference", "date", "total"), ("S-1", "2015-03-25", "3")]
    report = importing(ready_sqlite, "sessions", rows, by_hand=ByHand(constants=said))
    assert report.constants["facilitators"] == "F-1; F-2"
    one = stored(ready_sqlite)
    assert (one.status, one.kind, one.language, one.venue) == (
        "delivered",
        "discussion",
        "fr",
        "HS-01",
    )
    assert (one.facilitators, one.duration_minutes) == (("F-1", "F-2"), 90)
    assert "facilitators: F-1 and F-2 for all rows" in remarks(report)
    # what the file now speaks of is not kept as it was
    again = importing(
        ready_sqlite,
        "sessions",
        rows,
        by_hand=ByHand(constants=said | {"facilitators": "F-2", "duration_minutes": "60"}),
    )
    assert (again.changed, stored(ready_sqlite).facilitators) == (1, ("F-2",))


def test_a_blank_cell_is_not_filled_with_a_constant(ready_sqlite, importing):
    rows = as_rows(session(), session(reference="S-2", status=""))
    report = importing(ready_sqlite, "sessions", rows, by_hand=DELIVERED)
    assert faults(report) == [(3, "status", "", "The cell is blank")]
    (said,) = remarks(report)
    assert said.startswith("The file has its own column “status”: its cells count")
    assert report.constants == {}


def test_a_column_that_is_ignored_may_be_said_of_all_rows(ready_sqlite, importing):
    by_hand = ByHand({"status": ""}, constants={"status": "delivered"})
    report = importing(ready_sqlite, "sessions", as_rows(session(status="?")), by_hand=by_hand)
    assert (report.fault_count, stored(ready_sqlite).status) == (0, "delivered")


@pytest.mark.parametrize(
    ("said", "rows", "told"),
    [
        ({"status": "held up"}, {}, (None, "status", "held up", "“held up” is not a known status")),
        ({"status": " "}, {}, (None, "status", "", "No value was given for all rows")),
        (
            {"status": "delivered", "date": "2015-01-01"},
            {},
            (
                None,
                "date",
                "2015-01-01",
                "“date” is not a column that can be the same in all rows",
            ),
        ),
        (
            {"status": "delivered"},
            {"date": "2015-04-02"},
            (2, "date", "2015-04-02", "A delivered session cannot be in the future"),
        ),
        (
            {"status": "planned"},
            {"date": "2015-04-02"},
            (2, "total", "12", "Only a delivered session has counts"),
        ),
    ],
)
def test_a_constant_is_checked_as_a_cell_is(ready_sqlite, importing, said, rows, told):
    report = importing(
        ready_sqlite, "sessions", without("status", session(**rows)), by_hand=ByHand(constants=said)
    )
    assert (faults(report), report.refused) == ([told], True)
    assert report.of_the_file == (told[0] is None)


def test_a_faulty_constant_is_told_once_and_not_where_no_sheet_needs_it(
    ready_sqlite, importing, tmp_path
):
    by_hand = ByHand(constants={"status": "held up"})
    rows = [without("status", session(reference=f"S-{at}")) for at in range(2)]
    path = write_sheets(tmp_path / "two.xlsx", {"A": rows[0], "B": rows[1]})
    report = import_sessions(ready_sqlite, ImportOrder(path, TODAY, "a test", by_hand=by_hand))
    assert [column for _, column, *_ in faults(report)] == ["status"]
    own = importing(ready_sqlite, "sessions", as_rows(session()), by_hand=by_hand)
    assert own.fault_count == 0
    (said,) = remarks(own)
    assert said.startswith("The file has its own column “status”: its cells count")


def test_a_workbook_is_whole_with_what_is_said_of_all_rows(ready_sqlite, tmp_path):
    sheets = {
        "List": [("reference", "date"), ("S-9", "2015-03-01")],
        "Sessions": without("status", session()),
    }
    path = write_sheets(tmp_path / "f.xlsx", sheets)
    report = import_sessions(ready_sqlite, ImportOrder(path, TODAY, "a test", by_hand=DELIVERED))
    asked = [sheet.name for sheet in report.asked]
    assert asked == ["List"]


def test_rows_to_mend_have_what_was_said_of_all(ready_sqlite, tmp_path):
    rows = without("status", session(), session(reference="S-2", date="2015-04-09"))
    path = write(tmp_path / "f.csv", [*rows, rows[-1][:2]])
    by_hand = ByHand(constants={"status": "delivered", "facilitators": "F-2;F-1"})
    order = ImportOrder(path, TODAY, "a test", by_hand=by_hand, only_sound=True)
    file = BytesIO()
    assert write_to_mend(ready_sqlite, order, file, Locale.FR) == 2
    sheet = load_workbook(file).active
    header, first, second = sheet.iter_rows(values_only=True)
    assert header[-4:-2] == ("statut", "animateurs")
    assert (first[-4:-2], second[-4:-2]) == (("delivered", "F-1; F-2"),) * 2
    mended = tmp_path / "mended.xlsx"
    book = load_workbook(file)
    book.active.cell(2, header.index("date") + 1).value = "2015-03-31"
    book.active.delete_rows(3)
    book.save(mended)
    for said in (None, by_hand):  # dropped afresh, or by somebody whose mapping is remembered
        again = ImportOrder(mended, TODAY, "a test", dry_run=True, by_hand=said)
        report = import_sessions(ready_sqlite, again)
        assert (report.fault_count, report.added) == (0, 1)


def test_a_row_to_mend_says_which_file_has_the_row_that_it_repeats(ready_sqlite, tmp_path):
    """Its sheet holds other rows, in other places."""
    rows = as_rows(session(), session(), session(reference="-3", note="'=1", date="soon"))
    path = write(tmp_path / "x.csv", rows)
    file = BytesIO()
    order = ImportOrder(path, TODAY, "a test", name="march.csv", only_sound=True)
    write_to_mend(ready_sqlite, order, file, Locale.EN)
    header, repeated, late = load_workbook(file).active.iter_rows()
    assert repeated[-2].value == "“S-1” is already in row 2 of the file “march.csv”"
    at = {cell.value: place for place, cell in enumerate(header)}
    for column, as_in_file in (("reference", "-3"), ("note", "'=1")):
        cell = late[at[column]]
        assert (cell.value, cell.data_type, cell.quotePrefix) == (as_in_file, "s", True)


def test_rows_to_mend_leave_out_what_no_workbook_can_hold(ready_sqlite, tmp_path):
    path = tmp_path / "f.csv"
    header, row = as_rows(session(note="a\ufffeb"))
    path.write_text("\n".join((",".join((*header, "no\uffffte")), ",".join(row))), encoding="utf-8")
    file = BytesIO()
    write_to_mend(ready_sqlite, ImportOrder(path, TODAY, "a test"), file, Locale.EN)
    header, row = load_workbook(file).active.iter_rows(values_only=True)
    assert (row[header.index("note")], header[-3]) == ("ab", "note")


@pytest.mark.parametrize("facilitators", ["F-1; Bob", "Bob, F-1", "F-1\nbob"])
def test_words_are_ignored_where_a_cell_may_be_blank(ready_sqlite, importing, facilitators):
    by_hand = ByHand(values={"facilitators": {"Bob": ""}, "kind": {"Klatsch": ""}})
    rows = as_rows(session(facilitators=facilitators))
    report = importing(ready_sqlite, "sessions", rows, by_hand=by_hand)
    assert (report.fault_count, stored(ready_sqlite).facilitators) == (0, ("F-1",))
    assert remarks(report) == ["Ignored values: Bob"]
    needed = importing(ready_sqlite, "sessions", as_rows(session(kind="Klatsch")), by_hand=by_hand)
    assert faults(needed) == [(2, "kind", "Klatsch", "“Klatsch” is not a known session kind")]


WORDS = {
    "status": ("delivered", "tenue", "planned", ""),
    "kind": ("discussion", "atelier pour les jeunes", "?"),
    "language": ("fr", "Bilingual"),
    "facilitators": ("F-1", "F-2; F-1", ""),
}


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("at", range(4))
def test_a_constant_does_what_the_same_cell_in_every_row_would(
    ready_sqlite, importing, look, *, code, at
):
    """Compared with the slow, obvious way: the value written into each row."""
    value = WORDS[code][at % len(WORDS[code])]
    sessions = [
        session(reference=f"S-{n}", date=day, total=total, weather="x")
        for n, (day, total) in enumerate(
            [("2015-03-25", "12"), ("2015-05-01", "3"), ("2015-05-02", ""), ("nonsense", "1")]
        )
    ]
    said = {code: value} if value else {}
    constant = look(ready_sqlite, without(code, *sessions), ByHand({"weather": ""}, constants=said))
    plainly = as_rows(
        *({k: v for k, v in one.items() if k != "weather"} | {code: value} for one in sessions)
    )
    by_cell = look(ready_sqlite, plainly)
    assert (constant.added, constant.examples) == (by_cell.added, by_cell.examples)
    if constant.rows:  # else what no row could say is told once, of the file as a whole
        assert [one[::3] for one in faults(constant)] == [one[::3] for one in faults(by_cell)]
