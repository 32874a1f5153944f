"""What is derived for a world comes when it is read, and is then what it always is."""

from sqlalchemy import Connection, Select, delete, func, select

from dashboard.tables import (
    Base,
    KeptFinding,
    OutreachSession,
    SessionPack,
    SessionTally,
    TalliedMonth,
    VenueTally,
)
from dashboard.writes import derived
from tests.queries.when_read import PARTS
from tests.queries.worlds import FIRST_DAY, a_session, in_a_passing_world, store

SESSIONS = [
    a_session(attendance={"15-17": 3}, facilitators={"F1"}),
    a_session(attendance={"15-17": 3}, facilitators={"F1"}),  # so that there is a finding
    a_session(FIRST_DAY.replace(month=3), status="planned"),
]
ONE_OF_EACH = (SessionTally, VenueTally, SessionPack, KeptFinding)


def there(connection: Connection) -> list[str]:
    """Which of these have rows, asked beside SQLAlchemy."""
    names = [table.__tablename__ for table in ONE_OF_EACH]
    cursor = connection.connection.cursor()
    cursor.execute(" UNION ALL ".join(f"SELECT '{one}' FROM {one}" for one in names))
    return sorted({name for (name,) in cursor.fetchall()})


def test_a_part_is_made_when_a_statement_first_names_it_and_only_then(engine):
    with in_a_passing_world(engine, SESSIONS) as connection:
        assert there(connection) == []
        for number, table in enumerate(ONE_OF_EACH, start=1):
            assert connection.scalar(how_many(table))
            made = {one.__tablename__ for one in ONE_OF_EACH[:number]}
            assert made <= set(there(connection)), table
        connection.rollback()


def test_what_is_taken_back_to_a_savepoint_is_made_again(engine):
    with in_a_passing_world(engine, SESSIONS) as connection:
        nested = connection.begin_nested()
        assert connection.scalar(how_many(VenueTally))
        nested.rollback()
        assert connection.scalar(how_many(VenueTally))
        connection.rollback()


def test_before_a_write_all_is_made(engine):
    with in_a_passing_world(engine, SESSIONS) as connection:
        connection.execute(delete(OutreachSession))
        assert there(connection) == sorted(one.__tablename__ for one in ONE_OF_EACH)
        of_all = select(func.max(VenueTally.sessions))
        assert connection.scalar(of_all) == 2  # as it was before
        connection.rollback()


def how_many(table: type[Base]) -> Select[tuple[int]]:
    return select(func.count()).select_from(table)


def test_all_parts_together_are_all_that_is_derived(engine):
    with in_a_passing_world(engine, SESSIONS) as connection:
        _read(connection)
        late = _read(connection)
        connection.rollback()
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(connection, SESSIONS, derive=derived.rebuild)
        assert _read(connection) == late
        connection.rollback()


def _read(connection: Connection) -> dict[str, list[str] | int]:
    """The rows of what is derived, in an order of their own, and how many others there are."""
    names = {name for of_part in PARTS.values() for name in of_part}
    names.remove(TalliedMonth.__tablename__)  # its marks are drawn by chance
    found = {
        table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
        for table in Base.metadata.sorted_tables
    }
    return {name: rows if name in names else len(rows) for name, rows in found.items()}
