"""Leave out witnesses that are idle by now: others prove all that they prove.

A search takes one witness after the other, and each does more than it was taken for. So what was
taken first is often proved again later. Idle ones widen ranges, and make counts small that then
need witnesses of their own (see ``closing``).
"""

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
    at, worth = cover.cells, cover.worth
    changed = every[:, at] != cover.system.counts[at]
    shares: Numbers = changed / np.maximum(changed.sum(axis=0), 1)
    return np.asarray(shares @ np.where(worth.exact & ~cover.needed, worth.spared, 0.0)[at])


class _Tables:
    """The true table and those of all witnesses, each with all sums; which are ``left``."""

    def __init__(self, cover: BlockRanges) -> None:
        system = cover.system
        moves = np.array([np.zeros_like(system.grid.count), *cover.witnesses])
        # The largest arrays of a publication: as few as can be, of the smallest numbers.
        self.every = np.asarray((system.matrix.astype(np.int32) @ moves.T.astype(np.int32)).T)
        self.every += system.counts.astype(np.int32)
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
        return not self._cover.goals.lacks(reach).anything

    def leave_out(self, at: int) -> None:
        """Leave one out, if nothing depends on it.

        Only of sums that it alone takes so far, something may: what others do stays proved, and
        the fewer tables make it small, the fewer must be possible.
        """
        now, smalls = self.every[at], self._smalls - self._small[at]
        lost = [end.lost(at, now) for end in self._ends]
        changed = np.unique(np.concatenate(lost))
        if len(changed):
            reach = Reach(
                *(end.without(at, own, changed) for end, own in zip(self._ends, lost, strict=True))
            )
            goals = self._cover.goals.among(changed)
            opened = self._unproved(reach, smalls, changed) & ~self._open[changed]
            if goals.lacks(reach).anything or np.any(opened):
                return
        self.left[at], self._smalls = False, smalls
        for end, own in zip(self._ends, lost, strict=True):
            end.leave_out(at, now, own)

    def _unproved(
        self, reach: Reach, smalls: Integers, sums: Integers | slice = slice(None)
    ) -> Flags:
        """Which sums some table makes small, though none makes them 1 or less, or none large."""
        down, up = reach.least > self._least[sums], reach.most <= self._cover.hidden_up_to
        return (smalls[sums] > 0) & (down | up)


class _End:
    """How far some tables take each sum one way, and how ``many`` of them take it that far.

    Only where the last of these is left out, the others are asked again.
    """

    def __init__(self, by_sum: Counts, some: Flags, end: np.ufunc) -> None:
        self._by_sum, self._some, self._end = by_sum, some.copy(), end
        self.reach, self.many = self._of(slice(None))

    def lost(self, at: int, now: Counts) -> Integers:
        """The sums that one table alone takes so far, to where they are ``now``."""
        alone = (self.many == 1) & (now == self.reach) & self._some[at]
        return np.flatnonzero(alone)

    def without(self, at: int, lost: Integers, sums: Integers) -> Integers:
        """How far some sums go without one table, and without it the ``lost`` of these."""
        found = self.reach[sums]
        found[np.searchsorted(sums, lost)], _ = self._of(lost, at)
        return found

    def leave_out(self, at: int, now: Counts, lost: Integers) -> None:
        """Leave one table out."""
        if self._some[at]:
            self._some[at] = False
            self.many -= now == self.reach
            self.reach[lost], self.many[lost] = self._of(lost)

    def _of(self, sums: Integers | slice, but: int = 0) -> tuple[Integers, Integers]:
        some = self._some
        if but:
            some = some.copy()
            some[but] = False
        own = self._by_sum[sums]
        if not some.all():
            own = own[:, some]
        reach = self._end.reduce(own, axis=1)
        return reach.astype(np.int64), np.count_nonzero(own == reach[:, None], axis=1)
