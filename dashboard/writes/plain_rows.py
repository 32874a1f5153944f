"""Records that are a row each: their changes are written as they are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from dashboard.tables import Base
from dashboard.writes.bulk import table_of
from dashboard.writes.changes import Changes, R

Row = Callable[[R], Mapping[str, Any]]


def save(
    connection: Connection, into: type[Base], key: Sequence[str], changes: Changes[R], row: Row[R]
) -> set[date]:
    """Insert, update and delete the rows of these records, found by the columns of their ``key``.

    It returns no day to count again: no tally depends on such rows.
    """
    table = table_of(into)
    if changes.added:
        connection.execute(insert(table), [row(record) for record in changes.added])
    for _, after in changes.changed:
        values = row(after)
        these = (table.c[name] == values[name] for name in key)
        connection.execute(update(table).where(*these).values(values))
    for record in changes.removed:
        values = row(record)
        these = (table.c[name] == values[name] for name in key)
        connection.execute(delete(table).where(*these))
    return set()
