from datetime import date, datetime

import pytest
from sqlalchemy import Engine, func, select

from dashboard.database import reading
from dashboard.domain.sessions.record import SessionRecord
from dashboard.i18n import Locale
from dashboard.importers import copies
from dashboard.importers.importing import import_sessions
from dashboard.importers.order import ImportOrder, LeavingOut
from dashboard.importers.report import Report
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.state import state
from dashboard.tables import ImportRecord, OutreachSession
from dashboard.writes import sessions as store
from tests.importers.conftest import TODAY
from tests.support.files import as_rows, session, write_csv

FRENCH = [
    ("Référence", "Date", "Statut", "Type de séance", "Langue", "Lieu", "Animateurs",
     "Durée (minutes)", "Total", "Première participation", "12-14", "15–17", "18 à 21 ans",
     "22-25", "26-plus", "Non précisé", "Note"),
    ("S-1", "25 mars 2015", "tenue", "séance d’information", "français", "hs-01", "F-2; F-1",
     "90", "1 030", "20", "10", "1\u00a0000", "", "5", "", "15", "= belle séance"),
]  # fmt: skip


def stored(engine: Engine, reference: str = "S-1") -> SessionRecord:
    with reading(engine) as connection:
        asked = SessionRecord(reference, date.min, "", "", "", "")
        return store.existing(connection, [asked])[reference]


def faults(report) -> list[tuple[int | None, str, str, str]]:
    return [(f.row, f.column, f.value, f.problem.say(Locale.EN)) for f in report.faults]


def test_a_file_in_french_goes_in_whole(ready, importing):
    report = importing(ready, "sessions", FRENCH)
    assert (report.fault_count, report.rows, report.added) == (0, 1, 1)
    assert stored(ready) == SessionRecord(
        "S-1",
        date(2015, 3, 25),
        "delivered",
        "information_forum",
        "fr",
        "HS-01",
        90,
        1030,
        20,
        "= belle séance",
        attendance={"12-14": 10, "15-17": 1000, "22-25": 5, "unknown": 15},
        facilitators=("F-1", "F-2"),
    )


def test_a_blank_total_is_the_sum_of_the_ages(ready_sqlite, importing):
    rows = as_rows(session(total="", **{"12-14": 3, "18-21": "4"}))
    assert not importing(ready_sqlite, "sessions", rows).refused
    assert stored(ready_sqlite).total == 7


def test_a_total_above_the_sum_puts_the_difference_into_unknown_and_says_so(
    ready_sqlite, importing
):
    rows = as_rows(session(total=12, unknown="", **{"12-14": 10}))
    report = importing(ready_sqlite, "sessions", rows)
    assert stored(ready_sqlite).attendance == {"12-14": 10, "unknown": 2}
    assert [(r.row, r.message.say(Locale.EN)) for r in report.remarks] == [
        (2, "2 participations are counted as “not recorded”: the total is 12")
    ]


def test_a_total_without_any_age_is_all_not_recorded(ready_sqlite, importing):
    importing(ready_sqlite, "sessions", as_rows(session()))
    assert stored(ready_sqlite).attendance == {"unknown": 12}


def test_a_session_with_total_zero_is_delivered_to_nobody(ready_sqlite, importing):
    importing(ready_sqlite, "sessions", as_rows(session(total=0)))
    assert (stored(ready_sqlite).total, stored(ready_sqlite).attendance) == (0, {})


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"total": 12, "12-14": 10, "unknown": 1},
         ("total", "12", "The total is 12, but the age groups add up to 11")),
        ({"total": 12, "12-14": 10, "unknown": 0},
         ("total", "12", "The total is 12, but the age groups add up to 10")),
        ({"total": 9, "12-14": 10},
         ("total", "9", "The total is 9, but the age groups add up to 10")),
        ({"status": "planned"}, ("total", "12", "Only a delivered session has counts")),
        ({"status": "annulée", "total": 0, "12-14": 1},
         ("12-14", "1", "Only a delivered session has counts")),
        ({"date": "2015-04-02"},
         ("date", "2015-04-02", "A delivered session cannot be in the future")),
        ({"first_time": 13},
         ("first_time", "13", "More first-time participants than participants (12)")),
        ({"venue": "HS-1"}, ("venue", "HS-1", "“HS-1” is not a known venue")),
        ({"facilitators": "F-1;F-9"},
         ("facilitators", "F-1;F-9", "“F-9” is not a known facilitator")),
        ({"total": "-3"}, ("total", "-3", "This is not a whole number of zero or more")),
        ({"reference": ""}, ("reference", "", "The cell is blank")),
        (
            {"date": "03/04/2015"},
            ("date", "03/04/2015", "It is unclear which is the day and which is the month"),
        ),
        ({"duration_minutes": 0}, ("duration_minutes", "0", "The number must be above zero")),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_place(ready_sqlite, importing, cells, expected):
    report = importing(ready_sqlite, "sessions", as_rows(session(**cells)))
    assert faults(report) == [(2, *expected)]


