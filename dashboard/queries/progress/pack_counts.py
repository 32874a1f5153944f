"""Sessions of packs, counted as arrays like those of tallies."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.arrays import Numbers
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.block_kinds import AGE, CAME, CELL, HELD, RANGES, BlockKind
from dashboard.queries.progress.pack_rows import DAY, FIRST_TIME, KIND, LANGUAGE, TOTAL, PackRows

EACH_WEEKDAY = len(WEEKDAYS)
ALL = slice(None)
These = Numbers | slice
"""Sessions by their numbers, or all of them."""
_Who = list[tuple[Numbers, Numbers]]
"""The sessions that each age group came to, and how many of it."""


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
    codes: Mapping[str, tuple[str, ...]]
    bits: tuple[int, ...]
    youth: tuple[bool, ...]
    rows: PackRows

    def between(self, first: date, last: date) -> Self:
        """Only the sessions of these days; the months stay."""
        these = self._on(first, last)
        if len(these) == len(self.rows.month):
            return self
        return replace(self, rows=self.rows.of(these))

    def with_any_of(self, ages: Collection[str]) -> Self:
        """Only the sessions that some of these age groups came to."""
        places = [at for at, age in enumerate(self.codes[AGE]) if age in ages]
        return replace(self, rows=self.rows.of(np.flatnonzero(self.rows.came[places].any(0))))

    def months(self, kind: BlockKind) -> Numbers:
        """The counts of all months; the first axis are the months of ``marks``."""
        return self._counted(kind, ALL, self.rows.month, len(self.marks), self._weekday)

    def by_month(self, kind: BlockKind) -> Numbers:
        """The same with weekdays added up."""
        return self._counted(kind, ALL, self.rows.month, len(self.marks), None)

    def together(self, kind: BlockKind, first: int, last: int) -> Numbers:
        """The counts of some months together; the last of these numbers is not among them."""
        month = self.rows.month
        every = first == 0 and last == len(self.marks)
        these = ALL if every else np.flatnonzero((month >= first) & (month < last))
        sums: Numbers = self._counted(kind, these, np.zeros_like(month[these]), 1, self._weekday)[0]
        return sums

    def days(self, kind: BlockKind, first: date, last: date) -> Numbers:
        """The counts of some days of a month; they are the first axis. All are read already."""
        these = self._on(first, last)
        number = last.toordinal() - first.toordinal() + 1
        return self._counted(kind, these, self._day[these] - first.toordinal(), number, None)

    def days_of_sets(self, first: date, last: date) -> tuple[Numbers, Numbers]:
        """Each set of age groups, and its sessions by day and cell; the first axis are sets."""
        these = self._on(first, last)
        sets, place = np.unique(self._masks[these], return_inverse=True)
        number = last.toordinal() - first.toordinal() + 1
        at = place * number + self._day[these] - first.toordinal()
        found = self._counted(HELD, these, at, len(sets) * number, None)
        return sets, found.reshape(len(sets), number, *found.shape[1:])

    def sets(self) -> tuple[tuple[Numbers, ...], Numbers, Numbers]:
        """Each set of age groups of a cell in a month, and the sessions of each weekday with it.

        The first are the places along months and the axes of ``CELL``.
        """
        shape = len(self.marks), *(len(self.codes[axis]) for axis in CELL)
        at = self.rows.month.astype(np.int64) * int(np.prod(shape[1:])) + self._cell
        sets = int(np.max(self._masks, initial=0)) + 1  # of 31 bits; 32 are left for the places
        found, place = np.unique(at * sets + self._masks, return_inverse=True)
        held = _sums(place * EACH_WEEKDAY + self._weekday, (len(found), EACH_WEEKDAY))
        return np.unravel_index(found // sets, shape), found % sets, held

    def _on(self, first: date, last: date) -> Numbers:
        """The sessions of some days, by their numbers."""
        day = self._day
        return np.flatnonzero((day >= first.toordinal()) & (day <= last.toordinal()))

    @cached_property
    def _day(self) -> Numbers:
        """The day of each session, as ``date.toordinal`` counts."""
        firsts = np.array([month.toordinal() for month in self.marks] or [0], np.int32)
        found: Numbers = firsts[self.rows.month] + self.rows.numbers[DAY] - 1
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
        language = numbers[LANGUAGE].astype(np.int64)
        found: Numbers = (language * types + self.rows.place) * kinds + numbers[KIND]
        return found

    @cached_property
    def _ranges(self) -> tuple[Numbers, Numbers, Numbers]:
        """Whether each counted first-time participants, the fewest and the most youth of these."""
        wide = np.result_type(
            np.int32, self.rows.numbers, self.rows.came
        )  # holds sums of bytes, too
        total, first = self.rows.numbers[[TOTAL, FIRST_TIME]].astype(wide)
        youth = self.rows.came[np.array(self.youth, bool)].sum(0, dtype=wide)
        first_time = first - 1  # -1 if they were not counted
        low = np.maximum(first_time - (total - youth), 0)
        high = np.where(first > 0, np.minimum(first_time, youth), youth)
        return np.minimum(first, 1), low, high

    @cached_property
    def _everybody(self) -> _Who:
        return _who(self.rows.came)

    @cached_property
    def _masks(self) -> Numbers:
        found = np.zeros(len(self.rows.month), np.int64)
        for bit, came in zip(self.bits, self.rows.came, strict=True):
            found += (came > 0) * np.int64(bit)
        return found

    def _counted(
        self, kind: BlockKind, these: These, place: Numbers, size: int, weekday: Numbers | None
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
        if weekday is not None:
            at = at * apart + weekday[these]
        if kind.tally is CAME.tally:
            who = self._everybody if these is ALL else _who(self.rows.came[:, these])
            return _people(at, who, (*shape, apart))
        if kind.masks:
            at = at[np.isin(self._masks[these], kind.masks)]
        return _sums(at, (*shape, apart))


def _who(came: Numbers) -> _Who:
    flags = came > 0  # which are looked through in an eighth of the time
    return [
        (some := here.nonzero()[0], of.take(some)) for here, of in zip(flags, came, strict=True)
    ]


def _people(at: Numbers, who: _Who, shape: tuple[int, ...]) -> NDArray[np.int32]:
    """The sessions at each place that any of an age group came to, and how many people.

    One age group after the other: what is made at a time is then seldom so large that the system
    has to clear memory for it.
    """
    found = np.empty((len(who), 2, int(np.prod(shape))), np.int32)
    for counts, (some, people) in zip(found, who, strict=True):
        where = at.take(some)
        counts[0] = np.bincount(where, minlength=len(counts[0]))
        counts[1] = np.bincount(where, people, minlength=len(counts[1]))
    *cells, apart = shape
    by_cell = np.moveaxis(found.reshape(len(who), 2, *cells, apart), (0, 1), (-3, -2))
    return by_cell.reshape(*cells, len(who), 2 * apart)


def _sums(at: Numbers, shape: tuple[int, ...], of: Numbers | None = None) -> NDArray[np.int32]:
    """How many there are at each place of a shape, or the sum of theirs."""
    found = np.bincount(at, of, minlength=int(np.prod(shape)))
    return found.astype(np.int32).reshape(shape)
