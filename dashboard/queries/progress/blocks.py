"""The tallies as arrays, read month by month and kept while their marks stay the same."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dashboard.domain.shared.arrays import Numbers
from dashboard.queries.progress.array_store import MOST_BYTES, arrays_of
from dashboard.queries.progress.block_kinds import (
    AGE,
    EVERY_SET,
    HELD,
    SESSIONS,
    SET,
    BlockKind,
)
from dashboard.queries.progress.joined_rows import joined_arrays
from dashboard.queries.progress.kept_blocks import KeptBlocks, basis, smallest
from dashboard.queries.progress.month_days import days_of, kept_days
from dashboard.queries.shared.by_edition import by_edition

BYTES = np.int32().nbytes
MOST_AGES = 6
"""Up to so many age groups, all their sets are kept, 0.1 MB a month; of more, those asked for."""
MOST_BYTES_OF_SETS = MOST_BYTES // 4
"""As long as they take no more, the sums over all sets within another are kept, too."""
MOST_BYTES_OF_DAYS = MOST_BYTES // 4
"""Of days that are read ahead: thirteen years take 3 MB."""
EACH_DAY = len(SESSIONS)
WITHIN = ("within each set",)


@dataclass(frozen=True, slots=True)
class Blocks(KeptBlocks):
    """The tallies as one transaction sees them."""

    def months(self, kind: BlockKind) -> Numbers:
        """The counts of all months; the first axis are the months of ``marks``."""
        if kind.masks and self._has_room_for_sets:
            whole_set = self._place(max(kind.masks))  # the others are sets of some of its bits
            within: Numbers = self._within_each_set()[whole_set].astype(np.int32)
            return within
        return self.whole(("months", kind), lambda: self._stacked(kind))

    def by_month(self, kind: BlockKind) -> Numbers:
        """The same with weekdays added up."""
        return self.whole(
            ("by month", kind),
            lambda: with_weekdays(self.months(kind)).sum(-1, dtype=np.int32),
        )

    def together(self, kind: BlockKind, first: int, last: int) -> Numbers:
        """The same of some months together; the last of these numbers is not among them.

        Sums from the first month on are kept, so that it takes as long for many months as for one.
        """
        found = self.whole(
            ("until each", kind),
            lambda: np.insert(self.months(kind).cumsum(0, dtype=np.int32), 0, 0, 0),
        )
        sums: Numbers = found[last] - found[first]
        return sums

    def days(self, kind: BlockKind, first: date, last: date) -> Numbers:
        """The counts of some days of a month; they are the first axis."""
        return days_of(self, kind, first, last)

    def _stacked(self, kind: BlockKind) -> Numbers:
        every = tuple(self.marks)
        found, places = self.before(("months", kind)) or (
            np.zeros((len(every), *self._shape(kind)), np.int32),
            [*range(len(every))],
        )
        for n, counts in zip(places, self._of(kind, [every[n] for n in places]), strict=True):
            found[n] = counts
        return found

    def _shape(self, kind: BlockKind) -> tuple[int, ...]:
        return *(len(self.codes[name]) for name in kind.axes), len(kind.numbers)

    def _of(self, kind: BlockKind, months: Sequence[date]) -> list[NDArray[Any]]:
        """An array a month in the smallest numbers; those that are not kept are read together."""
        found = {month: self.kept.find((kind, month), self.mark(month)) for month in months}
        missing = [month for month, array in found.items() if array is None]
        for month, counts in self._read(kind, missing):
            found[month] = kept = smallest(counts)
            self.kept.put((kind, month), self.mark(month), kept)
        return [array for array in found.values() if array is not None]

    def _read(self, kind: BlockKind, starts: Sequence[date]) -> Iterator[tuple[date, Numbers]]:
        """An array for each of some months."""
        if not starts:
            return
        if kind.masks and len(self.codes[AGE]) <= MOST_AGES:
            yield from zip(starts, self._of_masks(kind, starts), strict=True)
            return
        yield from zip(starts, self._joined(kind, starts), strict=True)

    def _joined(self, kind: BlockKind, starts: Sequence[date]) -> Numbers:
        """What is read of some months: the first axis.

        Raises:
            ValueError: A tally has a code that is none of ours.
        """
        codes = tuple(self._sets if axis == SET else self.codes[axis] for axis in kind.axes)
        return joined_arrays(self.connection, kind, starts, codes)

    @property
    def _has_room_for_sets(self) -> bool:
        ages, cells = len(self.codes[AGE]), math.prod(self._shape(HELD)) * len(self.marks)
        return ages <= MOST_AGES and cells * 2**ages * BYTES <= MOST_BYTES_OF_SETS

    def keep_sets(self) -> None:
        """Keep what filters with several age groups ask for, if there is room for it."""
        if self._has_room_for_sets:
            self._within_each_set()

    def _within_each_set(self) -> NDArray[Any]:
        """The sessions with no other age groups than those of a set, for each set.

        In small numbers. By set, month, language, venue type, kind and weekday. After a write, only
        the months that it touched are added up again.
        """
        return self.whole(WITHIN, self._all_within)

    def _all_within(self) -> NDArray[Any]:
        before = self.before(WITHIN)
        if before is None:
            return smallest(self._added_within([*self.marks]))
        found, places = before
        if places:
            every = [*self.marks]
            added = smallest(self._added_within([every[n] for n in places]))
            found = found.astype(np.promote_types(found.dtype, added.dtype), copy=False)
            found[:, places] = added
        return found

    def _added_within(self, months: Sequence[date]) -> Numbers:
        sets = len(self._sets)
        found = np.zeros((sets, len(months), *self._shape(HELD)), np.int32)
        for n, counts in enumerate(self._of(EVERY_SET, months)):
            found[:, n] = np.moveaxis(counts, -2, 0)
        for bit in range(len(self.codes[AGE])):  # to each set with it, add the one without
            halves = found.reshape(sets >> bit + 1, 2, -1)
            halves[:, 1] += halves[:, 0]
        return found

    @property
    def _sets(self) -> tuple[int, ...]:
        """Each set of age groups: one bit of its place for each, in the order of their codes."""
        sets = [0]
        for bit in self.basis.bits:
            sets += [mask + bit for mask in sets]
        return tuple(sets)

    def _place(self, mask: int) -> int:
        return self._sets.index(mask)

    def _of_masks(self, kind: BlockKind, months: Sequence[date]) -> Iterator[Numbers]:
        """The counts of some sets of age groups, summed from those of every set."""
        wanted = [self._place(mask) for mask in kind.masks]
        for every in self._of(EVERY_SET, months):
            yield every[..., wanted, :].sum(-2, dtype=np.int32)


def with_weekdays(numbers: NDArray[Any]) -> NDArray[Any]:
    """Columns for each weekday as two axes: what is counted, and the weekday."""
    *cells, columns = numbers.shape
    return numbers.reshape(*cells, columns // EACH_DAY, EACH_DAY)


def blocks(connection: Connection) -> Blocks:
    """The tallies as the connection's transaction sees them."""
    return Blocks(connection, by_edition(connection, basis), arrays_of(connection))


def read_ahead(connection: Connection) -> None:
    """Read the sets of age groups, and the days of all months as long as there is room for them.

    Filters with several age groups then need no statement; nor do those that begin or end within a
    month, the newest first.
    """
    found, room = blocks(connection), MOST_BYTES_OF_DAYS
    found.keep_sets()
    for month in sorted(found.marks, reverse=True):
        room -= sum(days.nbytes for days in kept_days(found, month).values())
        if room < 0:
            return
