from datetime import timedelta

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import delete, inspect, select, text

from dashboard.database import writing
from dashboard.migrations import _config, revisions
from dashboard.queries.integrity import discrepancies
from dashboard.queries.sessions.findings import finding_counts
from dashboard.queries.sessions.findings.kept import as_kept
from dashboard.queries.shared.state import state
from dashboard.tables import (
    AgeMaskTally,
    AttendanceTally,
    CancelledTally,
    FacilitatorPack,
    Indicator,
    KeptFinding,
    PackCodes,
    PlannedTally,
    SessionPack,
    SessionTally,
    TargetRevision,
    VenueTally,
)
from dashboard.writes.findings import keep_up
from tests.queries.worlds import FIRST_DAY, a_session, store

OF_DAYS = """
SELECT age_group, SUM(sessions), SUM(participations), SUM(sessions_mon), SUM(participations_mon)
FROM attendance_tallies WHERE grain = 'day' GROUP BY age_group ORDER BY age_group
"""
OURS = "INSERT INTO indicators (code, label_en, label_fr, sort_order) VALUES ('youth', 'x', 'y', 1)"


def test_a_database_of_the_first_version_keeps_its_sessions_and_counts_them_anew(engine):
    with_first_time = a_session(
        attendance={"12-14": 5, "26-plus": 3}, first_time=6, language="fr", venue="SH-01"
    )
    sessions = [with_first_time, a_session(attendance={"15-17": 4})]
    with writing(engine) as connection:
        store(connection, sessions)
        counted = _tallies(connection)
        command.downgrade(_config(connection), "0001")
        assert "thresholds" not in inspect(connection).get_table_names()
        assert "distinct_low" not in {
            column["name"] for column in inspect(connection).get_columns("session_tallies")
        }
    with writing(engine) as connection:
        command.upgrade(_config(connection), "head")
        assert _tallies(connection) == counted
    known = {row[:8] for row in counted}
    assert (FIRST_DAY.replace(day=1), "fr", "shelter", "information_forum", 1, 1, 3, 5) in known


def test_days_of_the_week_are_counted_from_the_days(engine):
    """Of two weeks and of two months, with the tallies that are there."""
    days = [FIRST_DAY + timedelta(days=n) for n in (0, 1, 7, 13, 40)]
    with writing(engine) as connection:
        store(connection, [a_session(day, attendance={"12-14": 5, "15-17": 2}) for day in days])
        tallies = [SessionTally, AgeMaskTally, AttendanceTally]
        counted = [_every(connection, tally) for tally in tallies]
        command.downgrade(_config(connection), "0015")
        command.upgrade(_config(connection), "head")
        assert [_every(connection, tally) for tally in tallies] == counted
    assert sum(row["sessions_mon"] for row in counted[0]) == 2
    assert sum(row["participations_sun"] for row in counted[2]) == 7


def test_tallies_lose_what_nobody_reads_and_keep_the_rest(engine):
    """Back and forth: the version before finds its months of all kinds and its French share."""
    kinds = ("discussion", "youth_workshop")  # which is not in the French share
    held = [a_session(kind=kind, attendance={"12-14": 5, "15-17": 2}) for kind in kinds]
    tallies = [SessionTally, AgeMaskTally, AttendanceTally]
    with writing(engine) as connection:
        store(connection, held)
        counted = [_every(connection, tally) for tally in tallies]
        command.downgrade(_config(connection), "0032")
        before = connection.execute(text("SELECT * FROM age_mask_tallies")).mappings().all()
        days = connection.execute(text(OF_DAYS)).all()
        assert [one["name"] for one in _indexes(connection)] == ["ix_age_mask_tallies_months"]
        command.upgrade(_config(connection), "head")
        assert [_every(connection, tally) for tally in tallies] == counted
        assert _indexes(connection) == []
        assert discrepancies(connection) == ()
        made = text("SELECT sql FROM sqlite_schema WHERE name = 'age_mask_tallies'")
        if engine.dialect.name == "sqlite":
            assert "WITHOUT ROWID" in str(connection.scalar(made))
    assert {(row["kind"], row["sessions"], row["in_share"]) for row in before} == {
        *(("discussion", 1, 1), ("youth_workshop", 1, 0), ("", 2, 1))
    }
    assert days == [("12-14", 2, 10, 2, 10), ("15-17", 2, 4, 2, 4)]


def _indexes(connection):
    return inspect(connection).get_indexes("age_mask_tallies")


def test_planned_sessions_are_tallied_by_the_upgrade(engine):
    planned = [a_session(FIRST_DAY, status="planned", attendance={}) for _ in range(2)]
    with writing(engine) as connection:
        store(connection, [*planned, a_session()])
        counted = _every(connection, PlannedTally)
        command.downgrade(_config(connection), "0019")
        command.upgrade(_config(connection), "head")
        assert _every(connection, PlannedTally) == counted
    assert [row["sessions"] for row in counted] == [2]


