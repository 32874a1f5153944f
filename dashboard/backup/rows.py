"""Read and write rows of either kind of database in one form, and compute their digest.

The form is SQLite's: days and moments as ISO text (moments in UTC), booleans as 1 and 0, bytes
unchanged. Empty text and ``None`` stay distinct.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from operator import attrgetter
from typing import Any

import orjson
import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from dashboard.backup.shapes import Shape, quoted

Row = tuple[Any, ...]
Progress = Callable[[int], None]
AT_ONCE = 5_000
BYTES, BOOLEAN, DAY, MOMENT, TEXT = "BLOB", "BOOLEAN", "DATE", "DATETIME", "VARCHAR"


class RowError(Exception):
    """A database refuses a row from the other kind, for example because a number is too large."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class Digest:
    """The SHA-256 of tables: each by name, columns, and rows in the order of its key."""

    def __init__(self) -> None:
        self._sum = sha256()
        self.counts: dict[str, int] = {}

    def begin(self, shape: Shape) -> None:
        """Begin a table; the rows that follow belong to it."""
        self.counts[shape.name] = 0
        self._sum.update(b"\n" + orjson.dumps([shape.name, shape.columns]) + b"\n")

    def add(self, shape: Shape, rows: list[Row]) -> None:
        """Add the next rows of a table to the digest."""
        between = b"," if self.counts[shape.name] else b""
        self.counts[shape.name] += len(rows)
        if BYTES in shape.types:
            rows = [tuple(v.hex() if isinstance(v, bytes) else v for v in row) for row in rows]
        self._sum.update(between + orjson.dumps(rows)[1:-1])  # without the brackets of this part

    def hexadecimal(self) -> str:
        """The digest in hexadecimal."""
        return self._sum.hexdigest()


def digest(
    every: Iterable[Shape],
    read_rows: Callable[[Shape], Iterable[list[Row]]],
    *takers: Callable[[Shape, list[Row]], object],
) -> Digest:
    """The digest of these tables; the takers get each part of their rows, too."""
    found = Digest()
    for shape in sorted(every, key=attrgetter("name")):
        found.begin(shape)
        for part in read_rows(shape):
            for take in (found.add, *takers):
                take(shape, part)
    return found


def count(connection: Connection, name: str) -> int:
    """The number of rows in a table."""
    found = connection.exec_driver_sql(f"SELECT count(*) FROM {quoted(name)}")  # noqa: S608
    return int(found.scalar_one())


def read(connection: Connection, shape: Shape) -> Iterator[list[Row]]:
    """Read a table's rows in batches, in the order of its key."""
    on_postgresql = connection.dialect.name == "postgresql"
    types = dict(zip(shape.columns, shape.types, strict=True))
    by_bytes = ' COLLATE "C"' if on_postgresql else ""  # as SQLite orders text by itself
    order = ", ".join(
        quoted(name) + (by_bytes if types[name] == TEXT else "") for name in shape.key
    )
    found = connection.exec_driver_sql(
        f"SELECT {shape.listed} FROM {quoted(shape.name)} ORDER BY {order}",  # noqa: S608 - our names
        execution_options={"yield_per": AT_ONCE},
    )
    forms = _forms(shape, _FROM_POSTGRESQL if on_postgresql else _FROM_SQLITE)
    for part in found.partitions():
        yield _formed(map(tuple, part), forms)


def read_file(file: sqlite3.Connection, shape: Shape) -> Iterator[list[Row]]:
    """The same from an open SQLite file."""
    order = ", ".join(map(quoted, shape.key))
    found = file.execute(f"SELECT {shape.listed} FROM {quoted(shape.name)} ORDER BY {order}")  # noqa: S608
    forms = _forms(shape, _FROM_SQLITE)
    while part := found.fetchmany(AT_ONCE):
        yield _formed(part, forms)


def write_file(file: sqlite3.Connection, shape: Shape, rows: list[Row]) -> None:
    """Put rows into an open SQLite file."""
    marks = ", ".join("?" * len(shape.columns))
    file.executemany(
        f"INSERT INTO {quoted(shape.name)} ({shape.listed}) VALUES ({marks})",  # noqa: S608
        rows,
    )


def write(connection: Connection, shape: Shape, parts: Iterable[list[Row]]) -> None:
    """Insert rows into a table of either kind of database.

    Raises:
        RowError: The database refuses a row.
    """
    try:
        _write(connection, shape, parts)
    except (IntegrityError, psycopg.DataError, psycopg.IntegrityError) as error:
        raise RowError(shape.name) from error


def _write(connection: Connection, shape: Shape, parts: Iterable[list[Row]]) -> None:
    if connection.dialect.name == "postgresql":
        forms = _forms(shape, _INTO_POSTGRESQL)
        driver: Any = connection.connection.driver_connection
        statement = f"COPY {quoted(shape.name)} ({shape.listed}) FROM STDIN"
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for part in parts:
                for row in _formed(part, forms):
                    copy.write_row(row)
        return
    marks = ", ".join("?" * len(shape.columns))
    for part in parts:
        connection.exec_driver_sql(
            f"INSERT INTO {quoted(shape.name)} ({shape.listed}) VALUES ({marks})",  # noqa: S608
            part,
        )


Form = Callable[[Any], Any]


def _forms(shape: Shape, known: dict[str, Form]) -> list[tuple[int, Form]]:
    """The columns that need converting, and the function for each."""
    return [(at, known[kind]) for at, kind in enumerate(shape.types) if kind in known]


def _formed(rows: Iterable[Row], forms: list[tuple[int, Form]]) -> list[Row]:
    if not forms:
        return list(rows)
    found = []
    for row in rows:
        values = list(row)
        for at, form in forms:
            if values[at] is not None:
                values[at] = form(values[at])
        found.append(tuple(values))
    return found


def _moment(value: datetime) -> str:
    """A moment as SQLite's own clock writes it, with a fraction if there is one."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")


_FROM_SQLITE: dict[str, Form] = {MOMENT: lambda said: said.removesuffix(".000000")}
_FROM_POSTGRESQL: dict[str, Form] = {
    BOOLEAN: int,
    DAY: date.isoformat,
    MOMENT: _moment,
    BYTES: bytes,
}
_INTO_POSTGRESQL: dict[str, Form] = {MOMENT: "{}+00".format}
