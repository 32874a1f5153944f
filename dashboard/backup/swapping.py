"""Replace all rows of a database with another's, in the caller's transaction.

Readers see the old database until the transaction ends, and then the new one, whole. Rows are
deleted and inserted; no table is dropped or truncated and no file moved. So a running server keeps
its file, connections and locks.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, inspect

from dashboard.backup.files import opened
from dashboard.backup.manifest import Unfit, UnfitError
from dashboard.backup.rows import Row, digest, read, read_file, write
from dashboard.backup.shapes import Shape, quoted, shapes
from dashboard.backup.verifying import digest_of
from dashboard.migrations import is_current, upgrade
from dashboard.writes import search
from dashboard.writes.state import let_nobody_ask

FIRST_LOCKED = "data_state"  # in the order of all writers, so that no deadlock occurs


def lock(connection: Connection, staged: Path) -> None:
    """Block writers until the transaction ends, but not readers; on SQLite they wait anyway.

    The tables are those of a staged file that exist in the database.
    """
    if connection.dialect.name != "postgresql":
        return
    with opened(staged) as file:
        known = {shape.name for shape in shapes(file)}
    let_nobody_ask(connection)
    there = known & set(inspect(connection).get_table_names())
    for name in sorted(there, key=lambda name: (name != FIRST_LOCKED, name)):
        connection.exec_driver_sql(f"LOCK TABLE {quoted(name)} IN EXCLUSIVE MODE")


def swap(connection: Connection, staged: Path, on_rows: Callable[[int], None]) -> None:
    """Replace all rows with those of a closed, staged file, and compare the result.

    Raises:
        RowError: The database refuses a row.
        UnfitError: The database contains other rows than it was given.
    """
    with opened(staged) as file:
        every = shapes(file)
        _empty(connection, every)
        if not is_current(connection):
            upgrade(connection)
            _empty(connection, every)
        for shape in every:
            write(connection, shape, _with_progress(read_file(file, shape), on_rows))
        search.refresh(connection)
        _go_on_counting(connection, every)
        found = digest(every, partial(read, connection), lambda _, part: on_rows(len(part)))
        if found.hexadecimal() != digest_of(file).hexadecimal():
            raise UnfitError(Unfit.CHANGED)


def _with_progress(
    parts: Iterable[list[Row]], on_rows: Callable[[int], None]
) -> Iterator[list[Row]]:
    for part in parts:
        yield part
        on_rows(len(part))


def _empty(connection: Connection, every: Iterable[Shape]) -> None:
    there = set(inspect(connection).get_table_names())
    known = [shape for shape in every if shape.name in there]
    with unguarded(connection, [shape.name for shape in known]):
        for shape in reversed(known):
            connection.exec_driver_sql(f"DELETE FROM {quoted(shape.name)}")  # noqa: S608
    search.clear(connection)  # no trigger did so


@contextmanager
def unguarded(connection: Connection, names: list[str]) -> Iterator[None]:
    """Without the triggers that protect the audit log and publications from changes.

    They are restored before the transaction ends; if it fails, they were never removed.
    """
    if connection.dialect.name == "postgresql":
        always = connection.exec_driver_sql(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgenabled = 'A' AND relnamespace = current_schema()::regnamespace"
        ).all()
        for name in names:
            connection.exec_driver_sql(f"ALTER TABLE {quoted(name)} DISABLE TRIGGER USER")
        yield
        for name in names:
            connection.exec_driver_sql(f"ALTER TABLE {quoted(name)} ENABLE TRIGGER USER")
        for table, name in always:
            enabled = f"ENABLE ALWAYS TRIGGER {quoted(name)}"
            connection.exec_driver_sql(f"ALTER TABLE {quoted(table)} {enabled}")
        return
    triggers = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {quoted(name)}")
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)


def _go_on_counting(connection: Connection, every: Iterable[Shape]) -> None:
    """Set the counters so that new ids are above all existing ones; SQLite does so by itself.

    Counters never go back, not even when the transaction fails.
    """
    if connection.dialect.name != "postgresql":
        return
    for shape in every:
        sequence = (
            len(shape.key) == 1
            and connection.exec_driver_sql(
                "SELECT pg_get_serial_sequence(%s, %s)", (shape.name, shape.key[0])
            ).scalar()
        )
        if sequence:
            key, table = quoted(shape.key[0]), quoted(shape.name)
            connection.exec_driver_sql(
                f"SELECT setval('{sequence}', greatest(max({key}), nextval('{sequence}')))"  # noqa: S608
                f" FROM {table}"
            )
