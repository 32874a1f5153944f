"""The tallies that filters keep, as arrays: of whole months, and of days where a part is kept."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dashboard.domain.progress.equity import FRENCH
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import last_day, month_of
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.block_kinds import AGE, CAME, HELD, RANGES, BlockKind, of_others
from dashboard.queries.progress.blocks import Blocks, blocks, with_weekdays
from dashboard.queries.progress.pack_blocks import pack_blocks
from dashboard.queries.progress.pack_counts import PackBlocks

Numbers = NDArray[np.integer[Any]]

TALLIED = {code: row for code, row in DIMENSIONS.items() if row.tallied}
FILTERS = {row.column: code for code, row in TALLIED.items()}
"""The filter of each axis of the arrays."""
EACH_WEEKDAY = len(WEEKDAYS)


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
    parts: dict[tuple[BlockKind, date, date], Numbers]
    """What was counted of some days of a month, whatever the codes: other slices ask the same."""

    @classmethod
    def of(cls, connection: Connection, filters: Filters) -> Self:
        """The tallies that these filters keep, worked out once in a transaction."""
        snapshot = connection.get_execution_options().get("impact_snapshot", {})
        slices: dict[Filters, Self] = snapshot.setdefault("slices", {})
        if (found := slices.get(filters)) is None:
            parts = snapshot.setdefault("parts", {})
            found = slices[filters] = cls._of(connection, filters, parts)
        return found

    @classmethod
    def _of(
        cls,
        connection: Connection,
        filters: Filters,
        parts: dict[tuple[BlockKind, date, date], Numbers],
    ) -> Self:
        days = filters.range
        start, end = days.start or date.min, days.end or date.max
        found: Blocks | PackBlocks
        if filters.tallied:
            found = blocks(connection)
        else:  # which has no other days, so that whole months are kept
            found, start, end = pack_blocks(connection, filters), date.min, date.max
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
        """The counts of the kept days of the first and the last month, if these are not all."""
        ends = sorted({0, len(self.starts) - 1}) if self.starts else []
        return {
            n: self._part(kind, self.starts[n], self.blocks.months(kind)[self._within.start + n])
            for n in ends
            if self._is_part(self.starts[n])
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

    def _is_part(self, month: date) -> bool:
        return self._kept_days(month) != (month, last_day(month))

    def _part(self, kind: BlockKind, month: date, whole: Numbers) -> Numbers:
        """The counts of the kept days of a month: of these, or of all less the others.

        Whichever are fewer days are read.
        """
        first, last = self._kept_days(month)
        place = kind, first, last
        if (found := self.parts.get(place)) is None:
            found = self.parts[place] = self._counted(kind, month, whole)
        return found

    def _counted(self, kind: BlockKind, month: date, whole: Numbers) -> Numbers:
        first, last = self._kept_days(month)
        others = [(month, first - timedelta(1)), (last + timedelta(1), last_day(month))]
        others = [(begin, end) for begin, end in others if begin <= end]
        if (last - first).days < sum((end - begin).days + 1 for begin, end in others):
            return self._of_days(kind, first, last)
        left: Numbers = whole - sum(self._of_days(kind, *some) for some in others)
        return left

    def _of_days(self, kind: BlockKind, first: date, last: date) -> Numbers:
        """The counts of some days of a month, in the columns of whole months."""
        days = self.blocks.days(kind, first, last)
        if days.shape[-1] == len(kind.numbers):
            return days.sum(0, dtype=days.dtype)
        shape, weekday = days.shape[1:], first.weekday()
        weeks = np.zeros(
            (-(-(weekday + len(days)) // EACH_WEEKDAY), EACH_WEEKDAY, *shape), days.dtype
        )
        weeks.reshape(-1, *shape)[weekday : weekday + len(days)] = days
        found = np.moveaxis(weeks.sum(0, dtype=days.dtype), 0, -1)
        return found.reshape(*shape[:-1], -1)
