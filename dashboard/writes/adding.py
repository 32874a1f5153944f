"""Add rows of a private file to tallies: the numbers of rows with the same key are added up.

Those of sessions that are taken away are less than nothing; then, rows may have to go as well.
They wait in tables without a key, since each key comes once and in order. For PostgreSQL they wait
as bytes, all but packs.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, LargeBinary, MetaData, String, Table

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
NEW = "excluded"  # as ON CONFLICT calls it
_TOGETHER = {
    "packed": "CAST({old} || {new} AS {bytes})",  # SQLite calls two texts of bytes a text
    "whose": "CAST({old} || {new} AS {bytes})",
}


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
    """A table of a private file whose rows are added to a tally."""
    return Table(f"new_{tally.name}", MetaData(), *(Column(c.name, c.type) for c in tally.c))


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
    table, beside = of_spans(tally), _beside(connection, tally)
    names = table.c.keys()
    if any(isinstance(column.type, LargeBinary) for column in table.c):
        file.send(connection, beside, names, Select(names, "ORDER BY rowid", of=table))
    else:
        found = "SELECT piece FROM pieces WHERE waits_in = ? ORDER BY rowid"
        pieces = (piece for (piece,) in file.raw.execute(found, (table.name,)))
        copy_binary(connection, beside, names, pieces)


def add(connection: Connection, tally: Table, file: PrivateFile) -> None:
    """Add the file's rows to a tally; on PostgreSQL, those that wait beside it."""
    if connection.dialect.name == "postgresql":
        _merge(connection, tally)
        return
    table, names = of_spans(tally), tally.c.keys()
    for lot in file.lots(table, ADDED_AT_ONCE):
        file.copy(connection, tally, names, Select(names, LOT, lot, table), _or_add(tally))


def add_now(connection: Connection, tally: Table, counted: "TallyColumns") -> None:
    """Add rows to a tally at once; rows that then count no session any more are removed."""
    names = tally.c.keys()
    if connection.dialect.name == "postgresql":
        pieces = counted.pieces(encoding_of(connection))
        copy_binary(connection, _beside(connection, tally), names, pieces)
        _merge(connection, tally)
        return
    stream_rows(connection, tally, names, counted.rows(), _or_add(tally))
    key = [column.name for column in tally.primary_key]  # which are the first
    same = " AND ".join(f"{name} = ?" for name in key)
    gone = f"DELETE FROM {tally.name} WHERE {same} AND sessions = 0"  # noqa: S608 - our names
    run_many(connection, gone, (row[: len(key)] for row in counted.taken().rows()))


def _or_add(tally: Table) -> str:
    """What SQLite does with a row whose key is there."""
    key, sums = _together(tally, "sqlite")
    return f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sums}"


def _beside(connection: Connection, tally: Table) -> str:
    """Make a table of PostgreSQL for rows to add; it is there until the transaction ends."""
    table = of_spans(tally)
    beside = f"{WAITING}{table.name}"
    cells = ", ".join(f"{c.name} {_type_beside(c, connection)}" for c in table.c)
    connection.exec_driver_sql(f"CREATE TEMP TABLE {beside} ({cells}) ON COMMIT DROP")
    packed = [c.name for c in table.c if isinstance(c.type, LargeBinary)]
    if packed:  # they are read once, so to compress them would be in vain
        as_it_is = ", ".join(f"ALTER {name} SET STORAGE EXTERNAL" for name in packed)
        connection.exec_driver_sql(f"ALTER TABLE {beside} {as_it_is}")
    return beside


def _merge(connection: Connection, tally: Table) -> None:
    """Add the rows that wait beside a tally of PostgreSQL.

    MERGE costs a quarter less than ON CONFLICT, which also asks whether others put in the same key
    at the same moment: nobody does, since the writer has the turn.
    """
    table, names = of_spans(tally), tally.c.keys()  # from the program itself, never from input
    key, sums = _together(tally, connection.dialect.name)
    read = (f"CAST({c.name} AS text)" if _is_text(c) else c.name for c in table.c)
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


def _when_none_is_left(tally: Table) -> str:
    """What MERGE does with rows of a tally that count no session any more."""
    if "sessions" not in tally.c:
        return ""
    return f" WHEN MATCHED AND {tally.name}.sessions + {NEW}.sessions = 0 THEN DELETE"


def _type_beside(column: Column[Any], connection: Connection) -> str:
    """Of texts, the spaces at their ends do not count."""
    return "bpchar" if _is_text(column) else column.type.compile(connection.dialect)


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String)


def _together(tally: Table, dialect: str) -> tuple[list[str], str]:
    """The key of a tally, and what becomes of its numbers."""
    of_bytes = "bytea" if dialect == "postgresql" else "blob"
    sums = ", ".join(
        f"{column.name} = {_TOGETHER.get(column.name, '{old} + {new}')}".format(
            old=f"{tally.name}.{column.name}",
            new=f"{NEW}.{column.name}",
            bytes=of_bytes,
        )
        for column in tally.c
        if not column.primary_key
    )
    return [column.name for column in tally.primary_key], sums
