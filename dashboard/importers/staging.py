"""Stage checked records until the last row, in a private SQLite file deleted when closed.

So memory use stays constant. The target database can be of any kind, and is not locked while a long
file is read.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from types import TracebackType
from typing import Generic, NamedTuple, Self, TypeVar

import orjson

from dashboard.domain.shared.records import Record
from dashboard.importers.compared import BATCH, ComparedRecords
from dashboard.importers.files.limits import MOST_ROWS, TALLEST
from dashboard.importers.places import sheet_at
from dashboard.importers.staged_places import StagedPlaces
from dashboard.importers.subject import Load
from dashboard.writes import several_rows

PAGE_BYTES = 16 * 1024  # of a file that is only filled and read: few, large pages take less time

R = TypeVar("R", bound=Record)


class StagedRecord(NamedTuple, Generic[R]):
    """A record and the row that it stood in."""

    row: int
    record: R


class StagedState(NamedTuple):
    """A record as JSON, its key and the row that it stood in."""

    row: int
    key: str
    state: bytes


class Twice(NamedTuple):
    """A key that stands in two rows."""

    row: int
    first: int
    key: str


class Numbering(NamedTuple):
    """The keys of a sheet as numbers; ``others`` are not numbers, or have many digits."""

    sheet: int
    rows: int
    others: int
    distinct: int
    lowest: int
    highest: int


class Staging(Generic[R]):
    """Records in the order of their rows, found again by key, with what is found out about them."""

    def __init__(self, load: Load[R]) -> None:
        self._load = load
        self._waiting: list[tuple[int, str, bytes | None]] = []
        self._store = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._store.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("BEGIN")
        self._store.execute("CREATE TABLE staged (row INTEGER PRIMARY KEY, key TEXT, record BLOB)")
        self.places = StagedPlaces(self._store, self.read)
        self.compared = ComparedRecords(self._store, self.read)

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
        """Add a record; of a row with faults, only the key."""
        self._waiting.append((row, key, orjson.dumps(record) if record else None))
        if len(self._waiting) >= BATCH:
            self._flush()

    def add_all(self, rows: Sequence[int], keys: Sequence[str], states: Sequence[bytes]) -> None:
        """Add many records, from their JSON."""
        self._waiting += zip(rows, keys, states, strict=True)
        if len(self._waiting) >= BATCH:
            self._flush()

    def twice(self) -> Iterator[Twice]:
        """The rows whose key stands in an earlier row already."""
        self._flush()
        self._index_keys()
        yield from map(
            Twice._make,
            self._store.execute(
                "SELECT staged.row, earlier.first, staged.key FROM staged JOIN ("
                " SELECT key, min(row) AS first FROM staged GROUP BY key HAVING count(*) > 1"
                ") AS earlier ON staged.key = earlier.key AND staged.row > earlier.first"
                " ORDER BY staged.row"
            ),
        )

    def leave_out_repeated(self) -> int:
        """Keep only the first of rows with the same key; returns how many records that removes."""
        return self._store.execute(
            "UPDATE staged SET record = NULL WHERE record IS NOT NULL AND row > ("
            " SELECT min(row) FROM staged AS earlier WHERE earlier.key = staged.key)"
        ).rowcount

    def numbering(self, *, several: bool) -> list[Numbering]:
        """The keys as numbers; for ``several`` sheets, sheet by sheet. None, if none is one."""
        self._flush()
        self._index_keys()  # and so the records need not be read
        numbers = "SELECT 1 FROM staged WHERE key >= '0' AND key < ':' LIMIT 1"  # ":" follows "9"
        if not self._store.execute(numbers).fetchone():
            return []
        found = self._store.execute(
            "SELECT sheet, count(*), count(*) - count(number), count(DISTINCT number),"
            " coalesce(min(number), -1), coalesce(max(number), -1)"
            " FROM (SELECT (row - 1) / ? AS sheet, CASE WHEN key NOT GLOB '*[^0-9]*'"
            " AND length(key) BETWEEN 1 AND 6 THEN CAST(key AS INTEGER) END AS number FROM staged)"
            " GROUP BY sheet ORDER BY sheet",
            (TALLEST if several else MOST_ROWS * TALLEST,),
        )
        return [Numbering._make(one) for one in found]

    def first(self, most: int) -> list[StagedRecord[R]]:
        """The first records."""
        return list(islice(self, most))

    def rename(self, key: Callable[[int, str], str], change: Callable[[R, str], R]) -> None:
        """Replace every key by one made from the row's number and that key."""
        self._flush()
        self._store.execute("DROP INDEX IF EXISTS by_key")  # of keys that all change
        row = 0
        some = "SELECT row, key, record FROM staged WHERE row > ? ORDER BY row LIMIT ?"
        while rows := self._store.execute(some, (row, BATCH)).fetchall():
            renamed = [(key(row, old), record, row) for row, old, record in rows]
            self._store.executemany(
                "UPDATE staged SET key = ?, record = ? WHERE row = ?",
                [
                    (
                        new,
                        record and orjson.dumps(change(self.read(record), new)),
                        at,
                    )
                    for new, record, at in renamed
                ],
            )
            row = rows[-1][0]

    def leave_out(self, rows: Iterable[int]) -> None:
        """Leave out the records of these rows."""
        update = "UPDATE staged SET record = NULL WHERE row = ?"
        self._store.executemany(update, ((row,) for row in rows))

    def __len__(self) -> int:
        self._flush()
        found = self._store.execute("SELECT count(*) FROM staged WHERE record IS NOT NULL")
        return int(found.fetchone()[0])

    def __iter__(self) -> Iterator[StagedRecord[R]]:
        """The records, in the order of their rows."""
        self._flush()
        sound = "SELECT row, record FROM staged WHERE record IS NOT NULL ORDER BY row"
        for row, record in self._store.execute(sound):
            yield StagedRecord(row, self.read(record))

    def states(self) -> Iterator[list[StagedState]]:
        """The records as JSON, in batches, each from one sheet only."""
        self._flush()
        sound = "SELECT row, key, record FROM staged WHERE record IS NOT NULL ORDER BY row"
        found = self._store.execute(sound)
        while rows := [*map(StagedState._make, found.fetchmany(BATCH))]:
            if sheet_at(rows[0].row) == sheet_at(rows[-1].row):
                yield rows
                continue
            for _, of_sheet in groupby(rows, lambda staged: sheet_at(staged.row)):
                yield [*of_sheet]

    def read(self, state: bytes) -> R:
        """A record of its JSON."""
        return self._load(orjson.loads(state))

    def has(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that have a sound record in the file."""
        found = "SELECT key FROM staged WHERE key = ? AND record IS NOT NULL"
        return {key for key in keys if self._store.execute(found, (key,)).fetchone()}

    def _index_keys(self) -> None:
        self._store.execute("CREATE INDEX IF NOT EXISTS by_key ON staged (key, row)")

    def _flush(self) -> None:
        several_rows.put(self._store, "staged", ("row", "key", "record"), self._waiting)
        self._waiting.clear()
