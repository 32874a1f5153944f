"""The months of venues, counted from the packs of their sessions and from what was not held."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import BindParameter, Connection, Date, bindparam, func, literal, select

from dashboard.domain.shared.periods import last_day
from dashboard.queries.progress.pack_rows import DAY, KIND, LANGUAGE, TOTAL, PackRow, rows_of
from dashboard.queries.shared.packs import Coding, coding, codings
from dashboard.queries.venues.cells import bits_of_ages
from dashboard.tables import OutreachSession, SessionPack, Venue
from dashboard.writes.groups import grouped

HELD = "delivered"
Row = tuple[Any, ...]
"""Venue, status, language, kind, and the numbers of ``VenueTally`` in their order."""
_FIRST, _LAST = bindparam("month_first", type_=Date()), bindparam("month_last", type_=Date())
_VENUES: BindParameter[str] = bindparam("month_venues", expanding=True)


class VenueMonths:
    """What counts them, as codes and packs are now."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._codes: Coding = coding(connection)
        self._known = codings(connection)
        bits = bits_of_ages(connection)
        self._bits = np.array([bits[age] for age in self._codes.ages], np.int64)

    def not_held(self, month: date, venues: Sequence[str]) -> Iterator[Row]:
        """The rows of what these venues did not hold in a month."""
        return map(tuple, self._connection.execute(_NOT_HELD, _which(month, venues)))

    def held(self, month: date, venues: Sequence[str]) -> Iterator[Row]:
        """The rows of what these venues held in a month."""
        places = {venue: at for at, venue in enumerate(venues)}
        packs = [
            PackRow(month, places[row.venue], row.codes, row.number_bytes, row.packed)
            for row in self._connection.execute(_PACKS, _which(month, venues))
        ]
        held = rows_of(packs, self._known, {month: 0}, self._codes)
        came = held.came > 0
        cells = {"venue": held.place}
        cells |= {"language": held.numbers[:, LANGUAGE], "kind": held.numbers[:, KIND]}
        numbers = {
            "participations": held.numbers[:, TOTAL],
            "attendances": came.sum(1),
            "ages": came @ self._bits,
            "last_on": held.numbers[:, DAY],
        }
        found = (column.tolist() for column in grouped(cells, numbers).values())
        for venue, language, kind, *counts, day in zip(*found, strict=True):
            own = self._codes.languages[language], self._codes.kinds[kind]
            yield venues[venue], HELD, *own, *counts, month.replace(day=day)


def _which(month: date, venues: Sequence[str]) -> dict[str, Any]:
    return {"month_first": month, "month_last": last_day(month), "month_venues": venues}


_PACKS = select(
    SessionPack.venue, SessionPack.codes, SessionPack.number_bytes, SessionPack.packed
).where(SessionPack.starts_on == _FIRST, SessionPack.venue.in_(_VENUES))
_CELL = Venue.code, OutreachSession.status, OutreachSession.language, OutreachSession.kind
_NOT_HELD = (
    select(*_CELL, func.count(), *[literal(0)] * 3, func.max(OutreachSession.held_on))
    .join(Venue, OutreachSession.venue_id == Venue.id)
    .where(
        OutreachSession.status != HELD,  # with ``in_``, SQLite would look at all of the month
        OutreachSession.held_on.between(_FIRST, _LAST),
        OutreachSession.venue_id.in_(select(Venue.id).where(Venue.code.in_(_VENUES))),
    )
    .group_by(*_CELL)
)
