"""The tallies that filters keep, as arrays."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.progress.equity import FRENCH
from dashboard.domain.shared.arrays import Numbers
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import last_day, month_of
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.block_kinds import AGE, CAME, HELD, RANGES, BlockKind, of_others
from dashboard.queries.progress.blocks import Blocks, blocks, with_weekdays
from dashboard.queries.progress.month_parts import MonthParts
from dashboard.queries.progress.pack_blocks import pack_blocks
from dashboard.queries.progress.pack_counts import PackBlocks

TALLIED = {code: row for code, row in DIMENSIONS.items() if row.tallied}
FILTERS = {row.column: code for code, row in TALLIED.items()}
"""The filter of each axis of the arrays."""


def without_fourth(numbers: Numbers) -> Numbers:
    """The sums over the fourth axis, which numpy's own ``sum`` makes in up to ten times the time.

    What is summed are the parts of a month's cell, so that 32 bits are enough.
    """
    found: Numbers = np.einsum("mlvx...->mlv...", numbers)
    return found


@dataclass(frozen=True)
class TallySlice:
    """The tallies that filters keep, as one transaction sees them, or the sessions that are packed.

    The first month may be kept from ``start`` only, and the last one until ``end``.
    """

    blocks: Blocks | PackBlocks
    filters: Filters
    starts: tuple[date, ...]
    start: date
    end: date
    parts: MonthParts
    """Those of the ends of periods: other slices of the transaction ask the same."""

    @classmethod
    def of(cls, connection: Connection, filters: Filters) -> Self:
        """The tallies that these filters keep, worked out once in a transaction."""
        snapshot = connection.get_execution_options().get("impact_snapshot", {})
        slices: dict[Filters, Self] = snapshot.setdefault("slices", {})
        if (found := slices.get(filters)) is None:
            found = slices[filters] = cls._of(connection, filters, snapshot)
        return found

    @classmethod
    def _of(cls, connection: Connection, filters: Filters, snapshot: dict[str, Any]) -> Self:
        days = filters.range
        start, end = days.start or date.min, days.end or date.max
        found: Blocks | PackBlocks
        if filters.tallied:
            found = blocks(connection)
            parts = snapshot.setdefault("parts", MonthParts(found))
        else:  # which has no other days, so that whole months are kept
            found, start, end = pack_blocks(connection, filters), date.min, date.max
            parts = MonthParts(found)
        months = () if days.empty else tuple(found.marks)
        starts = months[bisect_left(months, start.replace(day=1)) : bisect_right(months, end)]
        return cls(found, filters, starts, start, end, parts)

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The codes of the months, in order."""
        return tuple(map(month_of, self.starts))

    def codes(self, axis: str) -> tuple[str, ...]:
        """The kept codes of an axis."""
        if axis not in self._places:
            return self.blocks.codes[axis]
        return tuple([self.blocks.codes[axis][place] for place in self._places[axis]])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where the kept codes are along their axis, for each axis of which some are not kept."""
        found = {}
        for axis, name in FILTERS.items():
            if chosen := self.filters.codes(name):
                every = self.blocks.codes[axis]
                found[axis] = [place for place, code in enumerate(every) if code in chosen]
        return found

    def flags(self, vocabulary: Vocabulary) -> tuple[Numbers, Numbers]:
        """Which kept kinds are in the French share, and which age groups are youth."""
        kinds = [vocabulary.kinds[code].in_french_share for code in self.codes("kind")]
        ages = [vocabulary.ages[code].youth for code in self.codes(AGE)]
        return np.array(kinds, bool), np.array(ages, bool)

    @property
    def in_french(self) -> Numbers:
        """Which kept language is French."""
        return np.array([code == FRENCH for code in self.codes("language")], bool)

    @cached_property
    def came_by_month(self) -> Numbers:
        """Sessions and participations of the chosen age groups.

        By month, language, venue type, kind, age group, and which of both.
        """
        return self._by_month(CAME, self._came_in_parts)

    @cached_property
    def came_together(self) -> Numbers:
        """The same of all kept months together, by weekday too, which is the last axis."""
        return with_weekdays(self._together(CAME, self._came_in_parts))

    @cached_property
    def came(self) -> Numbers:
        """The same by month and by weekday, without kinds."""
        return without_fourth(
            with_weekdays(self._of_codes(CAME, self._whole(CAME, self._came_in_parts)))
        )

    @cached_property
    def of_grid(self) -> Numbers:
        """The same by language, venue type, age group and which of both."""
        found: Numbers = np.einsum("lvkanw->lvan", self.came_together)
        return found

    @cached_property
    def _came_in_parts(self) -> dict[int, Numbers]:
        return self._in_parts(CAME)

    @cached_property
    def _held_in_parts(self) -> dict[int, Numbers]:
        return self._in_parts(HELD)

    @cached_property
    def _held_by_month(self) -> Numbers:
        return self._by_month(HELD, self._held_in_parts)[..., 0]

    def held(self, vocabulary: Vocabulary) -> tuple[Numbers, Numbers]:
        """Sessions that any of the chosen age groups attended; all if none is chosen.

        By month and by weekday, and either by language, venue type and kind.
        """
        if len(self.filters.age) == 1:
            of_weekdays = self.came_together[..., 0, 0, :]
            return self.came_by_month[..., 0, 0], of_weekdays.transpose(3, 0, 1, 2)
        by_month = self._held_by_month
        by_weekday = self._together(HELD, self._held_in_parts).transpose(3, 0, 1, 2)
        if self.filters.age:
            others = of_others(self.filters.age, vocabulary)
            without = self._of_codes(others, self._whole(others, self._in_parts(others)))
            by_month = by_month - np.einsum("mlvkw->mlvk", without)
            by_weekday = by_weekday - np.einsum("mlvkw->wlvk", without)
        return by_month, by_weekday

    def held_on(self, vocabulary: Vocabulary, first: date, last: date) -> Numbers:
        """The same on each of some days of a month, together."""
        held = self._each_day(HELD, first, last)
        if self.filters.age:
            others = of_others(self.filters.age, vocabulary)
            held = held - self._each_day(others, first, last)
        return held

    def _each_day(self, kind: BlockKind, first: date, last: date) -> Numbers:
        found = self._of_codes(kind, self.blocks.days(kind, first, last))
        days: Numbers = found.reshape(len(found), -1).sum(1)
        return days

    def latest(self) -> date | None:
        """The latest kept day with a kept session; ``None`` without any."""
        held = self.came_by_month[..., 0] if self.filters.age else self._held_by_month
        kind = CAME if self.filters.age else HELD
        for n in reversed(range(len(held))):
            if held[n].any():
                return self._latest_of(kind, *self._kept_days(self.starts[n]))
        return None

    def _latest_of(self, kind: BlockKind, first: date, last: date) -> date:
        """The latest of some days, one of which has a kept session."""
        sessions = self._of_codes(kind, self.blocks.days(kind, first, last))[..., 0]
        held_on = sessions.any(tuple(range(1, sessions.ndim))).nonzero()[0]
        return first + timedelta(int(held_on[-1]))

    def distinct(self) -> tuple[int, int, int]:
        """Sessions that counted first-time participants, the fewest and the most youth."""
        ranges = self._together(RANGES, self._in_parts(RANGES))
        first_time, low, high = ranges.sum((0, 1, 2)).tolist()
        return first_time, low, high

    def _by_month(self, kind: BlockKind, parts: Mapping[int, Numbers]) -> Numbers:
        """The counts of the kept codes in each kept month, with weekdays added up.

        ``parts`` are those of the months of which only some days are kept.
        """
        found = self.blocks.by_month(kind)[self._within]
        if parts:
            found = found.copy()
            for n, part in parts.items():
                found[n] = with_weekdays(part).sum(-1)
        return self._of_codes(kind, found)

    def _together(self, kind: BlockKind, parts: Mapping[int, Numbers]) -> Numbers:
        """The same of all kept months together, with their weekdays, if the kind has any."""
        found = self.blocks.together(kind, self._within.start, self._within.stop)
        for n, part in parts.items():
            found += part - self.blocks.months(kind)[self._within.start + n]
        sums: Numbers = self._of_codes(kind, found[None])[0]
        return sums

    @cached_property
    def _within(self) -> slice:
        """Where the kept months are among all."""
        first = bisect_left(tuple(self.blocks.marks), self.start.replace(day=1))
        return slice(first, first + len(self.starts))

    def _whole(self, kind: BlockKind, parts: Mapping[int, Numbers]) -> Numbers:
        """The counts of each kept month, with these in place of whole months."""
        found: Numbers = self.blocks.months(kind)[self._within]
        if parts:
            found = found.copy()
            for n, part in parts.items():
                found[n] = part
        return found

    def _in_parts(self, kind: BlockKind) -> dict[int, Numbers]:
        """The counts of the kept days of the first and the last month, if these are not all.

        By the place of the month among those that are kept.
        """
        ends = sorted({0, len(self.starts) - 1}) if self.starts else []
        begun = self._within.start
        days = {n: self._kept_days(self.starts[n]) for n in ends}
        return {
            n: self.parts.of(kind, first, last, self.blocks.months(kind)[begun + n])
            for n, (first, last) in days.items()
            if (first, last) != (self.starts[n], last_day(self.starts[n]))
        }

    def _of_codes(self, kind: BlockKind, found: Numbers) -> Numbers:
        """The counts of the kept codes, below a first axis of months or days."""
        for at, axis in enumerate(kind.axes, start=1):
            if axis in self._places:
                found = found.take(self._places[axis], at)
        return found

    def _kept_days(self, month: date) -> tuple[date, date]:
        """The first and the last kept day of a month."""
        return max(self.start, month), min(self.end, last_day(month))
