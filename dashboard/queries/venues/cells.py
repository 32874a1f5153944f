"""What each venue had in a month, in a fiscal year and in all: arrays that are kept.

A row is a cell: the sessions of a venue in one language and of one kind. Months are added up from
their packed sessions, years from their months, and all from the years. An array is right for
whichever transaction sees the marks of its months (``dashboard/queries/progress/blocks.py``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import compress

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.shared.arrays import Flags
from dashboard.domain.shared.periods import fiscal_year_of
from dashboard.queries.progress.array_store import MarkedArray, Name, packed
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.choosing import Column
from dashboard.queries.progress.month_sessions import youth_of
from dashboard.queries.shared.groups import Columns, grouped
from dashboard.queries.venues.months import Rows, SessionMonths
from dashboard.queries.venues.recounting import Before, recounted

CELL = ("venue", "language", "kind")
NUMBERS = (
    "sessions",
    "participations",
    "attendances",
    "youth",
    "youth_attendances",
    "ages",
    "last_on",
)

LATEST = "venues", "latest"


class VenueCells:
    """The cells as one transaction sees them: records with the columns ``CELL`` and ``NUMBERS``.

    ``ages`` are the bits of the age groups that came to any of the sessions, ``attendances`` counts
    those of each session, and ``last_on`` is the ordinal of the latest day. ``youth`` and
    ``youth_attendances`` are the participations and the attendances of youth alone.
    """

    def __init__(self, connection: Connection) -> None:
        self._tallies = blocks(connection)
        self._sessions = SessionMonths(connection)
        self._youth = youth_of(connection, self._tallies.codes[AGE])

    def every(self) -> Column:
        """Those of all time."""

        def make() -> Column:
            years = sorted({fiscal_year_of(month) for month in self._tallies.marks})
            return _together([*map(self.year, years)])

        return self._kept("all", self._tallies.basis.mark, make)

    def year(self, starts_on: date) -> Column:
        """Those of a fiscal year."""
        months = [month for month in _year(starts_on) if month in self._tallies.marks]
        mark = [*map(self._tallies.mark, months)]
        return self._kept(starts_on, mark, lambda: _together(self.months(months)))

    def months(self, months: Sequence[date]) -> list[Column]:
        """Those of each of these months, which have marks."""
        kept = self._tallies.kept
        marks = {month: (self._tallies.mark(month), self._youth) for month in months}
        found = {month: kept.find(_of_month(month), marks[month]) for month in months}
        for month, cells in self._read([month for month in months if found[month] is None]):
            kept.put(_of_month(month), marks[month], cells)
            found[month] = cells
        return [cells for cells in found.values() if cells is not None]

    def latest(self, venues: int) -> Column:
        """The ordinal of the latest day of venues whose ids are below that; 0 without any."""

        def make() -> Column:
            every = [*self._tallies.marks]
            found, places = np.zeros((len(every), venues), np.int32), [*range(len(every))]
            before = self._tallies.before(LATEST)
            if before and before[0].shape == found.shape:
                found, places = before
            of_months = self.months([every[place] for place in places])
            for place, cells in zip(places, of_months, strict=True):
                found[place] = 0
                np.maximum.at(found[place], cells["venue"], cells["last_on"].astype(found.dtype))
            return found

        return self._tallies.whole(LATEST, make).max(0, initial=0)

    def _read(self, months: Sequence[date]) -> Iterator[tuple[date, Column]]:
        """Those of months that are not kept; what was kept is mended, if sessions are not."""
        if self._sessions.has_room:
            for month, rows in self._sessions.each(months):
                yield month, self._counted({month: rows})
            return
        for month in months:
            mark = self._tallies.mark(month)
            before = self._before(month)
            yield month, recounted(self._sessions, {month: mark}, before, self._counted)

    def _before(self, month: date) -> Before | None:
        match self._tallies.kept.last(_of_month(month)):
            case MarkedArray((tuple(mark), youth), cells) if youth == self._youth:
                return Before(cells, [mark])
        return None

    def _counted(self, sessions: Mapping[date, Rows]) -> Column:
        ((month, rows),) = sessions.items()
        young = np.array(self._youth, np.bool_)
        set_of_youth = sum(compress(self._tallies.basis.bits, self._youth))
        return _cells(month, rows, young, set_of_youth)

    def _kept(self, span: object, mark: object, make: Callable[[], Column]) -> Column:
        name, mark = ("venues", span), (mark, self._youth)
        found = self._tallies.kept.find(name, mark)
        if found is None:
            found = make()
            self._tallies.kept.put(name, mark, found)
        return found


def _cells(month: date, rows: Rows, young: Flags, set_of_youth: int) -> Column:
    ages = rows["ages"]  # in as few bytes as take those who came
    numbers: Columns = {
        "participations": rows["came"].sum(0, dtype=np.int64),
        "attendances": np.bitwise_count(ages),
        "youth": rows["came"][young].sum(0, dtype=np.int64),
        "youth_attendances": np.bitwise_count(ages & np.int64(set_of_youth).astype(ages.dtype)),
        "ages": ages,
        "last_on": rows["day"].astype(np.int64) + month.toordinal(),
    }
    return packed(grouped({name: rows[name] for name in CELL}, numbers))


def _of_month(month: date) -> Name:
    return "venues", "month", month


@cache  # of few years
def _year(starts_on: date) -> tuple[date, ...]:
    """The months of a fiscal year."""
    following = ((starts_on.month - 1 + n) for n in range(12))
    return tuple([date(starts_on.year + n // 12, n % 12 + 1, 1) for n in following])


def _together(parts: Sequence[Column]) -> Column:
    """The cells of several spans as those of one."""
    every: Columns = {
        name: np.concatenate([np.zeros(0, np.int8), *(part[name] for part in parts)])
        for name in (*CELL, *NUMBERS)
    }
    cells, numbers = ({name: every[name] for name in some} for some in (CELL, NUMBERS))
    return packed(grouped(cells, numbers))
