"""How far sums must go, so that nothing is told that must not be, and how far witnesses take them.

Strict witnesses leave somebody in each hidden cell that has anyone, and at each session.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving import windows
from dashboard.publications.protecting.solver import Numbers
from dashboard.publications.protecting.system import System

_NONE = 1_000_000_000
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far witnesses take each sum: all of them, and the strict ones alone."""

    least: Integers
    most: Integers
    strict_least: Integers
    strict_most: Integers

    def with_one(self, now: Integers, *, strict: bool) -> "Reach":
        """The same with one witness more."""
        least, most = np.minimum(self.least, now), np.maximum(self.most, now)
        if not strict:
            return Reach(least, most, self.strict_least, self.strict_most)
        down, up = np.minimum(self.strict_least, now), np.maximum(self.strict_most, now)
        return Reach(least, most, down, up)

    def beyond(self, other: "Reach") -> Integers:
        """The sums that these witnesses take farther than others, or less far."""
        pairs = zip(self._ends, other._ends, strict=True)
        differ = [one != two for one, two in pairs if one is not two]
        return np.flatnonzero(np.any(differ, axis=0)) if differ else np.zeros(0, dtype=np.int64)

    def among(self, sums: Integers) -> "Reach":
        """How far they take some sums."""
        return Reach(*(end[sums] for end in self._ends))

    @property
    def _ends(self) -> tuple[Integers, ...]:
        return self.least, self.most, self.strict_least, self.strict_most


class Lacks(NamedTuple):
    """What sums lack still: which can't be small yet, how far up each must go, how much apart."""

    down: Flags
    up: Integers
    wide: Integers

    @property
    def anything(self) -> bool:
        """Whether any of them does."""
        return any(map(np.any, self))

    @property
    def many(self) -> int:
        """How many things they lack, all together."""
        return sum(int(np.count_nonzero(each)) for each in self)

    @property
    def where(self) -> Flags:
        """Which of them lack anything."""
        found: Flags = self.down | (self.up > 0) | (self.wide > 0)
        return found

    def at(self, number: int) -> bool:
        """Whether this one does."""
        return any(own[number] for own in self)


class Goals:
    """How far each sum must go.

    ``floor`` and ``ceiling``: values of a sum that readers must consider possible. ``apart``: how
    far apart two possible values must be. Of one session ``alone``, any values do that are as those
    of a small count, or a window apart; they are sought where it is drawn with the ``seed``.
    """

    def __init__(self, system: System, hidden_up_to: int, seed: int) -> None:
        self.hidden_up_to, self._counts = hidden_up_to, system.counts
        size = len(system.sums)
        every = [
            (at, need.low, need.high, need.apart)
            for at, each in enumerate(system.sums)
            for need in each.needs
        ]
        owner, low, high, apart = np.array(every, dtype=np.int64).reshape(-1, 4).T
        ranged, floor = high > 0, np.full(size, _NONE)
        self._most, self.apart = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        np.minimum.at(floor, owner[ranged], low[ranged])
        np.maximum.at(self._most, owner[ranged], high[ranged])
        np.maximum.at(self.apart, owner[~ranged], apart[~ranged])
        self._least = np.maximum(floor, system.told_least)
        self.floor, self.ceiling = self._least.copy(), self._most.copy()
        self.needed = (self.ceiling > 0) | (self.apart > 0)
        self.alone = np.zeros(size, dtype=bool)
        self.alone[owner[ranged & (apart > 0)]] = True
        self._drawn = windows.drawn(system.counts, hidden_up_to, seed)
        for at in np.flatnonzero(self.alone).tolist():
            self.look_for(at, int(self._drawn[at]))

    def look_for(self, at: int, begins: int) -> None:
        """Look for a window that begins there; what would begin at 1 is as of a small count."""
        self.floor[at], self.ceiling[at] = self._least[at], self._most[at]
        if begins > 1:
            self.floor[at] = max(begins, self._least[at])
            self.ceiling[at] = begins + windows.width(self.hidden_up_to)

    def look_within(self, bounds: Mapping[int, Interval]) -> None:
        """Look for windows where ranges that were shown or proved before have room for them."""
        for at in bounds.keys() & set(np.flatnonzero(self.alone).tolist()):
            count, drawn = int(self._counts[at]), int(self._drawn[at])
            self.look_for(at, windows.inside(drawn, count, bounds[at], self.hidden_up_to))

    def elsewhere(self, at: int) -> tuple[int, ...]:
        """Where else a window may begin."""
        count = int(self._counts[at])
        return windows.elsewhere(count, self.hidden_up_to) if self.alone[at] else ()

    def among(self, sums: Integers) -> "Goals":
        """Those of some sums alone, for what some of them lack."""
        found = copy(self)
        found.floor, found.ceiling, found.apart = (
            self.floor[sums],
            self.ceiling[sums],
            self.apart[sums],
        )
        found._least, found._most, found.alone = (
            self._least[sums],
            self._most[sums],
            self.alone[sums],
        )
        return found

    def lacks(self, reach: Reach) -> Lacks:
        """Which sums can't be small yet, how far up each must go, and how much farther apart.

        Strictly, a small count may be known to be more than one, since somebody came to each of its
        sessions. Then it must go as much further up.
        """
        ranged = (self.ceiling > 0) & ~self._has_window(reach)
        down = ranged & (reach.least > self.floor)
        enough = self._enough(reach, self.floor, self.ceiling)
        up = np.where(ranged & (reach.strict_most < enough), enough, 0)
        wide = self.apart - (reach.strict_most - reach.strict_least)
        return Lacks(down, up, np.where(self.apart > 0, np.maximum(wide, 0), 0))

    def _has_window(self, reach: Reach) -> Flags:
        """Of which sessions alone there are such values, wherever they were looked for."""
        low = reach.least <= self._least
        least = np.where(low, self._least, reach.least)
        most = np.where(low, self._most, reach.least + windows.width(self.hidden_up_to))
        return self.alone & (reach.strict_most >= self._enough(reach, least, most))

    def _enough(self, reach: Reach, least: Integers, most: Integers) -> Integers:
        """How far up sums must go that may be ``least`` and ``most``."""
        more = reach.strict_least > np.maximum(least, 1)
        return np.maximum(most, np.where(more, reach.strict_least + self.hidden_up_to, 0))


def nearness(wanted: Flags, away: Integers) -> Numbers:
    """How much some sums are wanted to go so far ``away``: the nearer the more; others are not."""
    return np.where(wanted, 1 / np.maximum(away, 1), 0.0)


def whole(numbers: Iterable[int]) -> Integers:
    """Whole numbers as an array."""
    return np.array(list(numbers), dtype=np.int64)


def flags(each: Iterable[bool]) -> Flags:
    """Yes and no as an array."""
    return np.array(list(each), dtype=bool)


def are_named(system: System, names: Collection[Name]) -> Flags:
    """Which sums are cells of any of these names."""
    return flags(any(name in names for name in each.names) for each in system.sums)
