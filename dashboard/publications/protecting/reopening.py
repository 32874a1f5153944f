"""Show cells again that were hidden only to protect others, where the other proofs suffice."""

import numpy as np

from dashboard.publications.protecting.cover import Cover
from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.programme import Flags

_Ends = tuple[Integers, Integers, Integers]


def reopen(cover: Cover) -> None:
    """Try each such cell, what is worth most first, without the moves that change it.

    Every sum that had its proof, or a strict one, must still have it in the moves that are left.
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
    """What the moves change; most change few sums, so that few must be looked at when some go."""

    def __init__(self, cover: Cover) -> None:
        system = cover.system
        changes = [system.changes(move.columns, move.changes) for move in cover.moves]
        self.counts = system.counts
        self.changes = np.array(changes, dtype=np.int32)
        self.strict = np.array([move.strict for move in cover.moves])
        self.kept = np.ones(len(changes), dtype=bool)

    def without(self, gone: Flags, ends: _Ends) -> _Ends:
        """How far each sum goes, strictly low, low and high, in the moves kept but for some."""
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
    """Which sums lack a strict proof, and which any."""
    return np.array([_lacks(cover, low, high), _lacks(cover, loose, high)])


def _lacks(cover: Cover, low: Integers, high: Integers) -> Flags:
    down, up, wide = cover.lacks(low, high)
    return np.asarray(down | up | (wide > 0))
