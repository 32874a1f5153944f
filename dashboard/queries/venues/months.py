"""The delivered sessions of each month as an array, kept while the month's mark stays the same.

Of each session it has the venue's id, day, language, kind, which age groups came, and how many of
each. They are read from the packs. The marks are those of the tallies, so an array is right for
whichever transaction sees its mark (``dashboard/queries/progress/blocks.py``).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Date, bindparam, select

from dashboard.queries.progress.array_store import MOST_BYTES_OF_SESSIONS, packed, sessions_of
from dashboard.queries.progress.block_kinds import AGE, HELD
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.kept_blocks import Codes
from dashboard.queries.progress.pack_rows import DAY, KIND, LANGUAGE, PackRow, rows_of
from dashboard.queries.shared.by_edition import by_edition
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

    @property
    def has_room(self) -> bool:
        """Whether there is room for the sessions of all months."""
        return self._sessions([*self._tallies.marks]) <= MOST_SESSIONS

    def every(self) -> Mapping[date, Rows] | None:
        """The arrays of all months; ``None`` if there is no room for all."""
        return self.of([*self._tallies.marks])

    def of(self, months: Sequence[date]) -> Mapping[date, Rows] | None:
        """The arrays of these months, each of which has a mark; ``None`` if there is no room."""
        if self._sessions(months) > MOST_SESSIONS:
            return None
        mark = self._tallies.mark
        found = {month: self._kept.find((month,), mark(month)) for month in months}
        missing = [month for month, rows in found.items() if rows is None]
        for at in range(0, len(missing), MONTHS_AT_ONCE):
            for month, rows in self._read(missing[at : at + MONTHS_AT_ONCE]):
                self._kept.put((month,), mark(month), rows)
                found[month] = rows
        return {month: rows for month, rows in found.items() if rows is not None}

    def asked(self, months: Sequence[date]) -> Iterator[tuple[date, Rows]]:
        """The arrays of months that somebody asks for, and may ask for again.

        They are kept if there is room for them, even if there is none for all months.
        """
        kept = self.of(months)
        yield from self.each(months) if kept is None else kept.items()

    def each(self, months: Sequence[date]) -> Iterator[tuple[date, Rows]]:
        """The arrays of these months; those that there is no room for are read, and not kept."""
        if not months:
            return
        if self.has_room:
            yield from (self.of(months) or {}).items()
            return
        for at in range(0, len(months), MONTHS_AT_ONCE):
            yield from self._read(months[at : at + MONTHS_AT_ONCE])

    def _sessions(self, months: Sequence[date]) -> int:
        chosen = np.isin(np.array(list(self._tallies.marks), "M8[D]"), np.array(months, "M8[D]"))
        return int(self._tallies.months(HELD)[chosen].sum())

    def _read(self, months: Sequence[date]) -> Iterator[tuple[date, Rows]]:
        """The arrays of some months, all from one statement."""
        codes = Coding(*(self.codes[axis] for axis in ("language", "kind", AGE)))
        bits = np.array(self._tallies.basis.bits, np.int64)
        packs = [PackRow(*row) for row in self._connection.execute(_PACKS, {"months": months})]
        places = {month: n for n, month in enumerate(months)}
        found = rows_of(packs, by_edition(self._connection, codings), places, codes)
        for month, place in places.items():
            these = np.flatnonzero(found.month == place)
            _, venue, numbers, came = found.of(these)
            cell = venue, numbers[DAY] - 1, numbers[LANGUAGE], numbers[KIND]
            ages = bits @ (came > 0)
            fields = {**dict(zip(CELL, cell, strict=True)), "ages": ages, "came": came}
            yield month, packed(fields)


def read_ahead(connection: Connection) -> None:
    """Read all months, if there is room, before somebody waits for them."""
    SessionMonths(connection).every()


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
)
