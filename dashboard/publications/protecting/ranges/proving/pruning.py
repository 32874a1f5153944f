"""Leave out witnesses that are idle by now: others prove all that they prove.

A search takes one witness after the other, and each does more than it was taken for. So what was
taken first is often proved again later. Idle ones widen ranges, and make counts small that then
need witnesses of their own (see ``closing``).
"""

from copy import copy
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.closing import least_of
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.reaching import Flags, Reach
from dashboard.publications.protecting.solver import Numbers

Counts = NDArray[np.int32]


def needed_witnesses(cover: BlockRanges) -> list[Integers]:
    """The witnesses without those that are idle; of these, what hides most goes first.

    What is proved stays proved, and of the tables that are left no more could not be published.
    """
    tables = _Tables(cover)
    if not tables.proved(tables.reach):
        return cover.witnesses
    for at in np.argsort(-_hidden(cover, tables.every[1:]), kind="stable").tolist():
        tables.leave_out(at + 1)
    return [move for move, left in zip(cover.witnesses, tables.left[1:], strict=True) if left]


def _hidden(cover: BlockRanges, every: Counts) -> Numbers:
    """How much each table hides; what several hide is shared."""
    changed = every[:, cover.cells] != cover.system.counts[cover.cells]
    shares: Numbers = changed / np.maximum(changed.sum(axis=0), 1)
    return np.asarray(shares @ cover.spared)


class _Tables:
    """The true table and those of all witnesses, each with all sums; which are ``left``."""

    def __init__(self, cover: BlockRanges) -> None:
        system = cover.system
        moves = np.array([np.zeros_like(system.grid.count), *cover.witnesses])
        changes = np.asarray((system.matrix @ moves.T).T, dtype=np.int32)
        self.every = system.counts.astype(np.int32) + changes
        self.left = np.ones(len(moves), dtype=bool)
        strict = np.array([True, *map(system.fills, moves[1:], self.every[1:])])
        by_sum = np.ascontiguousarray(self.every.T)
        self._ends = tuple(
            _End(by_sum, some, end)
            for some in (self.left, strict)
            for end in (np.minimum, np.maximum)
        )
        self._cover, self._least = cover, least_of(system)
        self._small = (self.every >= 1) & (self.every <= cover.hidden_up_to)
        self._smalls = self._small.sum(axis=0)
        self._open = self._unproved(self.reach, self._smalls)

    @property
    def reach(self) -> Reach:
        """How far those left take each sum."""
        return Reach(*(end.reach for end in self._ends))

    def proved(self, reach: Reach) -> bool:
        """Whether no sum lacks a witness."""
        return not any(map(np.any, self._cover.goals.lacks(reach)))

    def leave_out(self, at: int) -> None:
        """Leave one out, if nothing depends on it."""
        now, smalls = self.every[at], self._smalls - self._small[at]
        ends = tuple(end.without(at, now) for end in self._ends)
        reach = Reach(*(end.reach for end in ends))
        if self.proved(reach) and not np.any(self._unproved(reach, smalls) & ~self._open):
            self.left[at] = False
            self._ends, self._smalls = ends, smalls

    def _unproved(self, reach: Reach, smalls: Integers) -> Flags:
        """Which sums some table makes small, though none makes them 1 or less, or none large."""
        down, up = reach.least > self._least, reach.most <= self._cover.hidden_up_to
        return (smalls > 0) & (down | up)


class _End:
    """How far some tables take each sum one way, and how ``many`` of them take it that far.

    Only where the last of these is left out, the others are asked again.
    """

    def __init__(self, by_sum: Counts, some: Flags, end: np.ufunc) -> None:
        self._by_sum, self._some, self._end = by_sum, some, end
        self.reach, self.many = self._of(slice(None))

    def without(self, at: int, now: Counts) -> Self:
        """The same without one table, which takes sums to where they are ``now``."""
        if not self._some[at]:
            return self
        other = copy(self)
        other._some = self._some.copy()
        other._some[at] = False
        other.many = self.many - (now == self.reach)
        alone = np.flatnonzero(other.many == 0)
        other.reach = self.reach.copy()
        other.reach[alone], other.many[alone] = other._of(alone)
        return other

    def _of(self, sums: Integers | slice) -> tuple[Integers, Integers]:
        own = self._by_sum[sums][:, self._some]
        reach = self._end.reduce(own, axis=1)
        return reach.astype(np.int64), np.count_nonzero(own == reach[:, None], axis=1)
