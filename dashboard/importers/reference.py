"""The reference data that a new database begins with."""

import csv
from datetime import date
from pathlib import Path

from sqlalchemy import Boolean, Connection, Date, Float, Integer, Table, insert, select

from dashboard.settings import DATA
from dashboard.tables import Base, Reference

FOLDER = DATA / "reference"


def load_reference(connection: Connection, folder: Path = FOLDER) -> int:
    """Add the values that the database does not know yet, and return how many.

    One file a table. A value that is there already stays as it is: its labels may have been
    edited since.
    """
    return sum(
        _load(connection, mapper.local_table, folder / f"{mapper.local_table.name}.csv")
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Reference) and isinstance(mapper.local_table, Table)
    )


def _load(connection: Connection, table: Table, path: Path) -> int:
    known = set(connection.scalars(select(table.c.code)))
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [
            {name: _typed(table, name, value) for name, value in row.items()}
            | {"sort_order": position}
            for position, row in enumerate(csv.DictReader(lines), start=1)
            if row["code"] not in known
        ]
    if rows:
        connection.execute(insert(table), rows)
    return len(rows)


def _typed(table: Table, name: str, value: str) -> object:
    column = table.c[name]
    if isinstance(column.type, Boolean):
        return value == "yes"
    if not value and column.nullable:
        return None
    if isinstance(column.type, Integer):
        return int(value)
    if isinstance(column.type, Float):
        return float(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
