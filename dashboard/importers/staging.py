"""Checked records waiting for the last row: in a private file of SQLite's, gone when closed.

So memory stays flat, the target database is not locked while a long file is read, and it may be
of any kind.
"""

import sqlite3
from collections.abc import Iterator
from types import TracebackType
from typing import Generic, NamedTuple, Self, TypeVar

import orjson

from dashboard.domain.records import Record
from dashboard.importers.subject import Load

BATCH = 1_000

R = TypeVar("R", bound=Record)


class Staged(NamedTuple, Generic[R]):
    """A record and the row that it stood in."""

    row: int
    record: R


class Twice(NamedTuple):
    """A key that stands in two rows."""

    row: int
    first: int
    key: str


class Staging(Generic[R]):
    """Records in the order of their rows, found again by key."""

    def __init__(self, load: Load[R]) -> None:
        self._load = load
        self._waiting: list[tuple[int, str, bytes | None]] = []
        self._store = sqlite3.connect("", isolation_level=None)
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("BEGIN")
        self._store.execute("CREATE TABLE staged (row INTEGER PRIMARY KEY, key TEXT, record BLOB)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()

    def add(self, row: int, key: str, record: R | None = None) -> None:
        """Keep a record; of a row that is not sound, only the key."""
        self._waiting.append((row, key, orjson.dumps(record) if record else None))
        if len(self._waiting) >= BATCH:
            self._flush()

    def twice(self) -> Iterator[Twice]:
        """The rows whose key stands in an earlier row already."""
        self._flush()
        self._store.execute("CREATE INDEX by_key ON staged (key, row)")
        yield from map(
            Twice._make,
            self._store.execute(
                "SELECT staged.row, earlier.first, staged.key FROM staged JOIN ("
                " SELECT key, min(row) AS first FROM staged GROUP BY key HAVING count(*) > 1"
                ") AS earlier ON staged.key = earlier.key AND staged.row > earlier.first"
                " ORDER BY staged.row"
            ),
        )

    def __iter__(self) -> Iterator[Staged[R]]:
        """The records, when every row had one."""
        self._flush()
        for row, record in self._store.execute("SELECT row, record FROM staged ORDER BY row"):
            yield Staged(row, self._load(orjson.loads(record)))

    def batches(self) -> Iterator[list[R]]:
        """The records, some at a time."""
        batch: list[R] = []
        for staged in self:
            batch.append(staged.record)
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _flush(self) -> None:
        self._store.executemany("INSERT INTO staged VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()
