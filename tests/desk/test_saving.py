"""One session logged, edited and brought back at the desk."""

from dataclasses import replace
from unittest.mock import ANY

import pytest
from sqlalchemy import delete, event, insert, select

from dashboard.database import reading, writing
from dashboard.desk import Desk
from dashboard.desk.checking import context
from dashboard.desk.outcomes import Outcome
from dashboard.i18n import Locale
from dashboard.importers import sessions
from dashboard.queries.shared.state import state
from dashboard.queries.shared.trail import history
from dashboard.tables import Facilitator, Venue, VenueTally
from dashboard.writes.state import mark_reference
from tests.desk.conftest import TODAY, prepare
from tests.support import builds
from tests.support.files import as_rows, session, write
from tests.support.importing import import_file

CELLS = session(
    facilitators="F-2; F-1",
    duration_minutes="60",
    total="",
    first_time="4",
    note="A quiet group\nof three",
    **{"12-14": "9", "15-17": "3"},
)


def entries(engine, reference="S-1"):
    with reading(engine) as connection:
        return history(connection, "sessions", reference)


def version_of_data(engine):
    with reading(engine) as connection:
        return state(connection).version


# A new session


def test_a_session_is_logged_as_its_cells_state_it(desk, look):
    outcome = desk.log(CELLS)
    (saved,) = outcome.saved
    assert outcome.done
    assert outcome.changed == 1
    assert saved == look()
    assert (saved.version, saved.author, saved.record.total) == (1, "Ana", 12)
    assert saved.record.attendance == {"12-14": 9, "15-17": 3}
    assert saved.record.facilitators == ("F-1", "F-2")
    assert saved.record.note == "A quiet group\nof three"
    assert saved.updated_at.endswith("+00:00")


def test_a_save_builds_few_statements_anew(desk, monkeypatch):
    """What takes the most time in a save; there were 112 when each was built anew."""
    assert desk.log(CELLS).done
    built = builds.noted(monkeypatch)
    assert desk.log(CELLS | {"reference": "S-2", "date": "2014-10-03"}).done
    assert 0 < len(built) <= 35


def test_a_save_reads_the_reference_data_once_until_they_change(desk, ready):
    said: list[str] = []
    event.listen(ready, "before_cursor_execute", lambda *heard: said.append(heard[2]))

    def log(**cells: str) -> tuple[Outcome, bool]:
        said.clear()
        outcome = desk.log(session(**cells))
        return outcome, any("FROM status_levels" in one for one in said)

    assert log(reference="S-1") == (ANY, True)
    outcome, reads = log(reference="S-2", venue="SH-03")
    assert (outcome.done, reads) == (False, False)
    assert desk.add_venue("shelter", "", "", "").venue.code == "SH-03"
    outcome, reads = log(reference="S-2", venue="SH-03")
    assert (outcome.done, reads) == (True, True)


def test_a_save_takes_no_longer_where_there_are_many_venues(sqlite_engine):
    """It looked through the tallies of all of them, and read all their names."""
    prepare(sqlite_engine)
    desk = Desk(sqlite_engine, "Ana", TODAY)

    def log(month: int) -> Outcome:
        return desk.log(session(reference=f"S-{month}", date=f"2014-{month:02}-03"))

    assert log(5).done
    few = steps_of(sqlite_engine, lambda: log(6))
    with writing(sqlite_engine) as connection:
        add_tallied_venues(connection, 500)
        mark_reference(connection)
    assert log(7).done
    assert steps_of(sqlite_engine, lambda: log(8)) < 1.3 * few


def add_tallied_venues(connection, number):
    kept = connection.execute(select(VenueTally.__table__)).mappings().one()
    codes = [f"X-{n}" for n in range(number)]
    venues = [{"code": code, "venue_type": "shelter"} for code in codes]
    connection.execute(insert(Venue), venues)
    connection.execute(insert(VenueTally), [{**kept, "venue": code} for code in codes])


def steps_of(engine, work):
    """How many times SQLite took a hundred steps in this work."""
    steps = 0

    def step():
        nonlocal steps
        steps += 1

    def watch(connection):
        connection.connection.dbapi_connection.set_progress_handler(step, 100)

    event.listen(engine, "begin", watch)
    assert work().done
    event.remove(engine, "begin", watch)
    engine.dispose()
    return steps


def test_a_button_pressed_twice_logs_once_and_succeeds_twice(desk, ready):
    first, second = desk.log(CELLS), desk.log(CELLS)
    assert second.saved == first.saved
    assert second.done
    assert second.changed == 0
    assert len(entries(ready)) == 1
    assert version_of_data(ready) == 1


