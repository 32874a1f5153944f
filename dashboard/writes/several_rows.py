"""Rows that go into a table of SQLite several at a time.

To begin and end a statement takes SQLite as long as to put in a row of a few numbers.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, NamedTuple

VALUES_AT_ONCE = 256


class _Inserts(NamedTuple):
    """The statement for so many rows at once, and the one for a single row."""

    at_once: int
    several: str
    single: str


def put(
    connection: sqlite3.Connection,
    into: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    then: str = "",
) -> None:
    """Insert rows as they come, in their order; names are from the program itself.

    ``then`` follows each INSERT.

    Raises:
        sqlite3.IntegrityError: A row is refused, and none of those with it is there.
    """
    at_once, several, single = _inserts(into, tuple(columns), then)
    left = iter(rows)
    while len(some := list(islice(left, at_once))) == at_once:
        connection.execute(several, tuple(chain.from_iterable(some))).close()
    connection.executemany(single, some).close()


@cache
def _inserts(into: str, columns: tuple[str, ...], then: str) -> _Inserts:
    at_once, marks = max(1, VALUES_AT_ONCE // len(columns)), ", ".join("?" * len(columns))
    begun = f"INSERT INTO {into} ({', '.join(columns)}) VALUES "  # noqa: S608 - our names
    several, single = (f"{begun}{', '.join([f'({marks})'] * n)} {then}" for n in (at_once, 1))
    return _Inserts(at_once, several, single)
