"""Add rows of a private file to tallies: the numbers of rows with the same key are added up.

Those of sessions that are taken away are less than nothing; then, rows may have to go as well.
They wait in tables without a key, since each key comes once and in order. Whatever a day counts, it
counts on its own weekday: its rows wait in tables ``of_days``, which are narrower than the tallies,
and are widened while they are added. For PostgreSQL they wait as bytes, all but packs.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, String, Table

from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.writes.bulk import copy_binary, encoding_of, run_many, stream_rows
from dashboard.writes.private_file import PrivateFile, Select

if TYPE_CHECKING:
    from dashboard.writes.tally_columns import TallyColumns

WAITING = "adding_to_"
PIECES = Table("pieces", MetaData(), Column("waits_in", String), Column("piece", LargeBinary))
"""Rows for PostgreSQL as bytes, and the table where they will wait."""
ADDED_AT_ONCE = 4_000  # rows; SQLite keeps their pages as they were until all are added
LOT = "WHERE rowid > ? AND rowid <= ?"
DAY, WEEKDAY = "day", "weekday"
NEW = "excluded"  # as ON CONFLICT calls it
_TOGETHER = {
    "ages": "{old} | {new}",
    "last_on": "{later}({old}, {new})",
    "packed": "CAST({old} || {new} AS {bytes})",  # SQLite calls two texts of bytes a text
    "whose": "CAST({old} || {new} AS {bytes})",
}


class _Source(NamedTuple):
    """A table of a private file, and the cells of the tally that its rows stand for."""

    table: Table
    cells: Sequence[str]


def by_weekday(tally: Table) -> dict[str, tuple[str, int]]:
    """The columns of a tally that count one weekday, from 0: Monday; and what they count."""
    return {
        name: (counted, at)
        for counted in ("sessions", "participations")
        for at, code in enumerate(WEEKDAYS)
        if (name := f"{counted}_{code}") in tally.c
    }


@cache
def of_spans(tally: Table) -> Table:
    """A table for the rows of a tally, other than those of days."""
    return _without_key(tally, "new", tally.c.keys())


@cache
def of_days(tally: Table) -> Table:
    """A table for the rows of days: the same columns but those that the weekday tells."""
    told = {"grain", *by_weekday(tally)}
    names = [column.name for column in tally.c if column.name not in told]
    return _without_key(tally, "days_of", [*names, WEEKDAY])


def _without_key(tally: Table, kind: str, names: Sequence[str]) -> Table:
    types = {name: column.type for name, column in tally.c.items()} | {WEEKDAY: Integer()}
    columns = (Column(name, types[name]) for name in names)
    return Table(f"{kind}_{tally.name}", MetaData(), *columns)


def tables(tally: Table) -> list[Table]:
    """The tables of a private file whose rows are added to a tally."""
    return [source.table for source in _sources(tally)]


def keep(connection: Connection, tally: "TallyColumns", file: PrivateFile) -> None:
    """Put rows into a private file: as rows for SQLite, as bytes for PostgreSQL."""
    if connection.dialect.name != "postgresql":
        stream_rows(file.store, tally.table, tally.table.c.keys(), tally.rows())
        return
    pieces = ((tally.table.name, piece) for piece in tally.pieces(encoding_of(connection)))
    stream_rows(file.store, PIECES, PIECES.c.keys(), pieces)


def wait_beside(connection: Connection, tally: Table, file: PrivateFile) -> None:
    """On PostgreSQL, put the rows beside the tally; they are there until the transaction ends."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables(tally):
        names, beside = table.c.keys(), f"{WAITING}{table.name}"
        cells = ", ".join(f"{c.name} {_type_beside(c, connection)}" for c in table.c)
        connection.exec_driver_sql(f"CREATE TEMP TABLE {beside} ({cells}) ON COMMIT DROP")
        if any(isinstance(column.type, LargeBinary) for column in table.c):
            file.send(connection, beside, names, Select(names, "ORDER BY rowid", of=table))
        else:
            found = "SELECT piece FROM pieces WHERE waits_in = ? ORDER BY rowid"
            pieces = (piece for (piece,) in file.raw.execute(found, (table.name,)))
            copy_binary(connection, beside, names, pieces)


