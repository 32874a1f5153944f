"""Add to tallies that have one number beside their key."""

from collections import Counter
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete

from dashboard.database import insert_or_else
from dashboard.tables import Base
from dashboard.writes.bulk import table_of


def add(connection: Connection, tally: type[Base], changes: Counter[Any]) -> None:
    """Add to a tally, by its key; cells of nothing are deleted."""
    *key, number = table_of(tally).c.keys()
    rows = [dict(zip((*key, number), (*cell, n), strict=True)) for cell, n in changes.items() if n]
    if not rows:
        return
    added, without_empty = _adding(connection.dialect.name, tally)
    connection.execute(added, rows)
    these = [{f"of_{name}": row[name] for name in key} for row in rows]
    connection.execute(without_empty, these)


@cache
def _adding(dialect: str, tally: type[Base]) -> tuple[Executable, Executable]:
    """Add to the number of a cell, and then delete it if that is nothing; built once."""
    table = table_of(tally)
    *key, number = table.c
    new = insert_or_else(dialect, table)
    added = {number.name: number + new.excluded[number.name]}
    these = (column == bindparam(f"of_{column.name}", type_=column.type) for column in key)
    return (
        new.on_conflict_do_update(index_elements=[one.name for one in key], set_=added),
        delete(table).where(*these, number == 0),
    )
