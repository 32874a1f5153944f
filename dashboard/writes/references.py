"""What many new rows refer to, looked up once for each value instead of once for each row."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


class ReferenceGoneError(Exception):
    """Something that a record refers to is gone since the record was checked."""


def all_there(found: Collection[str], named: Collection[str]) -> None:
    """Check that all that is named was found.

    Raises:
        ReferenceGoneError: Some of it was not.
    """
    if not set(named) <= set(found):
        raise ReferenceGoneError


@contextmanager
def looked_up_before(connection: Connection) -> Iterator[None]:
    """Inside this context, PostgreSQL looks up no reference row by row, if our role may say so.

    The caller has looked for each value, and keeps others from taking it away until the transaction
    ends. All else is checked as ever, and what never changes is protected as ever: see migration
    0035. SQLite can be told so for a whole connection only (see ``NewSessions.attach``).
    """
    if connection.dialect.name != "postgresql" or not _may_say_so(connection):
        yield
        return
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    yield  # after an error, the transaction and all that is local to it end
    connection.exec_driver_sql("SET LOCAL session_replication_role = origin")


def _may_say_so(connection: Connection) -> bool:
    asked = "SELECT has_parameter_privilege('session_replication_role', 'SET')"
    return bool(connection.exec_driver_sql(asked).scalar())
