"""An import is taken back as a whole, or not at all."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, update

from dashboard.database import reading, writing
from dashboard.desk import Desk, undoing
from dashboard.desk import past as log
from dashboard.queries.shared.state import state
from dashboard.queries.shared.trail import history
from dashboard.tables import AuditEntry, ImportRecord, OutreachSession, SessionTally
from tests.desk.conftest import TODAY
from tests.support.files import session

MARCH = session(facilitators="F-1; F-2", note="first", **{"15-17": "12"})


def sessions(engine):
    with reading(engine) as connection:
        return connection.scalar(select(func.count(OutreachSession.id)))


def logged(engine):
    with reading(engine) as connection:
        return connection.scalar(select(func.count(AuditEntry.id)))


def test_added_sessions_go_and_changed_ones_are_as_before(desk, ready, bring, look):
    desk.log(MARCH)
    before = look().record
    bring(session(total="20", language="fr"), session(reference="S-2"), session(reference="S-3"))
    outcome = desk.undo_import(1)
    assert (outcome.done, outcome.changed) == (True, 3)
    assert outcome.saved == (look(),)
    assert (look().record, look().version) == (before, 3)
    assert sessions(ready) == 1


def test_the_file_stays_on_record(desk, ready, bring):
    bring(MARCH)
    desk.undo_import(1)
    with reading(ready) as connection:
        assert connection.scalar(select(ImportRecord.added)) == 1
        latest, _ = history(connection, "sessions", "S-1")
    assert (latest.author, latest.after, latest.import_id) == ("Ana", None, None)


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_one_session_touched_later_keeps_all(desk, ready, bring, monkeypatch, at_once):
    monkeypatch.setattr(log, "ENTRIES_AT_ONCE", at_once)
    bring(*(session(reference=f"S-{n}") for n in range(1, 6)))
    for n in (2, 4):
        Desk(ready, "Bo", TODAY).edit(f"S-{n}", 1, session(reference=f"S-{n}", language="fr"))
    before = logged(ready)
    outcome = desk.undo_import(1)
    assert [(fault.column, fault.value, fault.name) for fault in outcome.faults] == [
        ("reference", "S-2", "2015-03-25, HS-01"),
        ("reference", "S-4", "2015-03-25, HS-01"),
    ]
    assert (sessions(ready), logged(ready)) == (5, before)


def test_a_later_import_is_undone_first(desk, ready, bring, look):
    bring(MARCH)
    bring(MARCH | {"language": "fr"}, session(reference="S-2"))
    assert desk.undo_import(1).faults
    assert desk.undo_import(2).done
    assert desk.undo_import(1).faults  # the undoing of the second touched it, too
    assert look().record.language == "en"


def test_undoing_twice_is_done_once(desk, ready, bring):
    desk.log(MARCH)
    bring(MARCH | {"language": "fr"}, session(reference="S-2"))
    assert desk.undo_import(1).changed == 2
    before = logged(ready)
    again = desk.undo_import(1)
    assert (again.done, again.changed, logged(ready)) == (True, 0, before)


def test_an_import_that_changed_nothing_has_nothing_to_undo(desk, ready, bring):
    desk.log(MARCH)
    bring(MARCH)
    outcome = desk.undo_import(1)
    assert (outcome.done, outcome.changed) == (True, 0)
    with reading(ready) as connection:
        assert state(connection).version == 1


def test_only_imports_of_sessions_are_undone(desk):
    assert desk.undo_import(7).faults


def test_what_cannot_be_as_before_keeps_all(desk, ready, bring, monkeypatch):
    monkeypatch.setattr(log, "ENTRIES_AT_ONCE", 1)
    desk.log(session(reference="S-2", date="2015-04-01"))
    bring(session(reference="S-1"), session(reference="S-2", date="2015-03-01"))
    yesterday = Desk(ready, "Ana", TODAY.replace(month=3))  # when S-2 lay in the future
    (fault,) = yesterday.undo_import(1).faults
    assert (fault.column, fault.value) == ("reference", "S-2")
    assert fault.name == "2015-04-01, HS-01"
    assert sessions(ready) == 2


def test_what_was_changed_past_the_log_keeps_all(desk, ready, bring, look):
    bring(MARCH, session(reference="S-2"))
    with writing(ready) as connection:
        connection.execute(
            update(OutreachSession).where(OutreachSession.reference == "S-2").values(note="x")
        )
    (fault,) = desk.undo_import(1).faults
    assert (fault.value, fault.name) == ("S-2", "2015-03-25, HS-01")
    assert look() is not None


def test_many_are_undone_and_the_first_are_told(desk, ready, bring, monkeypatch):
    monkeypatch.setattr(log, "ENTRIES_AT_ONCE", 7)
    monkeypatch.setattr(undoing, "TOLD", 10)
    rows = [session(reference=f"S-{n}", total=str(n)) for n in range(1, 31)]
    bring(*rows)
    bring(*(row | {"language": "fr"} for row in rows))
    outcome = desk.undo_import(2)
    assert (outcome.changed, len(outcome.saved)) == (30, 10)
    with reading(ready) as connection:
        languages = connection.scalars(select(OutreachSession.language).distinct()).all()
    assert languages == ["en"]
    assert len(desk.undo_import(1).faults) == 10


def test_the_same_file_comes_in_again_after_being_undone(desk, bring, look):
    bring(MARCH)
    before = look().record
    desk.undo_import(1)
    bring(MARCH)
    assert look().record == before
    assert replace(look(), updated_at="").author == "Bo"


def test_a_version_seen_before_the_undoing_is_not_that_of_the_next_file(desk, bring, look):
    bring(MARCH)
    seen = look()
    desk.undo_import(1)
    bring(MARCH | {"note": "mended"})
    outcome = desk.edit("S-1", seen.version, MARCH | {"language": "fr"})
    assert outcome.conflicts[0].stored == look()
    assert look().record.note == "mended"


@pytest.mark.parametrize(("others", "held"), [(1, {1}), (60, {77 - 30})])
def test_if_most_sessions_change_the_rest_is_counted_again(desk, ready, bring, others, held):
    """Else, only what changes is taken from what is counted."""
    desk.log(session(reference="S-0"))
    bring(*(session(reference=f"T-{n}", date="2014-03-25") for n in range(others)))
    bring(*(session(reference=f"S-{n}") for n in range(1, 31)))
    of_march = SessionTally.starts_on >= date(2015, 3, 1)
    with writing(ready) as connection:
        connection.execute(update(SessionTally).where(of_march).values(sessions=77))
    assert desk.undo_import(2).done
    with writing(ready) as connection:
        assert {*connection.scalars(select(SessionTally.sessions).where(of_march))} == held
        connection.execute(update(SessionTally).where(of_march).values(sessions=1))  # as it is
