"""The index of references that searches use; triggers keep it with every write of a session.

Only what writes past the triggers, such as a restore, has to make it anew.
"""

from contextlib import suppress

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

INDEX = "session_search"
_EMPTY = text("INSERT INTO session_search(session_search) VALUES ('delete-all')")
_FILL = text(
    "INSERT INTO session_search(rowid, reference)"
    " SELECT id, lower(reference) || char(1, 1) FROM sessions"
)
_OF_POSTGRESQL = (
    text("CREATE EXTENSION IF NOT EXISTS pg_trgm"),
    text(
        "CREATE INDEX IF NOT EXISTS ix_session_search ON sessions USING gin"
        ' (lower(reference COLLATE "C") gin_trgm_ops)'
    ),
)


def rebuild(connection: Connection) -> None:
    """Make the index anew; PostgreSQL keeps its own, which is made if there is none."""
    if connection.dialect.name == "sqlite":
        clear(connection)
        connection.execute(_FILL)
        return
    with suppress(DBAPIError), connection.begin_nested():  # our role may not be allowed to
        for statement in _OF_POSTGRESQL:
            connection.execute(statement)


def clear(connection: Connection) -> None:
    """Empty the index, if the database has one."""
    if connection.dialect.name == "sqlite" and inspect(connection).has_table(INDEX):
        connection.execute(_EMPTY)