@pytest.mark.parametrize(("total", "most"), [(9, 10), (12, 12)])
def test_a_wrong_total_hides_no_wrong_number_of_first_time_participants(
    ready_sqlite, importing, total, most
):
    cells = {"total": total, "first_time": 13, "12-14": 10, "unknown": 0}
    report = importing(ready_sqlite, "sessions", as_rows(session(**cells)))
    assert faults(report) == [
        (2, "total", str(total), f"The total is {total}, but the age groups add up to 10"),
        (2, "first_time", "13", f"More first-time participants than participants ({most})"),
    ]


def test_first_time_participants_are_compared_with_a_total_that_may_be_right(
    ready_sqlite, importing
):
    report = importing(
        ready_sqlite, "sessions", as_rows(session(total=9, first_time=10, **{"12-14": 10}))
    )
    assert [column for _, column, *_ in faults(report)] == ["total"]


def test_a_bad_cell_of_a_workbook_is_told_as_people_see_it(ready_sqlite, importing):
    april_2 = datetime(2015, 4, 2)  # noqa: DTZ001 - as a workbook has it
    count, day = session(total=-3), session(reference="S-2", date=april_2)
    report = importing(ready_sqlite, "sessions", as_rows(count, day), "f.xlsx")
    assert [fault.value for fault in report.faults] == ["-3", "2015-04-02"]


def test_zeros_and_any_date_are_fine_on_a_planned_session(ready_sqlite, importing):
    rows = as_rows(
        session(status="prévue", date="2016-01-01", total=0, first_time=0, **{"12-14": 0}),
        session(reference="S-2", status="planned", date="2014-01-01", total=""),
    )
    assert not importing(ready_sqlite, "sessions", rows).refused


def test_all_faults_are_told_together_and_nothing_goes_in(ready, importing):
    rows = as_rows(
        session(),
        session(reference="S-2", kind="concert", total="many"),
        session(reference="S-3", date="2015-02-30", status="planned"),
        session(reference="S-4", first_time=99, venue="?"),
    )
    report = importing(ready, "sessions", rows)
    assert [(f.row, f.column) for f in report.faults] == [
        (3, "kind"),
        (3, "total"),
        (4, "date"),
        (4, "total"),
        (5, "venue"),
        (5, "first_time"),
    ]
    with reading(ready) as connection:
        assert connection.scalar(select(func.count()).select_from(OutreachSession)) == 0
        assert connection.scalar(select(func.count()).select_from(ImportRecord)) == 0


def test_a_reference_that_stands_twice_names_both_rows(ready_sqlite, importing):
    """What helps is also true in the workbook of rows to mend, which has one of the two alone."""
    rows = as_rows(session(), session(reference="S-2"), session())
    report = importing(ready_sqlite, "sessions", rows)
    assert faults(report) == [(4, "reference", "S-1", "“S-1” is already in row 2")]
    (fault,) = report.faults
    assert fault.remedy.say(Locale.EN) == "Leave this row out, or give it its own value"


def test_a_reference_that_stands_twice_is_told_with_all_other_faults(ready_sqlite, importing):
    rows = as_rows(
        session(),
        session(reference="S-2", kind="concert"),
        session(reference="", date="2015-02-30"),
        session(reference="S-2"),
        session(total="many"),
    )
    assert [fault[:3] for fault in faults(importing(ready_sqlite, "sessions", rows))] == [
        (3, "kind", "concert"),
        (4, "reference", ""),
        (4, "date", "2015-02-30"),
        (5, "reference", "S-2"),
        (6, "total", "many"),
        (6, "reference", "S-1"),
    ]


