"""The index of references that searches use; PostgreSQL keeps its own.

On SQLite, every write puts in its new sessions at its end, all at once: their ids are above all
others. Triggers take out sessions that are removed.
"""

from contextlib import suppress

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

INDEX = "session_search"
_EMPTY = text("INSERT INTO session_search(session_search) VALUES ('delete-all')")
_FILL = text(
    "INSERT INTO session_search(rowid, reference)"
    " SELECT id, lower(reference) || char(1, 1) FROM sessions"
    " WHERE id > (SELECT coalesce(max(id), 0) FROM session_search_docsize)"
)
_OF_POSTGRESQL = (
    text("CREATE EXTENSION IF NOT EXISTS pg_trgm"),
    text(
        "CREATE INDEX IF NOT EXISTS ix_session_search ON sessions USING gin"
        ' (lower(reference COLLATE "C") gin_trgm_ops)'
    ),
)


def refresh(connection: Connection) -> None:
    """Put in the new sessions, in the transaction that wrote them."""
    if connection.dialect.name == "sqlite":
        connection.execute(_FILL)


def rebuild(connection: Connection) -> None:
    """Make the index anew; that of PostgreSQL is made if there is none."""
    if connection.dialect.name == "sqlite":
        clear(connection)
        refresh(connection)
        return
    with suppress(DBAPIError), connection.begin_nested():  # our role may not be allowed to
        for statement in _OF_POSTGRESQL:
            connection.execute(statement)


def clear(connection: Connection) -> None:
    """Empty the index, if the database has one."""
    if connection.dialect.name == "sqlite" and inspect(connection).has_table(INDEX):
        connection.execute(_EMPTY)
