"""How far sums must go, so that nothing is told that must not be, and how far witnesses take them.

Strict witnesses leave somebody in each hidden cell that has anyone, and at each session.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.publications.protecting.grid import Integers
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


class Goals:
    """How far each sum must go.

    ``floor`` and ``ceiling``: values of a sum that readers must consider possible. ``apart``: how
    far apart two possible values must be.
    """

    def __init__(self, system: System, hidden_up_to: int) -> None:
        ranged = [[need for need in each.needs if not need.apart] for each in system.sums]
        self.hidden_up_to = hidden_up_to
        floor = whole(min((n.low for n in own), default=_NONE) for own in ranged)
        self.floor = np.maximum(floor, system.told_least)
        self.ceiling = whole(max((n.high for n in own), default=0) for own in ranged)
        self.apart = whole(max((n.apart for n in each.needs), default=0) for each in system.sums)
        self.needed = (self.ceiling > 0) | (self.apart > 0)

    def lacks(self, reach: Reach) -> tuple[Flags, Integers, Integers]:
        """Which sums can't be small yet, how far up each must go, and how much farther apart.

        Strictly, a small count may be known to be more than one, since somebody came to each of its
        sessions. Then it must go as much further up.
        """
        ranged = self.ceiling > 0
        down = ranged & (reach.least > self.floor)
        more = reach.strict_least > np.maximum(self.floor, 1)
        enough = np.maximum(self.ceiling, np.where(more, reach.strict_least + self.hidden_up_to, 0))
        up = np.where(ranged & (reach.strict_most < enough), enough, 0)
        wide = self.apart - (reach.strict_most - reach.strict_least)
        return down, up, np.where(self.apart > 0, np.maximum(wide, 0), 0)


def whole(numbers: Iterable[int]) -> Integers:
    """Whole numbers as an array."""
    return np.array(list(numbers), dtype=np.int64)


def flags(each: Iterable[bool]) -> Flags:
    """Yes and no as an array."""
    return np.array(list(each), dtype=bool)