def add(connection: Connection, tally: Table, file: PrivateFile) -> None:
    """Add the file's rows to a tally; on PostgreSQL, those that wait beside it.

    There, MERGE costs a quarter less than ON CONFLICT, which also asks whether others put in the
    same key at the same moment: nobody does, since the writer has the turn.
    """
    names, (key, sums) = tally.c.keys(), _together(tally, connection.dialect.name)
    for table, cells in _sources(tally):
        if connection.dialect.name != "postgresql":
            then = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sums}"
            for lot in file.lots(table, ADDED_AT_ONCE):
                file.copy(connection, tally, names, Select(cells, LOT, lot, table), then)
            continue
        read = (f"CAST({c} AS text)" if c in table.c and _is_text(table.c[c]) else c for c in cells)
        there = f"SELECT {', '.join(read)} FROM {WAITING}{table.name}"  # noqa: S608 - our names
        beside = f"({there}) AS {NEW} ({', '.join(names)})"
        same = " AND ".join(f"{tally.name}.{name} = {NEW}.{name}" for name in key)
        connection.exec_driver_sql(
            f"MERGE INTO {tally.name} USING {beside} ON {same}"  # noqa: S608 - our names
            f"{_when_none_is_left(tally)} WHEN MATCHED THEN UPDATE SET {sums}"
            f" WHEN NOT MATCHED THEN INSERT ({', '.join(names)})"
            f" VALUES ({', '.join(f'{NEW}.{name}' for name in names)})"
        )
        connection.exec_driver_sql(f"DROP TABLE {WAITING}{table.name}")


def remove_empty(connection: Connection, tally: Table, file: PrivateFile) -> None:
    """On SQLite, remove rows that count no session any more, of those that were taken away from.

    On PostgreSQL, they are gone already.
    """
    if connection.dialect.name == "postgresql":
        return
    key = [column.name for column in tally.primary_key]
    same = " AND ".join(f"{name} = ?" for name in key)
    for table, cells in _sources(tally):
        cell = dict(zip(tally.c.keys(), cells, strict=True))
        named = ", ".join(cell[name] for name in key)
        gone = file.raw.execute(f"SELECT {named} FROM {table.name} WHERE sessions < 0")  # noqa: S608 - our names
        run_many(connection, f"DELETE FROM {tally.name} WHERE {same} AND sessions = 0", gone)  # noqa: S608


def _when_none_is_left(tally: Table) -> str:
    """What MERGE does with rows of a tally that count no session any more."""
    if "sessions" not in tally.c:
        return ""
    return f" WHEN MATCHED AND {tally.name}.sessions + {NEW}.sessions = 0 THEN DELETE"


def _sources(tally: Table) -> Iterator[_Source]:
    names = tally.c.keys()  # from the program itself, never from input
    yield _Source(of_spans(tally), names)
    if told := by_weekday(tally):
        same = dict.fromkeys(names) | {"grain": f"'{DAY}'"}
        held = {
            name: f"CASE {WEEKDAY} WHEN {at} THEN {counted} ELSE 0 END"
            for name, (counted, at) in told.items()
        }
        cells = [cell or name for name, cell in (same | held).items()]
        yield _Source(of_days(tally), cells)


def _type_beside(column: Column[Any], connection: Connection) -> str:
    """Of texts, the spaces at their ends do not count."""
    return "bpchar" if _is_text(column) else column.type.compile(connection.dialect)


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String)


def _together(tally: Table, dialect: str) -> tuple[list[str], str]:
    """The key of a tally, and what becomes of its numbers."""
    later, of_bytes = ("greatest", "bytea") if dialect == "postgresql" else ("max", "blob")
    sums = ", ".join(
        f"{column.name} = {_TOGETHER.get(column.name, '{old} + {new}')}".format(
            old=f"{tally.name}.{column.name}",
            new=f"{NEW}.{column.name}",
            later=later,
            bytes=of_bytes,
        )
        for column in tally.c
        if not column.primary_key
    )
    return [column.name for column in tally.primary_key], sums