UNCOUNTED = CELLS | {"total": "", "first_time": "", "12-14": " ", "15-17": ""}


def test_what_nobody_counted_is_not_taken_for_nobody(desk, look):
    (fault,) = desk.log(UNCOUNTED).faults
    assert fault.column == "total"
    assert "needs counts, and this one has none" in fault.problem.say(Locale.EN)
    assert desk.log(UNCOUNTED | {"status": "planned"}).done
    assert not desk.edit("S-1", 1, UNCOUNTED).done
    assert look().record.status == "planned"
    assert desk.edit("S-1", 1, UNCOUNTED | {"total": "0"}).done
    assert (look().record.status, look().record.total) == ("delivered", 0)


def test_another_session_under_the_same_reference_is_a_conflict(desk, look):
    desk.log(CELLS)
    before = look()
    outcome = desk.log(CELLS | {"language": "fr"})
    (conflict,) = outcome.conflicts
    assert not outcome.done
    assert conflict.stored == before == look()
    assert conflict.wanted == replace(before.record, language="fr")


def remarks(outcome):
    return {column: said.say(Locale.EN) for column, said in outcome.remarks}


def test_what_nobody_recorded_by_age_is_said(desk):
    outcome = desk.log(session(facilitators="F-1", total="15", **{"12-14": "12"}))
    assert outcome.saved[0].record.attendance == {"12-14": 12, "unknown": 3}
    assert remarks(outcome) == {
        "total": "3 participations are counted as “not recorded”: the total is 15"
    }


@pytest.mark.parametrize("status", ["delivered", "planned", "cancelled"])
def test_a_session_that_nobody_leads_is_saved_and_it_is_said_where_it_is_listed(desk, status):
    told = {"facilitators": "No facilitator is named, so it is listed under “To fix”"}
    total = "12" if status == "delivered" else ""
    cells = session(status=status, total=total, unknown=total, facilitators="")
    for outcome in (desk.log(cells), desk.edit("S-1", 1, cells | {"language": "fr"})):
        assert outcome.done
        assert remarks(outcome) == ({} if status == "cancelled" else told)
    assert remarks(desk.edit("S-1", 2, cells | {"facilitators": "F-1"})) == {}


UNLED = "No facilitator is named, so it is listed under “To fix”"
COPY = "Another session is much like it, so it is listed under “To fix”"


@pytest.mark.parametrize(
    ("differs", "said"),
    [
        ({}, {"": COPY}),
        ({"kind": "forum"}, {"": COPY}),  # led by one of the same people
        ({"facilitators": "F-3"}, {"": COPY}),  # of the same kind
        ({"facilitators": ""}, {"": "Another session is much like it", "facilitators": UNLED}),
        ({"kind": "forum", "facilitators": "F-3"}, {}),
        ({"date": "2014-10-03"}, {}),
        ({"venue": "HS-02"}, {}),
    ],
)
def test_who_logs_a_likely_duplicate_hears_of_it(desk, ready, differs, said):
    with writing(ready) as connection:
        connection.execute(insert(Facilitator), [{"code": "F-3"}])
    assert remarks(desk.log(CELLS)) == {}
    outcome = desk.log(CELLS | {"reference": "S-2"} | differs)
    assert outcome.done
    assert remarks(outcome) == said
    assert outcome.copies == (("S-1",) if said else ())


def test_all_sessions_that_it_may_duplicate_are_counted_and_named(desk):
    for reference in ("S-1", "S-2"):
        desk.log(CELLS | {"reference": reference})
    outcome = desk.log(CELLS | {"reference": "S-3"})
    assert outcome.copies == ("S-1", "S-2")
    assert remarks(outcome)[""].startswith("2 other sessions are much like it")


def test_a_duplicate_that_is_cancelled_or_is_the_session_itself_is_none(desk):
    assert remarks(desk.log(CELLS)) == {}
    assert remarks(desk.edit("S-1", 1, CELLS | {"note": "Another one"})) == {}
    cancelled = session(reference="S-2", status="cancelled", total="", facilitators="F-1")
    assert remarks(desk.log(cancelled)) == {}
    assert remarks(desk.edit("S-1", 2, CELLS)) == {}


def test_a_planned_session_is_logged_ahead(desk):
    outcome = desk.log(session(date="2015-06-01", status="planned", total=""))
    assert (outcome.saved[0].record.status, outcome.saved[0].record.total) == ("planned", 0)


# The faults of a file


def faults_of_a_file(ready, tmp_path, cells):
    path = write(tmp_path / "f.csv", as_rows(cells))
    return import_file(ready, "sessions", path, today=TODAY, author="Bo").faults


