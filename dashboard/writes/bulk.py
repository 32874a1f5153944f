"""Insert many rows into one table at a time, as fast as each database takes them.

SQLAlchemy builds a dictionary for every row, which takes longer than the insert itself. Here rows
are tuples, and PostgreSQL receives them as one COPY.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Date, Table, delete
from sqlalchemy.exc import IntegrityError, OperationalError

from dashboard.queries.shared.given import given
from dashboard.tables import Base
from dashboard.writes import several_rows

_BINARY_BEGINS, _BINARY_ENDS = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
Rows = Sequence[tuple[Any, ...]]


def table_of(table: type[Base] | Table) -> Table:
    """The table of a class, or itself."""
    return table if isinstance(table, Table) else Base.metadata.tables[table.__tablename__]


def insert_rows(
    connection: Connection, table: type[Base], columns: Sequence[str], rows: Rows
) -> None:
    """Insert rows of tuples; the values (numbers, text, days, ``None``) follow the columns' order.

    Raises:
        sqlalchemy.exc.IntegrityError: The database refuses a row.
    """
    if rows:
        stream_rows(connection, table, columns, _without_dates(table, columns, rows))


def delete_rows(
    connection: Connection, table: type[Base], columns: Sequence[str], rows: Rows
) -> None:
    """Delete the rows that have these values in these columns, which a key begins with."""
    if not rows:
        return
    into = table_of(table)
    if connection.dialect.name == "postgresql":
        these = given(connection, rows, **{name: type(into.c[name].type) for name in columns})
        are_these = (into.c[name] == these.c[name] for name in columns)
        connection.execute(delete(into).where(*are_these))
        return
    same = " AND ".join(f"{name} = ?" for name in columns)
    gone = f"DELETE FROM {into.name} WHERE {same}"  # noqa: S608 - our names
    run_many(connection, gone, _without_dates(table, columns, rows))


def replace_rows(
    connection: Connection, table: type[Base], columns: Sequence[str], rows: Rows
) -> None:
    """Insert rows, each in place of the one with its key; the columns begin with the key's."""
    if not rows:
        return
    into = table_of(table)
    key, others = (
        [name for name in columns if into.c[name].primary_key is is_of_key]
        for is_of_key in (True, False)
    )
    if connection.dialect.name == "postgresql":
        delete_rows(connection, table, key, [row[: len(key)] for row in rows])
        insert_rows(connection, table, columns, rows)
        return
    put = ", ".join(f"{name} = excluded.{name}" for name in others)
    then = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {put}"
    stream_rows(connection, table, columns, _without_dates(table, columns, rows), then)


def stream_rows(
    connection: Connection,
    table: type[Base] | Table | str,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    then: str = "",
) -> None:
    """Insert rows as they come, with days as ISO text; they are never all in memory.

    On SQLite, ``then`` follows the INSERT.

    Raises:
        sqlalchemy.exc.IntegrityError: The database refuses a row.
    """
    into = table if isinstance(table, str) else table_of(table).name
    if connection.dialect.name == "postgresql":
        names = ", ".join(columns)  # names from the program itself, never from input
        _copy(connection, f"COPY {into} ({names}) FROM STDIN", rows)
        return
    with _sqlalchemy_errors(into):
        several_rows.put(_driver(connection), into, columns, rows, then)


def run(connection: Connection, statement: str, values: Sequence[object] = ()) -> None:
    """Run a statement on SQLite as it is.

    Raises:
        sqlalchemy.exc.IntegrityError: The database refuses a row.
    """
    with _sqlalchemy_errors(statement):
        _driver(connection).execute(statement, values).close()


def run_many(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Run a statement on SQLite once for each of these rows, which are its values.

    Raises:
        sqlalchemy.exc.IntegrityError: The database refuses a row.
    """
    with _sqlalchemy_errors(statement):
        _driver(connection).executemany(statement, rows).close()


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - of either database
    return connection.connection.driver_connection


def encoding_of(connection: Connection) -> str:
    """How PostgreSQL gets its texts."""
    encoding: str = _driver(connection).info.encoding
    return encoding


@contextmanager
def _sqlalchemy_errors(statement: str) -> Iterator[None]:
    """SQLAlchemy's errors instead of those of SQLite."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise IntegrityError(statement, None, error) from error
    except sqlite3.OperationalError as error:
        raise OperationalError(statement, None, error) from error


def copy_text(connection: Connection, statement: str, text: str) -> None:
    """COPY rows on PostgreSQL, from the text that the statement reads.

    Raises:
        sqlalchemy.exc.IntegrityError: The database refuses a row.
    """
    with _copying(connection, statement) as copy:
        copy.write(text)


def copy_binary(
    connection: Connection, into: str, columns: Sequence[str], pieces: Iterable[bytes]
) -> None:
    """COPY rows on PostgreSQL, from bytes as it has them itself (see ``binary_rows``).

    Raises:
        sqlalchemy.exc.IntegrityError: The database refuses a row.
    """
    statement = f"COPY {into} ({', '.join(columns)}) FROM STDIN (FORMAT binary)"
    with _copying(connection, statement) as copy:
        for piece in chain([_BINARY_BEGINS], pieces, [_BINARY_ENDS]):
            copy.write(piece)


def _copy(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with _copying(connection, statement) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def _copying(connection: Connection, statement: str) -> Iterator[Any]:
    """COPY without SQLAlchemy, but raise its error when the database refuses a row."""
    refusal: type[Exception] = connection.dialect.loaded_dbapi.IntegrityError
    try:
        with _driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
            yield copy
    except refusal as error:
        raise IntegrityError(statement, None, error) from error


def _without_dates(
    table: type[Base], columns: Sequence[str], rows: Rows
) -> Iterable[tuple[Any, ...]]:
    """Dates as ISO text, which both databases read; SQLite's driver has no date type."""
    days = [at for at, name in enumerate(columns) if isinstance(table.__table__.c[name].type, Date)]
    if not days:
        return rows
    values: list[Iterable[Any]] = [*zip(*rows, strict=True)]
    for at in days:
        values[at] = map(date.isoformat, values[at])
    return zip(*values, strict=True)
