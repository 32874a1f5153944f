"""Tallies beside the kept findings: what is open by rule and time, and which totals are usual."""

from collections import Counter
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, delete

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
    names = tally.__table__.c.keys()
    rows = [dict(zip(names, (*key, count), strict=True)) for key, count in changes.items() if count]
    if not rows:
        return
    added, without_empty = _adding(connection.dialect.name, tally)
    connection.execute(added, rows)
    connection.execute(without_empty)


@cache
def _adding(dialect: str, tally: type[Base]) -> tuple[Executable, Executable]:
    """Add to the number of a cell, and then delete cells of nothing; built once."""
    *key, number = tally.__table__.c
    new = insert_or_else(dialect, tally.__table__)
    added = {number.name: number + new.excluded[number.name]}
    names = [column.name for column in key]
    return (
        new.on_conflict_do_update(index_elements=names, set_=added),
        delete(tally).where(number == 0),
    )
