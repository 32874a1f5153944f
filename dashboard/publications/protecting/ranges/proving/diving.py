"""Make a change whole: fix some counts where they nearly are, solve the rest again, and so on."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.solver import Linear, Numbers, Warm, Work

NEAR = 1e-6
HALF, MOST = 2, 4 / 3
"""Of the counts that are not whole yet, one in so many is fixed at a time: half, three in four."""
_FEWER = 4
"""One in so many of them is fixed, where that many lead nowhere."""
BACK = 2
"""So often fewer counts are fixed at a time, where that many lead nowhere."""


class Aim(NamedTuple):
    """The finest counts of a sum, and the least and the most that it shall change."""

    parts: NDArray[np.int32]
    least: float
    most: float


class Fixable(Protocol):
    """A programme whose finest counts can be fixed."""

    def fix(self, at: Integers, change: Numbers) -> None:
        """Let these counts change so, and not otherwise."""

    def free(self, at: Integers) -> None:
        """Let these counts change again."""

    def solved(self) -> Numbers | None:
        """The best change with what is fixed."""


class OneForEach:
    """A programme with one variable for each count, between ``_least`` and ``_most``."""

    def __init__(self, linear: Linear, work: Work | None) -> None:
        self._every = np.arange(len(linear.price), dtype=np.int32)
        self._least, self._most = linear.lower, linear.upper
        self._warm = Warm(linear, work)

    def fix(self, at: Integers, change: Numbers) -> None:
        """Let these counts change so, and not otherwise."""
        self._warm.bound(at.astype(np.int32), change, change)

    def free(self, at: Integers) -> None:
        """Let these counts change again."""
        self._warm.bound(at.astype(np.int32), self._least[at], self._most[at])

    def solved(self) -> Numbers | None:
        """The best change with what is fixed."""
        return self._warm.solve()


def dive(programme: Fixable, change: Numbers, back: int, one_in: float = HALF) -> Numbers | None:
    """A change in whole people near this one; ``None`` where fixing leads nowhere.

    Some of the counts are fixed, ``one_in`` so many, which are the nearest to a whole number. The
    rest is solved again, until all are whole. Each of these programmes starts where the last one
    ended, and takes a few steps. Where there is no solution, fewer are fixed, so often as ``back``
    says, instead of beginning with another change.
    """
    free = np.ones(len(change), dtype=bool)
    found, share = change, one_in
    while len(broken := _broken(found, free)):
        fix = broken[: max(int(len(broken) / share), 1)]
        programme.fix(fix, np.round(found[fix]))
        solved = programme.solved()
        if solved is not None:
            free[fix] = False
            found, share = solved, one_in
            continue
        programme.free(fix)
        if not back or len(fix) == 1:
            break
        share, back = share * _FEWER, back - 1
    programme.free(np.flatnonzero(~free))
    return None if len(broken) else found


def _broken(change: Numbers, free: NDArray[np.bool_]) -> Integers:
    """The counts of these that are not whole, the nearest to a whole number first."""
    away = np.abs(change - np.round(change))
    broken = np.flatnonzero(free & (away >= NEAR))
    return broken[np.argsort(away[broken], kind="stable")]