@pytest.mark.parametrize(
    "wrong",
    [
        {"venue": "HS-1"},
        {"date": "03/04/2015"},
        {"date": "2015-04-02"},
        {"kind": "foum", "language": "klingon"},
        {"total": "11", "12-14": "12"},
        {"total": "15", "12-14": "12", "unknown": "0"},
        {"first_time": "13"},
        {"status": "planned"},
        {"facilitators": "F-1; F-9"},
        {"duration_minutes": "0"},
        {"note": "x" * 2001},
        {"reference": "", "total": "-5"},
    ],
)
def test_a_form_gets_the_faults_of_a_file_in_both_languages(desk, ready, tmp_path, look, wrong):
    cells = session() | wrong
    expected = faults_of_a_file(ready, tmp_path, cells)
    faults = desk.log(cells).faults
    assert expected
    assert [(f.column, f.value, f.problem, f.remedy) for f in faults] == [
        (f.column, f.value, f.problem, f.remedy) for f in expected
    ]
    columns = {column.code: column for column in sessions_columns(ready)}
    for fault in faults:
        assert fault.row is None
        for locale in Locale:
            assert fault.header(locale) == columns[fault.column].label(locale)
    assert look() is None


def sessions_columns(engine):
    with reading(engine) as connection:
        return sessions.SUBJECT.checks(context(connection, TODAY)).columns


def test_all_that_is_missing_is_told_together(desk):
    faults = desk.log({}).faults
    assert [fault.column for fault in faults] == [
        "reference", "date", "status", "kind", "language", "venue",
    ]  # fmt: skip


def test_whoever_types_an_unknown_venue_into_a_form_is_led_to_its_list(desk):
    (fault,) = desk.log(session(venue="xyz")).faults
    assert fault.remedy.say(Locale.EN) == "Choose one from the list"
    assert fault.remedy.say(Locale.FR) == "Choisissez-en un dans la liste"


def test_an_unknown_cell_is_a_fault(desk):
    (fault,) = desk.log(session(colour="red")).faults
    assert fault.column == "colour"


@pytest.mark.parametrize("note", ["=1+1", "'=1+1", "-3 left early", "''@home", "@"])
def test_a_note_is_no_formula_and_stays_as_it_was_typed(desk, note):
    assert desk.log(session(note=note)).saved[0].record.note == note
    assert desk.edit("S-1", 1, session(note=f" {note} ")).saved[0].record.note == note


# An edit


def test_an_edit_changes_the_session_and_its_version(desk, ready, look):
    desk.log(CELLS)
    outcome = Desk(ready, "Bo", TODAY).edit("S-1", 1, CELLS | {"venue": "SH-01", "12-14": "8"})
    (saved,) = outcome.saved
    assert (saved.version, saved.author) == (2, "Bo")
    assert (saved.record.venue, saved.record.total) == ("SH-01", 11)
    assert saved == look()


def test_a_planned_session_is_confirmed_by_its_counts(desk):
    desk.log(session(status="planned", total=""))
    (saved,) = desk.edit("S-1", 1, session(total="12")).saved
    assert (saved.record.status, saved.record.total) == ("delivered", 12)


def test_who_saw_another_version_overwrites_nothing(desk, look):
    desk.log(CELLS)
    desk.edit("S-1", 1, CELLS | {"language": "fr"})
    now = look()
    outcome = desk.edit("S-1", 1, CELLS | {"venue": "SH-01"})
    (conflict,) = outcome.conflicts
    assert conflict.stored == now == look()
    assert conflict.wanted.venue == "SH-01"
    assert outcome.saved == ()


def test_an_edit_sent_twice_succeeds_twice(desk, ready):
    desk.log(CELLS)
    for _ in range(2):
        assert desk.edit("S-1", 1, CELLS | {"language": "fr"}).saved[0].version == 2
    assert len(entries(ready)) == 2


def test_an_edit_of_what_is_gone_says_so(desk):
    (conflict,) = desk.edit("S-1", 1, CELLS).conflicts
    assert conflict.stored is None
    assert conflict.wanted.reference == "S-1"


def test_what_an_edit_does_not_speak_of_stays_as_in_files(desk, look):
    desk.log(CELLS)
    desk.edit("S-1", 1, {"date": "2015-03-26", "status": "delivered", "kind": "discussion",
                         "language": "en", "venue": "HS-01", "total": "5"})  # fmt: skip
    record = look().record
    assert (record.duration_minutes, record.facilitators) == (60, ("F-1", "F-2"))
    assert record.note == CELLS["note"]
    assert record.attendance == {"unknown": 5}


