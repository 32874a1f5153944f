"""The sessions of chosen venues or facilitators as arrays like those of tallies.

One statement reads them: the packs of venues, or those of facilitators, a row a month and venue or
facilitator. Whatever a view tells is counted from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Date, bindparam, select

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.block_kinds import AGE, CAME, CELL, RANGES, BlockKind
from dashboard.queries.progress.blocks import Blocks, Codes, blocks
from dashboard.queries.progress.led_rows import led_rows
from dashboard.queries.progress.pack_rows import (
    DAY,
    FIRST_TIME,
    KIND,
    LANGUAGE,
    TOTAL,
    Numbers,
    PackRow,
    PackRows,
    rows_of,
)
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.kept import of_venues
from dashboard.queries.shared.packs import Coding, codings
from dashboard.tables import AgeGroup, SessionPack, Venue

EACH_WEEKDAY = len(WEEKDAYS)


@dataclass(frozen=True)
class PackBlocks:
    """Some sessions, to be asked as ``Blocks`` are.

    Args:
        marks: The months that may have any, in order.
        codes: The codes along each axis, as in ``Blocks``, but only the types of their venues.
        bits: The bits of the age groups in masks of sets, in the order of their codes.
        youth: Whether each age group is of youth, in the same order.
        rows: The sessions; their places are those of the venue types.
    """

    marks: Mapping[date, str]
    codes: Codes
    bits: tuple[int, ...]
    youth: tuple[bool, ...]
    rows: PackRows

    def between(self, first: date, last: date) -> Self:
        """Only the sessions of these days; the months stay."""
        these = self._on(first, last)
        return replace(self, rows=PackRows(*(column[these] for column in self.rows)))

    def months(self, kind: BlockKind) -> Numbers:
        """The counts of all months; the first axis are the months of ``marks``."""
        every = np.arange(len(self.rows.month))
        return self._counted(kind, every, self.rows.month, len(self.marks), self._weekday)

    def by_month(self, kind: BlockKind) -> Numbers:
        """The same with weekdays added up."""
        every = np.arange(len(self.rows.month))
        return self._counted(kind, every, self.rows.month, len(self.marks), None)

    def together(self, kind: BlockKind, first: int, last: int) -> Numbers:
        """The counts of some months together; the last of these numbers is not among them."""
        these = np.flatnonzero((self.rows.month >= first) & (self.rows.month < last))
        sums: Numbers = self._counted(kind, these, np.zeros_like(these), 1, self._weekday)[0]
        return sums

    def days(self, kind: BlockKind, first: date, last: date) -> Numbers:
        """The counts of some days of a month; they are the first axis. All are read already."""
        these = self._on(first, last)
        number = last.toordinal() - first.toordinal() + 1
        return self._counted(kind, these, self._day[these] - first.toordinal(), number, None)

    def _on(self, first: date, last: date) -> Numbers:
        """The sessions of some days, by their numbers."""
        day = self._day
        return np.flatnonzero((day >= first.toordinal()) & (day <= last.toordinal()))

    @cached_property
    def _day(self) -> Numbers:
        """The day of each session, as ``date.toordinal`` counts."""
        firsts = np.array([month.toordinal() for month in self.marks] or [0], np.int32)
        found: Numbers = firsts[self.rows.month] + self.rows.numbers[:, DAY] - 1
        return found

    @cached_property
    def _weekday(self) -> Numbers:
        """The weekday of each session; 0 is Monday."""
        found: Numbers = (self._day + EACH_WEEKDAY - 1) % EACH_WEEKDAY
        return found

    @cached_property
    def _cell(self) -> Numbers:
        """The place of each session along the axes of ``CELL``, as one number."""
        _, types, kinds = (len(self.codes[axis]) for axis in CELL)
        numbers = self.rows.numbers
        language = numbers[:, LANGUAGE].astype(np.int64)
        found: Numbers = (language * types + self.rows.place) * kinds + numbers[:, KIND]
        return found

    @cached_property
    def _ranges(self) -> Numbers:
        """Whether each counted first-time participants, the fewest and the most youth of these."""
        total, first = self.rows.numbers[:, [TOTAL, FIRST_TIME]].T.astype(np.int64)
        youth = self.rows.came[:, np.array(self.youth, bool)].sum(1, dtype=np.int64)
        first_time = first - 1  # -1 if they were not counted
        low = np.maximum(first_time - (total - youth), 0)
        high = np.where(first > 0, np.minimum(first_time, youth), youth)
        return np.stack([np.minimum(first, 1), low, high])

    @cached_property
    def _masks(self) -> Numbers:
        found: Numbers = np.array(self.rows.came > 0, np.int64) @ np.array(self.bits, np.int64)
        return found

    def _counted(
        self, kind: BlockKind, these: Numbers, place: Numbers, size: int, weekday: Numbers | None
    ) -> Numbers:
        """The counts of these sessions, by their place along a first axis of some size.

        Without the weekday, each place is a day: then numbers of weekdays are not told apart.
        """
        cells = [len(self.codes[axis]) for axis in CELL]
        at = place * int(np.prod(cells)) + self._cell[these]
        shape = size, *cells
        apart = EACH_WEEKDAY if weekday is not None else 1
        if kind.numbers == RANGES.numbers:
            return np.stack([_sums(at, shape, one[these]) for one in self._ranges], -1)
        if kind.tally is CAME.tally:
            rows, ages = self.rows.came[these].nonzero()
            shape = *shape, len(self.codes[AGE])
            at = at[rows] * shape[-1] + ages
            people = self.rows.came[these[rows], ages]
            if weekday is not None:
                at = at * apart + weekday[these[rows]]
            shape = *shape, apart
            return np.concatenate([_sums(at, shape), _sums(at, shape, people)], -1)
        if weekday is not None:
            at = at * apart + weekday[these]
        if kind.masks:
            at = at[np.isin(self._masks[these], kind.masks)]
        return _sums(at, (*shape, apart))


def _sums(at: Numbers, shape: tuple[int, ...], of: Numbers | None = None) -> NDArray[np.int32]:
    """How many there are at each place of a shape, or the sum of theirs."""
    found = np.bincount(at, of, minlength=int(np.prod(shape)))
    return found.astype(np.int32).reshape(shape)


def pack_blocks(connection: Connection, filters: Filters) -> PackBlocks:
    """The sessions of the venues, facilitators and days that are kept, whatever else is chosen.

    They are read once in a transaction.
    """
    tallied = blocks(connection)
    start, end = filters.range.start or date.min, filters.range.end or date.max
    within = () if filters.range.empty else tallied.marks
    months = tuple(month for month in within if start.replace(day=1) <= month <= end)
    others: dict[str, Any] = {row.code: () for row in filters.chosen if row.tallied}
    chosen = replace(filters, **others, start=None, end=None, period=None)
    snapshot = connection.get_execution_options().get("impact_snapshot", {})
    read: dict[object, PackBlocks] = snapshot.setdefault("packs", {})
    if (chosen, start, end) not in read:
        of_months = _read(connection, tallied, chosen, months)
        read[chosen, start, end] = of_months.between(start, end)
    return read[chosen, start, end]


def _read(
    connection: Connection, tallied: Blocks, filters: Filters, months: tuple[date, ...]
) -> PackBlocks:
    query = select(Venue.id, Venue.code, Venue.venue_type).where(*of_venues(filters))
    venues = connection.execute(query).all()
    types = tuple(sorted({row.venue_type for row in venues})) or tallied.codes["venue_type"]
    codes = Coding(tallied.codes["language"], tallied.codes["kind"], tallied.codes[AGE])
    known = {codes.id: codes, **by_edition(connection, codings)}
    at = {month: n for n, month in enumerate(months)}
    made = partial(rows_of, known=known, months=at, codes=codes)
    led_by = [row for row in filters.chosen if row.of is Of.FACILITATOR]
    if not venues or not months:
        rows = made(())
    elif led_by:
        (people,) = (filters.codes(row.code) for row in led_by)
        of_venue = {row.id: types.index(row.venue_type) for row in venues}
        rows = led_rows(connection, people, months, of_venue, made)
    else:
        places = {row.code: types.index(row.venue_type) for row in venues}
        read = connection.execute(_PACKS, {"pack_months": months, "pack_venues": [*places]})
        packs = [PackRow(row[0], places[row[1]], *row[2:]) for row in read]
        rows = made(packs)
    youth = by_edition(connection, _youth)
    return PackBlocks(
        {month: tallied.marks[month] for month in months},
        {**tallied.codes, "venue_type": types},
        tallied.basis.bits,
        tuple(youth[age] for age in codes.ages),
        rows,
    )


def _youth(connection: Connection) -> dict[str, bool]:
    return dict(connection.execute(select(AgeGroup.code, AgeGroup.youth)).all())


_PACKS = select(
    SessionPack.starts_on,
    SessionPack.venue,
    SessionPack.codes,
    SessionPack.number_bytes,
    SessionPack.packed,
).where(
    SessionPack.starts_on.in_(bindparam("pack_months", type_=Date(), expanding=True)),
    SessionPack.venue.in_(bindparam("pack_venues", expanding=True)),
)
