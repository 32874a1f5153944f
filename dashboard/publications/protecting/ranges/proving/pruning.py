"""Leave out witnesses that are idle by now: others prove all that they prove.

A search takes one witness after the other, and each does more than it was taken for. So what was
taken first is often proved again later. Idle ones widen ranges, and make counts small that then
need witnesses of their own (see ``closing``).
"""

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.closing import least_of
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.reaching import Flags, Reach
from dashboard.publications.protecting.solver import Numbers


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


def _hidden(cover: BlockRanges, every: Integers) -> Numbers:
    """How much each table hides; what several hide is shared."""
    changed = every[:, cover.cells] != cover.system.counts[cover.cells]
    shares: Numbers = changed / np.maximum(changed.sum(axis=0), 1)
    return np.asarray(shares @ cover.spared)


class _Tables:
    """The true table and those of all witnesses, each with all sums; which are ``left``."""

    def __init__(self, cover: BlockRanges) -> None:
        system = cover.system
        moves = np.array([np.zeros_like(system.grid.count), *cover.witnesses])
        self.every = system.counts + np.asarray((system.matrix @ moves.T).T, dtype=np.int64)
        fills = map(system.fills, moves[1:], self.every[1:])
        self._strict = np.array([True, *fills])
        self.left = np.ones(len(moves), dtype=bool)
        self._cover, self._least = cover, least_of(system)
        self._small = (self.every >= 1) & (self.every <= cover.hidden_up_to)
        self._smalls = self._small.sum(axis=0)
        self.reach = self._reached(np.arange(len(system.sums)))
        self._open = self._unproved(self.reach, self._smalls)

    def proved(self, reach: Reach) -> bool:
        """Whether no sum lacks a witness."""
        return not any(map(np.any, self._cover.goals.lacks(reach)))

    def leave_out(self, at: int) -> None:
        """Leave one out, if nothing depends on it."""
        self.left[at] = False
        reach, smalls = self._without(self.every[at]), self._smalls - self._small[at]
        if np.any(self._unproved(reach, smalls) & ~self._open) or not self.proved(reach):
            self.left[at] = True
        else:
            self.reach, self._smalls = reach, smalls

    def _without(self, now: Integers) -> Reach:
        """How far those left go, now that this one is not."""
        ends = _ends(self.reach)
        some = np.any([now == end for end in ends], axis=0)
        where = np.flatnonzero(some & (now != self._cover.system.counts))
        for end, found in zip(ends, _ends(self._reached(where)), strict=True):
            end[where] = found
        return Reach(*ends)

    def _reached(self, where: Integers) -> Reach:
        """How far those left take these sums."""
        own, strict = (
            self.every[np.ix_(np.flatnonzero(rows), where)]
            for rows in (self.left, self.left & self._strict)
        )
        return Reach(own.min(axis=0), own.max(axis=0), strict.min(axis=0), strict.max(axis=0))

    def _unproved(self, reach: Reach, smalls: Integers) -> Flags:
        """Which sums some table makes small, though none makes them 1 or less, or none large."""
        down, up = reach.least > self._least, reach.most <= self._cover.hidden_up_to
        return (smalls > 0) & (down | up)


def _ends(reach: Reach) -> list[Integers]:
    every = (reach.least, reach.most, reach.strict_least, reach.strict_most)
    return [end.copy() for end in every]
