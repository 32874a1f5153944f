"""Tallies beside the kept findings: what is open by rule and time, and which totals are usual."""

from collections import Counter
from typing import Any

from sqlalchemy import Connection, delete

from dashboard.database import insert_or_else
from dashboard.domain.sessions.outliers import Cell, UsualRange
from dashboard.tables import Base, UsualSize
from dashboard.writes.bulk import insert_rows


def write_usual(connection: Connection, usual: dict[Cell, UsualRange]) -> None:
    """Write what is usual anew, in place of what was."""
    connection.execute(delete(UsualSize))
    rows = [(*cell, one.low, one.high, one.kind, one.venue_type) for cell, one in usual.items()]
    columns = ("kind", "venue_type", "low", "high", "of_kind", "of_venue_type")
    insert_rows(connection, UsualSize, columns, rows)


def add(connection: Connection, tally: type[Base], changes: Counter[Any]) -> None:
    """Add to a tally, by its key; cells of nothing are deleted."""
    table = tally.__table__
    names = [column.name for column in table.c]
    rows = [dict(zip(names, (*key, count), strict=True)) for key, count in changes.items() if count]
    if not rows:
        return
    number = names[-1]
    new = insert_or_else(connection, table)
    added = {number: table.c[number] + new.excluded[number]}
    connection.execute(new.on_conflict_do_update(index_elements=names[:-1], set_=added), rows)
    connection.execute(delete(tally).where(table.c[number] == 0))
