"""What a database does otherwise for a while, since then many rows take it less time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from dashboard.tables import Base

SORTED_AT_ONCE_KIB = 1024
PAGE_BY_INDEX = 1.1  # as many times as long as the next page of a table, which is in memory, too


@contextmanager
def indexed_afterwards(
    connection: Connection, table: type[Base], *, are_most: bool
) -> Iterator[None]:
    """Inside this context, SQLite keeps no indexes of a table; they are made anew at its end.

    It then sorts all keys, instead of looking for the place of each: worth it if more rows are
    written than are there (``are_most``). Readers see the table as it was before.
    """
    if connection.dialect.name != "sqlite" or not are_most:
        yield
        return
    ours = "type = 'index' AND tbl_name = ? AND sql IS NOT NULL"  # not those of constraints
    found = f"SELECT name, sql FROM sqlite_schema WHERE {ours} ORDER BY rowid"  # noqa: S608 - see above
    indexes = connection.exec_driver_sql(found, (table.__tablename__,)).all()
    for name, _ in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    sqlite: Any = connection.connection.driver_connection
    with sorting(sqlite):
        for _, made in indexes:
            connection.exec_driver_sql(made)


@contextmanager
def sorting(connection: sqlite3.Connection) -> Iterator[None]:
    """Inside this context, SQLite sorts few rows at a time, and merges them: in half the time.

    It sorts as many at once as its cache could hold. A processor holds a megabyte close by. Pages
    that were changed stay in memory as before: written now, each would be noted beside the log.
    """
    (kept,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_spill = {kept}").close()
    connection.execute(f"PRAGMA cache_size = -{SORTED_AT_ONCE_KIB}").close()
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {kept}").close()
        connection.execute("PRAGMA cache_spill = 1").close()  # the cache's size, as it was


@contextmanager
def as_counted(connection: Connection) -> Iterator[None]:
    """Inside this context, both databases take less time to add to tallies.

    SQLite does not check rows one by one against what a table may hold: tallies have our own words
    and those of sessions that were checked. It is a quarter of the time. Columns that may not be
    empty, and keys, are checked as ever. PostgreSQL looks up keys, if they are few beside the rows
    that are there. Otherwise it expects a disk with moving parts, and reads and hashes all rows.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL random_page_cost = {PAGE_BY_INDEX}")
        yield
        connection.exec_driver_sql("SET LOCAL random_page_cost TO DEFAULT")
        return
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


@contextmanager
def looking_up(connection: Connection) -> Iterator[None]:
    """Inside this context, PostgreSQL finds keys by index even in tables that it has just filled.

    PostgreSQL updates its statistics later. Without this it reads whole tables for every batch.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    yield
    connection.exec_driver_sql("SET LOCAL enable_seqscan = on")
