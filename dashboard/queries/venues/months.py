"""The delivered sessions of each month as an array, kept while the month's mark stays the same.

Of each session it has the venue's id, day, language, kind, which age groups came, and how many of
each. They are read from the packs. The marks are those of the tallies, so an array is right for
whichever transaction sees its mark (``dashboard/queries/progress/blocks.py``).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Date, bindparam, literal_column, select

from dashboard.database import AS_BYTES
from dashboard.domain.shared.arrays import Numbers
from dashboard.queries.progress.array_store import (
    MOST_BYTES_OF_SESSIONS,
    ArrayStore,
    asked_of,
    packed,
    sessions_of,
)
from dashboard.queries.progress.block_kinds import AGE, HELD
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.kept_blocks import Codes
from dashboard.queries.progress.pack_rows import DAY, KIND, LANGUAGE, PackRow, rows_of
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.given import batched
from dashboard.queries.shared.packs import Coding, codings
from dashboard.tables import SessionPack, Venue

Rows = NDArray[Any]
"""One record, in which each field has all sessions.

``venue``, ``day`` of the month from 0, ``language``, ``kind``, ``ages`` as bits, ``came`` by age.
"""

BYTES_A_SESSION = 24
"""Six age groups take 13, with fewer than 65,536 venues and 256 people of an age in a session; 19
with more people."""
MOST_SESSIONS = MOST_BYTES_OF_SESSIONS // BYTES_A_SESSION
MONTHS_AT_ONCE = 12
CELL = ("venue", "day", "language", "kind")


class SessionMonths:
    """The arrays of months, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tallies = blocks(connection)
        self._kept = sessions_of(connection)

    @property
    def codes(self) -> Codes:
        """The codes that the numbers in the arrays are places of."""
        return self._tallies.codes

    @cached_property
    def has_room(self) -> bool:
        """Whether there is room for the sessions of all months."""
        return int(self._tallies.months(HELD).sum()) <= MOST_SESSIONS

    def asked(self, months: Sequence[date]) -> Iterator[tuple[date, Rows]]:
        """The arrays of months that somebody asks for, and may ask for again.

        They are kept for a while, even if there is no room for all months.
        """
        yield from self._of(months, self._kept if self.has_room else asked_of(self._connection))

    def each(self, months: Sequence[date]) -> Iterator[tuple[date, Rows]]:
        """The arrays of these months; if there is no room for all, they are read and not kept."""
        yield from self._of(months, self._kept) if self.has_room else self._in_turn(months)

    def _of(self, months: Sequence[date], kept: ArrayStore) -> Iterator[tuple[date, Rows]]:
        """Those that are kept, then the others, which are kept from now on."""
        mark = self._tallies.mark
        found = {month: kept.find((month,), mark(month)) for month in months}
        yield from ((month, rows) for month, rows in found.items() if rows is not None)
        for month, rows in self._in_turn([month for month in months if found[month] is None]):
            kept.put((month,), mark(month), rows)
            yield month, rows

    def _in_turn(self, months: Sequence[date]) -> Iterator[tuple[date, Rows]]:
        for some in batched(months, MONTHS_AT_ONCE):
            yield from self._read(some)

    def _read(self, months: Sequence[date]) -> Iterator[tuple[date, Rows]]:
        """The arrays of some months, all from one statement."""
        for month, own in self.packs(months).items():
            yield month, self.rows(own)

    def packs(
        self, months: Sequence[date], venues: Collection[int] | None = None
    ) -> dict[date, list[PackRow]]:
        """The packs of each of these months, of some venues or of all; their place is its id."""
        packs: dict[date, list[PackRow]] = {month: [] for month in months}
        if not months or (venues is not None and not venues):
            return packs
        asked = {"months": [*months], "venues": [*(venues or ())]}
        query = _PACKS if venues is None else _PACKS_OF
        for pack in map(PackRow._make, self._connection.execute(query, asked).all()):
            packs[pack.month].append(pack)
        return packs

    def rows(self, packs: Sequence[PackRow]) -> Rows:
        """The sessions of some packs of a month."""
        codes = Coding(*(self.codes[axis] for axis in ("language", "kind", AGE)))
        known = by_edition(self._connection, codings)
        own = {pack.month: 0 for pack in packs}
        _, venue, numbers, came = rows_of(packs, known, own, codes)
        cell = venue, numbers[DAY] - 1, numbers[LANGUAGE], numbers[KIND]
        fields = dict(zip(CELL, cell, strict=True))
        most = np.broadcast_to(np.int64(sum(self._tallies.basis.bits)), venue.shape)
        rows = packed({**fields, "ages": most, "came": came})
        rows["ages"] = self._sets(rows["came"])
        return rows

    def _sets(self, came: Numbers) -> Numbers:
        """The age groups that came to each session as a set."""
        bits = self._tallies.basis.bits
        found = np.zeros(came.shape[-1], np.min_scalar_type(sum(bits)))
        for bit, of_age in zip(bits, came, strict=True):
            found |= (of_age > 0) * found.dtype.type(bit)
        return found


def read_ahead(connection: Connection) -> None:
    """Read all months, if there is room, before somebody waits for them."""
    sessions = SessionMonths(connection)
    if sessions.has_room:
        for _ in sessions.each([*blocks(connection).marks]):
            pass


_PACKS = (
    select(
        SessionPack.starts_on,
        Venue.id,
        SessionPack.codes,
        SessionPack.number_bytes,
        SessionPack.packed,
    )
    .join(Venue, Venue.code == SessionPack.venue)
    .where(SessionPack.starts_on.in_(bindparam("months", type_=Date(), expanding=True)))
    .execution_options(**AS_BYTES)
)
# By the bare id, SQLite would go through all of these venues for each pack
_PACKS_OF = _PACKS.where((Venue.id + literal_column("0")).in_(bindparam("venues", expanding=True)))
