"""PostgreSQL looks up references row by row, unless they were looked up before."""

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from dashboard.database import writing
from dashboard.tables import Venue
from dashboard.writes.new_sessions import NewSessions
from dashboard.writes.references import looked_up_before


def castle(connection: Connection) -> None:
    connection.execute(insert(Venue), {"code": "V-1", "venue_type": "castle"})


def test_references_are_looked_up_again_afterwards(postgresql_engine: Engine):
    with writing(postgresql_engine) as connection:
        with looked_up_before(connection):
            castle(connection)
        assert connection.scalar(select(Venue.code)) == "V-1"
        connection.execute(delete(Venue))
        with pytest.raises(IntegrityError, match="fk_venues_venue_type"):
            castle(connection)
        connection.rollback()


def test_who_may_not_leave_them_out_looks_up_each(postgresql_engine: Engine):
    """As where the administrator of the server did not allow it."""
    with writing(postgresql_engine) as connection:
        for said in (
            "CREATE ROLE only_writes",
            "GRANT ALL ON ALL TABLES IN SCHEMA public TO only_writes",
            "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO only_writes",
            "SET LOCAL ROLE only_writes",
        ):
            connection.execute(text(said))
        with looked_up_before(connection):
            with pytest.raises(IntegrityError, match="fk_venues_venue_type"):
                castle(connection)
            connection.rollback()


@pytest.mark.parametrize("table", ["audit_log", "publications", "publication_files"])
def test_what_never_changes_is_protected_meanwhile(postgresql_engine: Engine, table):
    emptied = text(f"TRUNCATE {table} CASCADE")
    with (
        pytest.raises(DBAPIError, match=r"only grows|never changes"),
        writing(postgresql_engine) as connection,
        looked_up_before(connection),
    ):
        connection.execute(emptied)


def test_what_was_looked_up_stays_until_the_rows_are_written(postgresql_engine: Engine):
    with writing(postgresql_engine) as connection:
        connection.execute(insert(Venue), {"code": "V-1", "venue_type": "shelter"})
    taken = select(Venue.id).with_for_update(nowait=True)
    with writing(postgresql_engine) as connection, postgresql_engine.connect() as other:
        new = NewSessions(connection)
        assert new.are_of(connection)
        new.close()
        with pytest.raises(DBAPIError, match="could not obtain lock"):
            other.execute(taken)
