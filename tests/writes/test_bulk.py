from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from dashboard.database import reading, writing
from dashboard.tables import OutreachSession, PlannedTally, SessionPack, Training, Venue, VenueTally
from dashboard.writes.bulk import insert_rows, replace_rows, stream_rows
from dashboard.writes.new_ids import new_ids
from dashboard.writes.tuning import as_counted, indexed_afterwards


def test_rows_with_days_blanks_and_odd_text_arrive_as_they_are(engine: Engine):
    odd = 'tab\t, quote " backslash \\ new\nline \\N'
    with writing(engine) as connection:
        insert_rows(connection, Venue, ("code", "venue_type", "area", "label_en", "label_fr"),
                    [("V", "shelter", odd, "", "")])  # fmt: skip
        venue_id = connection.scalar(select(Venue.id))
        columns = ("reference", "held_on", "status", "kind", "language", "venue_id",
                   "duration_minutes", "total", "note", "version")  # fmt: skip
        row = ("S", date(2015, 3, 25), "planned", "discussion", "en", venue_id, None, 0, odd, 1)
        insert_rows(connection, OutreachSession, columns, [row])
        insert_rows(connection, Training, ("facilitator_id",), [])
    with reading(engine) as connection:
        session = OutreachSession
        found = connection.execute(
            select(session.held_on, session.duration_minutes, session.note, session.updated_at)
        ).one()
    assert found[:3] == (date(2015, 3, 25), None, odd)
    assert found.updated_at


def test_keys_of_indexes_are_sorted_a_few_at_a_time_and_the_cache_is_as_before(
    sqlite_engine: Engine,
):
    ran: list[str] = []
    with writing(sqlite_engine) as connection:
        driver = connection.connection.driver_connection
        before = driver.execute("PRAGMA cache_size").fetchone()
        driver.set_trace_callback(ran.append)
        with indexed_afterwards(connection, OutreachSession, are_most=True):
            assert driver.execute("PRAGMA cache_size").fetchone() == before
        driver.set_trace_callback(None)
        assert driver.execute("PRAGMA cache_size").fetchone() == before
    made = [at for at, one in enumerate(ran) if one.startswith("CREATE INDEX")]
    sizes = [at for at, one in enumerate(ran) if one.startswith("PRAGMA cache_size =")]
    assert len(made) == 6
    assert len(sizes) == 2
    assert ran[sizes[0]] == "PRAGMA cache_size = -1024"
    assert sizes[0] < made[0] < made[-1] < sizes[1]


def test_new_ids_are_new(engine: Engine):
    with writing(engine) as connection:
        first = new_ids(connection, Venue, 3)
        columns = ("id", "code", "venue_type", "area", "label_en", "label_fr")
        rows = [(id_, f"V-{id_}", "shelter", "", "", "") for id_ in first]
        insert_rows(connection, Venue, columns, rows)
        assert not set(first) & set(new_ids(connection, Venue, 2))
    assert len(set(first)) == 3


def test_new_ids_that_do_not_follow_one_another_are_each_told(postgresql_engine: Engine):
    with writing(postgresql_engine) as connection:
        connection.exec_driver_sql("ALTER SEQUENCE venues_id_seq INCREMENT BY 2")
        ids = new_ids(connection, Venue, 3)
        assert [b - a for a, b in pairwise(ids)] == [2, 2]
        assert new_ids(connection, Venue, 1)[0] == ids[-1] + 2
        assert not new_ids(connection, Venue, 0)


def test_what_was_counted_is_not_checked_again_and_all_else_is(sqlite_engine: Engine):
    """Checks hold again afterwards, even if the database refused a row meanwhile."""
    of_venues = VenueTally.__table__.c.keys()
    odd = ("V", "dreamt", "en", "discussion", 1)
    planned = PlannedTally.__table__.c.keys()
    with writing(sqlite_engine) as connection:
        with as_counted(connection):
            stream_rows(connection, VenueTally, of_venues, [odd])
        with pytest.raises(IntegrityError, match="NOT NULL"), as_counted(connection):
            stream_rows(connection, PlannedTally, planned, [(None,) * len(planned)])
        with pytest.raises(IntegrityError, match="CHECK"):
            stream_rows(connection, VenueTally, of_venues, [("W", *odd[1:])])


def test_few_counts_are_added_by_key_and_not_by_reading_all_others(postgresql_engine: Engine):
    key = "held_on, language, venue_type, kind"
    rows = "SELECT DATE '2015-01-01' + n, 'en', 'shelter', 'forum', 1"
    rows += " FROM generate_series(1, 60000, {}) AS n"
    join = f"EXPLAIN SELECT sessions FROM few LEFT JOIN planned_tallies USING ({key})"
    with writing(postgresql_engine) as connection:
        run = connection.exec_driver_sql
        run(f"INSERT INTO planned_tallies ({key}, sessions) {rows.format(1)}")
        run(f"CREATE TEMP TABLE few ({key}, n) ON COMMIT DROP AS {rows.format(50)}")
        run("ANALYZE planned_tallies")
        run("ANALYZE few")
        usual = "\n".join(run(join).scalars())
        with as_counted(connection):
            planned = "\n".join(run(join).scalars())
        assert "Index Scan" in planned
        assert "Seq Scan on planned_tallies" in usual
        assert "\n".join(run(join).scalars()) == usual


def test_rows_take_the_place_of_those_with_their_key(engine: Engine):
    columns = ("venue", "starts_on", "codes", "number_bytes", "packed")
    first, second = ((code, date(2015, 3, 1), 1, 1) for code in ("V1", "V2"))
    with writing(engine) as connection:
        insert_rows(connection, SessionPack, columns, [(*first, b"old"), (*second, b"stays")])
        replace_rows(connection, SessionPack, columns, [])
        rows = [((*first[:3], 2), b"new size"), (first, b"new")]
        replace_rows(connection, SessionPack, columns, [(*key, packed) for key, packed in rows])
    pack = SessionPack
    with reading(engine) as connection:
        found = connection.execute(select(pack.venue, pack.number_bytes, pack.packed)).all()
    assert sorted(found) == [("V1", 1, b"new"), ("V1", 2, b"new size"), ("V2", 1, b"stays")]
