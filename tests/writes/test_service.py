"""Whatever must follow a change follows it: the log, the tallies, the version of the data."""

from dataclasses import replace
from datetime import date

import orjson
import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from dashboard.database import reading, writing
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.records import VenueRecord
from dashboard.i18n import Locale
from dashboard.queries.integrity import discrepancies
from dashboard.queries.sessions.records import state_of
from dashboard.queries.shared.state import state
from dashboard.queries.shared.trail import history, tampering
from dashboard.tables import AuditEntry, DataState, Facilitator, OutreachSession
from dashboard.writes import sessions, venues
from dashboard.writes.cells import TallyCell
from dashboard.writes.changes import Changes
from dashboard.writes.service import changing
from tests.queries.worlds import store

HELD = SessionRecord(
    "S-1",
    date(2015, 3, 2),
    "delivered",
    "discussion",
    "fr",
    "HS-01",
    60,
    9,
    4,
    attendance={"15-17": 9},
)
CELL = TallyCell(HELD.date, "fr", "high_school", "discussion")
MORE = replace(HELD, total=12, attendance={"15-17": 12})


@pytest.fixture
def world(engine):
    """Venues, and no session."""
    with writing(engine) as connection:
        store(connection, [])
    return engine


def save(engine, author="Ana", **changes):
    with changing(engine, author) as writer:
        writer.save("sessions", sessions, Changes(**changes))


def three_changes(engine):
    save(engine, added=(HELD,))
    save(engine, "Bo", changed=((HELD, MORE),))
    save(engine, removed=(MORE,))


def test_each_change_is_in_the_history_with_who_and_what(world):
    three_changes(world)
    with reading(world) as connection:
        found = history(connection, "sessions", "S-1")
    assert [entry.author for entry in found] == ["Ana", "Bo", "Ana"]
    was = [entry.before and orjson.loads(entry.before)["total"] for entry in found]
    became = [entry.after and orjson.loads(entry.after)["total"] for entry in found]
    assert (was, became) == ([12, 9, None], [None, 12, 9])


def test_tallies_and_version_follow(world):
    for number, changes in enumerate(
        ({"added": (HELD,)}, {"changed": ((HELD, MORE),)}, {"removed": (MORE,)}), start=1
    ):
        save(world, **changes)
        with reading(world) as connection:
            assert discrepancies(connection) == ()
            assert state(connection).version == number
    with reading(world) as connection:
        assert connection.scalar(select(OutreachSession.id)) is None


def test_what_is_kept_of_reference_data_outlives_writes_of_sessions_and_of_nothing_else(world):
    def edition():
        with reading(world) as connection:
            return state(connection).reference_edition

    before = edition()
    three_changes(world)
    assert edition() == before
    place = VenueRecord("HS-99", "high_school")
    for changes in (Changes(added=(place,)), Changes(removed=(place,))):
        with changing(world, "Ana") as writer:
            writer.save("sessions", sessions, Changes())
            writer.save("venues", venues, changes)
            within = state(writer.connection).reference_edition
            assert within != before  # at once, for who reads them again before the end
        assert edition() == within
        before = edition()


@pytest.mark.parametrize(
    ("change", "others"),
    [
        ({"note": "longer", "duration_minutes": None, "facilitators": ("F-1",)}, None),
        ({"venue": "HS-02"}, None),  # of the same type
        ({"venue": "SH-01"}, [{"venue_type": "shelter"}]),
        ({"date": date(2015, 3, 3)}, [{"day": date(2015, 3, 3)}]),
        (
            {"language": "en", "kind": "information_forum"},
            [{"language": "en", "kind": "information_forum"}],
        ),
        ({"total": 12, "attendance": {"15-17": 12}}, []),
        ({"first_time": None}, []),
    ],
)
def test_only_cells_that_count_otherwise_are_counted_anew(world, change, others):
    """The cell that the session was in, and the ``others`` it is in now; ``None``: none at all."""
    after = replace(HELD, **change)
    with changing(world, "Ana") as writer:
        writer.connection.execute(insert(Facilitator).values(code="F-1"))
        writer.save("sessions", sessions, Changes(added=(HELD,)))
        touched = sessions.save(writer.connection, Changes(changed=((HELD, after),)))
    cells = [] if others is None else [CELL, *(CELL._replace(**other) for other in others)]
    assert touched == {*cells}
    with reading(world) as connection:
        assert state_of(connection, "S-1").record == after


def test_without_a_change_nothing_is_written(world):
    save(world)
    with reading(world) as connection:
        assert state(connection).version == 0
        assert connection.scalar(select(AuditEntry.id)) is None


def test_what_fails_leaves_neither_change_nor_entry(world):
    with pytest.raises(IntegrityError):
        save(world, added=(HELD, replace(HELD, reference="S-2", kind="no such kind")))
    with reading(world) as connection:
        assert connection.scalar(select(OutreachSession.id)) is None
        assert connection.scalar(select(AuditEntry.id)) is None
        assert tampering(connection) is None


# The log is whole, or it shows


def test_a_log_that_nobody_touched_is_whole(world):
    three_changes(world)
    with reading(world) as connection:
        assert tampering(connection) is None
        assert "yield_per" not in connection.get_execution_options()  # later reads are as before


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_log SET author = 'Cy' WHERE id = 2", "DELETE FROM audit_log"]
)
def test_the_database_refuses_to_change_the_log(world, statement):
    three_changes(world)
    with pytest.raises(DBAPIError, match="only grows"), writing(world) as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE audit_log SET author = 'Cy' WHERE id = 2", "Entry 2"),
        ("UPDATE audit_log SET after = NULL WHERE id = 1", "Entry 1"),
        ("DELETE FROM audit_log WHERE id = 2", "Entry 2"),
        ("DELETE FROM audit_log WHERE id = 3", "ends with entry 2, though 3"),
    ],
)
def test_who_gets_round_the_database_is_found_out(sqlite_engine, statement, words):
    with writing(sqlite_engine) as connection:
        store(connection, [])
    three_changes(sqlite_engine)
    with writing(sqlite_engine) as connection:
        for event in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER audit_log_{event}"))
        connection.execute(text(statement))
    with reading(sqlite_engine) as connection:
        assert words in tampering(connection).say(Locale.EN)


def test_a_log_without_its_end_in_the_state_is_found_out(world):
    three_changes(world)
    with writing(world) as connection:
        connection.execute(update(DataState).values(audit_digest="0" * 64))
    with reading(world) as connection:
        assert tampering(connection) is not None