def test_an_unknown_header_keeps_the_file_out_and_hides_no_fault(ready_sqlite, importing):
    rows = as_rows(
        session(shoe_size=43),
        session(kind="concert", shoe_size=38),
        session(reference="S-3", total=9, shoe_size="", **{"12-14": 10}),
    )
    assert [fault[:3] for fault in faults(importing(ready_sqlite, "sessions", rows))] == [
        (1, "shoe_size", "shoe_size"),
        (3, "kind", "concert"),
        (3, "reference", "S-1"),
        (4, "total", "9"),
    ]
    report = importing(ready_sqlite, "sessions", as_rows(session(shoe_size=43)))
    assert (report.fault_count, report.added) == (1, 0)


def test_a_mistyped_header_brings_no_faults_that_are_none(ready_sqlite, importing):
    rows = as_rows(session(**{"12-14": 10, "unknwon": 2, "15-17": 0}))
    assert [fault[1] for fault in faults(importing(ready_sqlite, "sessions", rows))] == ["unknwon"]
    cells = session(totel=12, first_time=5, **{"12-14": 3})
    del cells["total"]
    rows = as_rows(cells)
    assert [fault[1] for fault in faults(importing(ready_sqlite, "sessions", rows))] == ["totel"]


@pytest.mark.parametrize("missing", ["venue", "total"])
def test_without_its_columns_no_row_is_judged(ready_sqlite, importing, missing):
    cells = session(kind="concert")
    del cells[missing]
    report = importing(ready_sqlite, "sessions", as_rows(cells))
    assert [(fault.row, report.rows) for fault in report.faults] == [(1, 0)]
    french = {"venue": "lieu", "total": "total, 12-14, 15-17, 18-21, 22-25, 26-plus, non précisé"}
    assert [f.header(Locale.FR) for f in report.faults] == [french[missing]]


def test_with_a_column_twice_no_row_is_judged(ready_sqlite, importing):
    header, row = as_rows(session(kind="concert"))
    report = importing(ready_sqlite, "sessions", [(*header, "langue"), (*row, "fr")])
    assert [(fault.row, fault.column) for fault in report.faults] == [(1, "langue")]


def test_more_at_one_place_than_anybody_could_hold_are_refused(ready_sqlite, tmp_path, monkeypatch):
    """Where likely duplicates are looked for: all of a place are in memory together."""
    monkeypatch.setattr(copies, "MOST_AT_ONE_PLACE", 3)

    def look(number: int) -> Report:
        rows = as_rows(*(session(reference=f"S-{n}") for n in range(number)))
        path = write_csv(tmp_path / f"{number}.csv", rows)
        order = ImportOrder(path, TODAY, "x", dry_run=True, copies=LeavingOut())
        return import_sessions(ready_sqlite, order)

    (fault,) = look(4).faults
    said = "The file has more than 3 sessions at one venue on one day"
    assert fault.problem.say(Locale.EN) == said
    assert not look(3).refused


def test_importing_again_changes_nothing(ready, importing):
    importing(ready, "sessions", FRENCH)
    with reading(ready) as connection:
        before = state(connection)
    report = importing(ready, "sessions", FRENCH)
    with reading(ready) as connection:
        assert state(connection) == before
        records = connection.execute(
            select(ImportRecord.added, ImportRecord.unchanged, ImportRecord.sha256)
        ).all()
    assert (report.added, report.changed, report.unchanged) == (0, 0, 1)
    assert [row[:2] for row in records] == [(1, 0), (0, 1)]
    assert records[0].sha256 == records[1].sha256


def test_a_changed_row_is_updated_and_says_what_changed(ready, importing):
    importing(ready, "sessions", FRENCH)
    changed = [FRENCH[0], (*FRENCH[1][:6], "F-1", "60", "1035", *FRENCH[1][9:15], "20", "autre")]
    report = importing(ready, "sessions", changed)
    assert [(c.key, c.column, c.before, c.after) for c in report.changes] == [
        ("S-1", "facilitators", "F-1; F-2", "F-1"),
        ("S-1", "duration_minutes", "90", "60"),
        ("S-1", "total", "1030", "1035"),
        ("S-1", "note", "", ""),  # that it changed, never what it says
        ("S-1", "unknown", "15", "20"),
    ]
    after = stored(ready)
    assert (after.total, after.attendance["unknown"], after.note) == (1035, 20, "autre")
    assert after.facilitators == ("F-1",)
    with reading(ready) as connection:
        assert connection.scalar(select(OutreachSession.version)) == 2


