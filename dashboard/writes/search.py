"""The index of references that searches use; triggers keep it with every write of a session.

Only what writes past the triggers, such as a restore, has to make it anew.
"""

from sqlalchemy import Connection, inspect, text

INDEX = "session_search"
_EMPTY = text("INSERT INTO session_search(session_search) VALUES ('delete-all')")
_FILL = text(
    "INSERT INTO session_search(rowid, reference)"
    " SELECT id, lower(reference) || char(1, 1) FROM sessions"
)


def rebuild(connection: Connection) -> None:
    """Make the index anew; PostgreSQL keeps its own."""
    if connection.dialect.name == "sqlite":
        clear(connection)
        connection.execute(_FILL)


def clear(connection: Connection) -> None:
    """Empty the index, if the database has one."""
    if connection.dialect.name == "sqlite" and inspect(connection).has_table(INDEX):
        connection.execute(_EMPTY)
