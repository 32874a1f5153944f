"""Reopen cells that were hidden only to protect others, if the other proofs suffice."""

import numpy as np

from dashboard.publications.protecting.grid import Integers
from tests.support.joint.cover import Cover
from tests.support.joint.programme import Flags

_Ends = tuple[Integers, Integers, Integers]


def reopen(cover: Cover) -> None:
    """Try each such cell, the most valuable first, without the moves that change it.

    Every sum with a proof, or a strict one, must keep it in the remaining moves.
    """
    if not cover.moves:
        return
    moves = _Moves(cover)
    ends = cover.low, cover.loose, cover.high
    before = _lacking(cover, *ends)
    for at in cover.order[(cover.hidden & ~cover.bound)[cover.order]].tolist():
        gone = moves.kept & (moves.changes[:, at] != 0)
        fewer = moves.without(gone, ends)
        cover.hidden[at] = False
        if np.any(_lacking(cover, *fewer) & ~before):
            cover.hidden[at] = True
        else:
            moves.kept, ends = moves.kept & ~gone, fewer
    cover.keep(moves.kept)


class _Moves:
    """What the moves change; most change few sums, so dropping some needs few checks."""

    def __init__(self, cover: Cover) -> None:
        system = cover.system
        changes = [system.changes(move.columns, move.changes) for move in cover.moves]
        self.counts = system.counts
        self.changes = np.array(changes, dtype=np.int32)
        self.strict = np.array([move.strict for move in cover.moves])
        self.kept = np.ones(len(changes), dtype=bool)

    def without(self, gone: Flags, ends: _Ends) -> _Ends:
        """How far each sum goes (strictly low, low and high) without some of the moves."""
        sums = np.flatnonzero(np.any(self.changes[gone] != 0, axis=0))
        rest = np.flatnonzero(self.kept & ~gone)
        strict = rest[self.strict[rest]]
        low, loose, high = (each.copy() for each in ends)
        for own, ways, worst in (
            (low, strict, np.min),
            (loose, rest, np.min),
            (high, rest, np.max),
        ):
            changes = self.changes[np.ix_(ways, sums)]
            own[sums] = self.counts[sums] + worst(changes, axis=0, initial=0)
        return low, loose, high


def _lacking(cover: Cover, low: Integers, loose: Integers, high: Integers) -> Flags:
    """The sums that lack a strict proof, and those that lack any."""
    return np.array([_lacks(cover, low, high), _lacks(cover, loose, high)])


def _lacks(cover: Cover, low: Integers, high: Integers) -> Flags:
    down, up, wide = cover.lacks(low, high)
    return np.asarray(down | up | (wide > 0))