def test_venues_and_cancelled_sessions_are_tallied_by_the_upgrade(engine):
    days = [FIRST_DAY + timedelta(days=n) for n in (0, 1, 69, 70, 71)]  # on both sides of 1 April
    held = [a_session(day, attendance={"12-14": 5, "unknown": 1}, language="fr") for day in days]
    cancelled = [a_session(day, status="cancelled", venue="SH-01") for day in days]
    tallies = (CancelledTally, VenueTally)
    with writing(engine) as connection:
        store(connection, [*held, *cancelled, a_session(attendance={"15-17": 4})])
        counted = [_every(connection, tally) for tally in tallies]
        command.downgrade(_config(connection), "0020")
        command.upgrade(_config(connection), "head")
        assert [_every(connection, tally) for tally in tallies] == counted
        keep_up(connection)
        assert discrepancies(connection) == ()
    assert sum(row["sessions"] for row in counted[0]) == 5
    assert [row["sessions"] for row in counted[1]] == [1, 5, 5]


def test_sessions_are_packed_by_the_upgrade(engine):
    came = [{"12-14": 5, "unknown": 1}, {}, {"15-17": 400}, {"26-plus": 70_000}]
    led_by = [{"F1"}, {"F2", "F1"}, set(), {"F3"}]
    held = [
        a_session(
            FIRST_DAY + timedelta(days=n % 40),
            attendance=came[n % 4],
            first_time=first,
            facilitators=led_by[n % 4],
        )
        for n, first in enumerate((None, 0, 3, 60_000, 5, None))
    ]
    with writing(engine) as connection:
        store(connection, [*held, a_session(status="planned"), a_session(venue="SH-01")])
        tables = PackCodes, SessionPack, FacilitatorPack
        counted = [_every(connection, table) for table in tables]
        command.downgrade(_config(connection), "0030")
        command.upgrade(_config(connection), "head")
        assert [_every(connection, table) for table in tables] == counted
        keep_up(connection)
        assert discrepancies(connection) == ()
    assert {row["number_bytes"] for row in counted[1]} == {1, 2, 4}
    assert {row["number_bytes"] for row in counted[2]} == {1, 4}


def test_findings_are_kept_after_the_upgrade(engine):
    unled = [a_session(FIRST_DAY, attendance={"12-14": 5}) for _ in range(2)]
    with writing(engine) as connection:
        store(connection, unled)
        counted = finding_counts(connection, FIRST_DAY)
        command.downgrade(_config(connection), "0020")
        command.upgrade(_config(connection), "head")
        assert not as_kept(connection)
        keep_up(connection)
        assert as_kept(connection)
        assert finding_counts(connection, FIRST_DAY) == counted
        connection.execute(delete(KeptFinding))
        keep_up(connection)  # by the same rules: nothing is looked at
        assert not as_kept(connection)
    assert counted.open_items == 3


def _every(connection, tally):
    rows = connection.execute(select(tally.__table__)).mappings()
    return sorted(map(dict, rows), key=lambda row: str(list(row.values())[:6]))


def test_the_indicator_that_was_there_gets_its_words(engine):
    with writing(engine) as connection:
        command.downgrade(_config(connection), "0001")
        connection.execute(text("DELETE FROM indicators"))
        connection.execute(text(OURS))
        command.upgrade(_config(connection), "head")
        row = connection.execute(select(Indicator.__table__)).mappings().one()
    assert row["label_fr"] == "y"
    assert row["definition_fr"].startswith("Participations de personnes")
    assert row["cumulative"]


def test_a_reason_that_stood_once_stands_in_both_languages(engine):
    with writing(engine) as connection:
        command.downgrade(_config(connection), "0004")
        connection.execute(
            text(
                "INSERT INTO target_revisions (indicator, value, due, effective_from, reason) "
                "VALUES ('youth', 8, '2015-03-31', '2013-09-01', 'Plus d’écoles')"
            )
        )
        command.upgrade(_config(connection), "head")
        row = connection.execute(select(TargetRevision.__table__)).mappings().one()
    assert (row["reason_en"], row["reason_fr"]) == ("Plus d’écoles", "Plus d’écoles")


def test_each_database_gets_a_generation_of_its_own(engine):
    with writing(engine) as connection:
        first = state(connection).generation
        command.downgrade(_config(connection), "0011")
        command.upgrade(_config(connection), "head")
        second = state(connection).generation
    assert len(first) == len(second) == 32
    assert first != second


def _tallies(connection):
    return set(connection.execute(select(SessionTally.__table__)).all())


def test_the_revisions_are_known_in_their_order_without_running_the_steps():
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    assert revisions() == tuple(step.revision for step in steps)


def test_pages_of_tallies_have_room_on_postgresql(postgresql_engine):
    """So that a row that changes stays in its page, and no index needs a new place for it."""
    tallies = SessionTally, AgeMaskTally, AttendanceTally, PlannedTally, CancelledTally, VenueTally
    names = [table.__tablename__ for table in (*tallies, SessionPack, FacilitatorPack)]
    filled = text("SELECT relname FROM pg_class WHERE 'fillfactor=70' = ANY (reloptions)")
    with postgresql_engine.connect() as connection:
        assert sorted(connection.scalars(filled)) == sorted(names)


def test_packs_are_compressed_fast_on_postgresql(postgresql_engine):
    """In its own way, PostgreSQL took a tenth of an import’s time for it."""
    by_lz4 = text(
        "SELECT attrelid::regclass || '.' || attname FROM pg_attribute WHERE attcompression = 'l'"
    )
    packed = (SessionPack.packed, FacilitatorPack.packed, FacilitatorPack.whose)
    with postgresql_engine.connect() as connection:
        assert sorted(connection.scalars(by_lz4)) == sorted(
            map(str, (f"{one.class_.__tablename__}.{one.key}" for one in packed))
        )
