"""The months of venues, counted from the packs that many changes have just changed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection

from dashboard.queries.progress.pack_rows import DAY, KIND, LANGUAGE, TOTAL
from dashboard.queries.shared.packs import FIELDS, coding
from dashboard.queries.venues.cells import bits_of_ages
from dashboard.tables import VenueTally
from dashboard.writes.bulk import delete_rows, insert_rows, table_of
from dashboard.writes.groups import Numbers, grouped
from dashboard.writes.pack_changes import Key, Packed
from dashboard.writes.venue_tallies import HELD


class VenueMonths:
    """What counts them, as codes are now."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._codes = coding(connection)
        bits = bits_of_ages(connection)
        self._bits = np.array([bits[age] for age in self._codes.ages], np.int64)

    def put(self, keys: Sequence[Key], changed: Packed, there: Packed) -> None:
        """Count again the cells that sessions were changed in, from all that are there now."""
        table = table_of(VenueTally)
        shape = len(keys), len(self._codes.languages), len(self._codes.kinds)
        touched, cells = (
            np.ravel_multi_index((one.pack, *one.numbers[:, [LANGUAGE, KIND]].T), shape)
            for one in (changed, there)
        )
        old = zip(*(at.tolist() for at in np.unravel_index(np.unique(touched), shape)), strict=True)
        gone = [self._key(keys[at], *cell) for at, *cell in old]
        delete_rows(self._connection, VenueTally, table.primary_key.columns.keys(), gone)
        these = np.isin(cells, touched)
        rows = self._rows(keys, Packed(*(column[these] for column in there)))
        insert_rows(self._connection, VenueTally, table.c.keys(), [*rows])

    def _rows(self, keys: Sequence[Key], held: Packed) -> Iterator[tuple[Any, ...]]:
        numbers, came = held.numbers, held.numbers[:, len(FIELDS) :] > 0
        cells = {"pack": held.pack, "language": numbers[:, LANGUAGE], "kind": numbers[:, KIND]}
        counts: dict[str, Numbers] = {
            "participations": numbers[:, TOTAL],
            "attendances": came.sum(1),
            "ages": came @ self._bits,
            "last_on": numbers[:, DAY],
        }
        found = (column.tolist() for column in grouped(cells, counts).values())
        for at, language, kind, *sums, day in zip(*found, strict=True):
            yield *self._key(keys[at], language, kind), *sums, keys[at][1].replace(day=day)

    def _key(self, key: Key, language: int, kind: int) -> tuple[str, date, str, str, str, str]:
        venue, month = key
        own = self._codes.languages[language], self._codes.kinds[kind]
        return "month", month, venue, HELD, *own