def test_columns_that_a_file_has_not_leave_what_is_known(ready_sqlite, importing):
    importing(ready_sqlite, "sessions", FRENCH)
    report = importing(
        ready_sqlite,
        "sessions",
        as_rows(session(kind="forum", language="fr", total=1030, first_time=20,
                        **{"12-14": 10, "15-17": 1000, "22-25": 5})),
    )  # fmt: skip
    assert (report.changed, report.unchanged) == (0, 1)


def test_a_dry_run_reports_and_writes_nothing(ready, importing):
    report = importing(ready, "sessions", FRENCH, dry_run=True)
    assert (report.dry_run, report.added) == (True, 1)
    with reading(ready) as connection:
        assert connection.scalar(select(func.count()).select_from(OutreachSession)) == 0
        assert connection.scalar(select(func.count()).select_from(ImportRecord)) == 0


def test_the_data_agree_with_themselves_after_changes(ready, importing):
    importing(ready, "sessions", as_rows(session(), session(reference="S-2", date="2014-05-01")))
    importing(ready, "sessions", as_rows(session(date="2013-11-30", total=3, language="fr")))
    importing(ready, "venues", [("code", "venue_type"), ("HS-01", "organisme jeunesse")])
    with reading(ready) as connection:
        assert discrepancies(connection) == ()


@pytest.mark.parametrize("name", ["f.csv", "f.xlsx", "f.ods"])
def test_each_kind_of_file_says_the_same(ready_sqlite, importing, name):
    rows = as_rows(session(date=datetime.fromisoformat("2015-03-25"), total=12, note="été"))
    if name == "f.csv":
        rows = as_rows(session(note="été"))
    assert not importing(ready_sqlite, "sessions", rows, name).refused
    assert stored(ready_sqlite).date == date(2015, 3, 25)
    assert stored(ready_sqlite).note == "été"


def test_a_note_never_stands_in_a_fault(ready_sqlite, importing):
    report = importing(ready_sqlite, "sessions", as_rows(session(note="secret\x01")))
    assert [(f.column, f.value) for f in report.faults] == [("note", "")]


def test_blank_rows_and_columns_are_passed_over(ready_sqlite, importing):
    header, row = as_rows(session())
    rows = [(*header, "", ""), ("",) * 9, (*row, " ", ""), (" ", "", "")]
    report = importing(ready_sqlite, "sessions", rows)
    assert (report.rows, report.fault_count) == (1, 0)


def test_a_value_without_a_header_is_a_fault(ready_sqlite, importing):
    header, row = as_rows(session())
    report = importing(ready_sqlite, "sessions", [(*header, ""), (*row, "", "stray")])
    assert [f.problem.say(Locale.EN) for f in report.faults] == [
        "There is a value in column 9, which has no header"
    ]


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (("note",), ("call her", " tel 613")),
        (("note", ""), ("call her", " tel 613", "")),
        (("note", "", "duration_minutes"), ("call her", " tel 613", "")),
        (("note", "duration_minutes", "facilitators"), ("call her", " tel 613", "", "F-1")),
        (("notees", "duration_minutes"), ("call her", " tel 613", "60")),
        (("note", "duration_minutes", "first_time"), ("call her", " tel 613", "60", "")),
        (("note", "facilitators"), ("call her", " tel 613", "")),
    ],
)
def test_a_comma_in_a_note_shows_no_part_of_it(ready_sqlite, importing, columns, cells):
    header, row = as_rows(session(kind="concert"))
    report = importing(ready_sqlite, "sessions", [(*header, *columns), (*row, *cells)])
    told = [(f.row, f.column, f.problem.say(Locale.EN)) for f in report.faults]
    assert (2, "kind", "“concert” is not a known session kind") in told
    said = ("There is a value in column", "The row has more cells")
    assert any(problem.startswith(said) for _, _, problem in told)
    assert "613" not in repr([(f.value, f.problem, f.remedy) for f in report.faults])
