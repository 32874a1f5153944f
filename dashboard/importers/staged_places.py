"""Where staged records would have copies, in the private file of their staging."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from dashboard.domain.shared.records import Record

R = TypeVar("R", bound=Record)


class PlacedRecord(NamedTuple, Generic[R]):
    """A record, its row, and whether the database does not know it yet."""

    row: int
    new: bool
    record: R


class StagedPlaces(Generic[R]):
    """The places of staged records, of which ``read`` makes one from its JSON."""

    def __init__(self, store: sqlite3.Connection, read: Callable[[bytes], R]) -> None:
        self._store, self._read = store, read
        store.execute("CREATE TABLE placed (place TEXT, row INTEGER, new INTEGER)")

    def add(self, placed: Iterable[tuple[str, int, bool]]) -> None:
        """Store where records would have copies: place, row, and whether the record is new."""
        self._store.executemany("INSERT INTO placed VALUES (?, ?, ?)", placed)

    def most_at_one(self) -> int:
        """The largest number of records at one place."""
        groups = "SELECT count(*) AS there FROM placed GROUP BY place"
        found = self._store.execute(f"SELECT coalesce(max(there), 0) FROM ({groups})")  # noqa: S608
        return int(found.fetchone()[0])

    def __contains__(self, place: str) -> bool:
        self._index()
        found = self._store.execute("SELECT 1 FROM placed WHERE place = ? LIMIT 1", (place,))
        return found.fetchone() is not None

    def of_new(self) -> Iterator[tuple[str, list[PlacedRecord[R]]]]:
        """The places of new records, with all records there in the order of their rows."""
        self._index()
        rows = self._store.execute(
            "SELECT place, row, new, record FROM placed JOIN staged USING (row)"
            " WHERE place IN (SELECT place FROM placed WHERE new) ORDER BY place, row"
        )
        for place, there in groupby(rows, key=itemgetter(0)):
            found = (PlacedRecord(row, bool(new), self._read(one)) for _, row, new, one in there)
            yield place, [*found]

    def forget(self) -> None:
        """Forget all of them."""
        self._store.execute("DROP INDEX IF EXISTS by_place")
        self._store.execute("DELETE FROM placed")

    def _index(self) -> None:
        self._store.execute("CREATE INDEX IF NOT EXISTS by_place ON placed (place)")
