"""What staged records change in the database, in the private file of their staging."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import orjson

from dashboard.domain.shared.records import Record

BATCH = 5_000
_IS_NEW = "record IS NOT NULL AND NOT EXISTS (SELECT 1 FROM not_new WHERE not_new.row = staged.row)"

R = TypeVar("R", bound=Record)


class ComparedRecords(Generic[R]):
    """Which staged records are new, and others that change; ``read`` makes one from its JSON."""

    def __init__(self, store: sqlite3.Connection, read: Callable[[bytes], R]) -> None:
        self._store, self._read = store, read
        store.execute("CREATE TABLE not_new (row INTEGER PRIMARY KEY)")
        store.execute("CREATE TABLE pairs (number INTEGER PRIMARY KEY, before BLOB, after BLOB)")

    def mark_not_new(self, rows: Iterable[int]) -> None:
        """Keep which records the database has, or does not get: fewer than new ones, in a file."""
        self._store.executemany("INSERT INTO not_new VALUES (?)", ((row,) for row in rows))

    def new(self) -> Iterator[tuple[str, str]]:
        """The keys of all other records and their JSON, in the order of their rows."""
        found = f"SELECT key, CAST(record AS TEXT) FROM staged WHERE {_IS_NEW} ORDER BY row"  # noqa: S608
        return self._store.execute(found)

    def new_by_day(self) -> Iterator[list[bytes]]:
        """The same as JSON, in batches, ordered by their dates and then by row."""
        found = self._store.execute(
            f"SELECT record FROM staged WHERE {_IS_NEW}"  # noqa: S608 - ours
            " ORDER BY json_extract(CAST(record AS TEXT), '$.date'), row"
        )
        while rows := found.fetchmany(BATCH):
            yield [record for (record,) in rows]

    def keep(self, pairs: Iterable[tuple[R | None, R]]) -> None:
        """Keep records with what the database has instead, if anything."""
        packed = ((before and orjson.dumps(before), orjson.dumps(after)) for before, after in pairs)
        self._store.executemany("INSERT INTO pairs (before, after) VALUES (?, ?)", packed)

    def kept(self) -> Iterator[list[tuple[R | None, R]]]:
        """These pairs, in batches."""
        found = self._store.execute("SELECT before, after FROM pairs ORDER BY number")
        while rows := found.fetchmany(BATCH):
            yield [(before and self._read(before), self._read(after)) for before, after in rows]

    def forget(self) -> None:
        """Forget all of it."""
        for table in ("not_new", "pairs"):
            self._store.execute(f"DELETE FROM {table}")  # noqa: S608 - see above