def test_a_reference_stays(desk, look):
    desk.log(CELLS)
    (fault,) = desk.edit("S-1", 1, CELLS | {"reference": "S-2"}).faults
    assert (fault.column, fault.value) == ("reference", "S-2")
    assert look().version == 1


def test_an_edit_with_a_fault_changes_nothing(desk, look):
    desk.log(CELLS)
    assert desk.edit("S-1", 1, CELLS | {"venue": "HS-99"}).faults
    assert look().version == 1


# Back to an earlier state


def test_an_earlier_state_comes_back_as_a_new_version(desk, ready, look):
    desk.log(CELLS)
    before = look().record
    desk.edit("S-1", 1, CELLS | {"language": "fr", "facilitators": "", "15-17": ""})
    latest, _ = entries(ready)
    (saved,) = desk.restore(latest.id, 2).saved
    assert saved.record == before
    assert saved.version == 3
    assert len(entries(ready)) == 3


def test_a_state_is_not_restored_over_one_unseen(desk, ready, look):
    desk.log(CELLS)
    desk.edit("S-1", 1, CELLS | {"language": "fr"})
    latest, _ = entries(ready)
    desk.edit("S-1", 2, CELLS | {"language": "bilingual"})
    for version in (2, None):
        (conflict,) = desk.restore(latest.id, version).conflicts
        assert conflict.stored.record.language == "bilingual"
    assert look().version == 3


def test_a_removed_session_comes_back(desk, ready, bring, look):
    bring(session(facilitators="F-1", note="kept"))
    before = look().record
    desk.undo_import(1)
    assert look() is None
    latest, _ = entries(ready)
    (conflict,) = desk.restore(latest.id, 1).conflicts
    assert (conflict.wanted, conflict.stored) == (before, None)
    assert desk.restore(latest.id, None).saved[0].record == before
    assert look().record == before


def test_before_a_session_was_logged_there_is_nothing_to_restore(desk, ready):
    desk.log(CELLS)
    (entry,) = entries(ready)
    assert desk.restore(entry.id, 1).faults
    assert desk.restore(99, 1).faults


def test_an_entry_of_something_else_is_not_restored(desk):
    desk.add_venue("high_school", "New", "Nouvelle", "")
    assert desk.restore(1, None).faults


def test_what_refers_to_something_unknown_now_does_not_come_back(desk, ready, look):
    desk.log(CELLS | {"venue": "GH-01"})
    desk.edit("S-1", 1, CELLS)
    with writing(ready) as connection:
        connection.execute(delete(Venue).where(Venue.code == "GH-01"))
    latest, _ = entries(ready)
    (fault,) = desk.restore(latest.id, 2).faults
    assert (fault.column, fault.value) == ("reference", "S-1")
    assert "GH-01" in fault.problem.say(Locale.EN)
    assert look().version == 2


# What had better be looked at again


def warned(outcome):
    return {column: said.say(Locale.EN) for column, said in outcome.warnings}


def test_a_note_that_may_tell_who_somebody_is_is_saved_by_who_knows_it(desk, look):
    note = {"note": "Met with Sarah Johnson, 613-555-0123"}
    outcome = desk.log(CELLS | note)
    assert (outcome.done, look()) == (False, None)
    assert warned(outcome) == {
        "note": "The note seems to contain a phone number and a person’s name: remove anything "
        "that identifies a person"
    }
    assert "Sarah" not in repr(outcome.warnings)
    assert desk.log(CELLS | note, knowing=True).remarks == ()
    assert desk.log(CELLS | note).done  # it is so already
    assert desk.edit("S-1", 1, CELLS | note | {"total": "20", "unknown": ""}).done  # told once
    longer = CELLS | {"note": f"{note['note']}, and again"}
    assert not desk.edit("S-1", 2, longer).done
    assert desk.edit("S-1", 2, longer, knowing=True).done
    assert not desk.set_status({"S-1": 3}, "planned").warnings


def test_a_date_far_from_all_others_is_looked_at_again(desk, look):
    assert warned(desk.log(CELLS | {"date": "1926-03-04"})) == {
        "date": "This date is years away from all other sessions: check the year"
    }
    assert desk.log(CELLS).done
    assert not desk.edit("S-1", 1, CELLS | {"date": "1926-03-04"}).done
    assert desk.edit("S-1", 1, CELLS | {"date": "1926-03-04"}, knowing=True).done
    assert desk.edit("S-1", 2, CELLS | {"date": "1926-03-04", "note": ""}).done
    assert look().record.note == ""
