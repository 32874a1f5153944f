"""Opening again what was hidden for others' sake, where other proofs suffice."""

import numpy as np

from dashboard.privacy.publishing.cover import Cover
from dashboard.privacy.publishing.grid import Integers
from dashboard.privacy.publishing.programme import Flags


def reopen(cover: Cover) -> None:
    """Try each such cell, what is worth most first, without the moves that change it."""
    if not cover.moves:
        return
    system = cover.system
    changes = np.array([system.changes(move.columns, move.changes) for move in cover.moves])
    strict = np.array([move.strict for move in cover.moves])
    kept = np.ones(len(cover.moves), dtype=bool)
    before = _lacking(cover, cover.low, cover.high), _lacking(cover, cover.loose, cover.high)
    for at in cover.order[(cover.hidden & ~cover.bound)[cover.order]].tolist():
        without = kept & (changes[:, at] == 0)
        cover.hidden[at] = False
        if _enough(cover, changes, without, strict, before):
            kept = without
        else:
            cover.hidden[at] = True
    cover.keep(kept)


def _enough(
    cover: Cover, changes: Integers, kept: Flags, strict: Flags, before: tuple[Flags, Flags]
) -> bool:
    """Whether every sum that had its proof, or its strict proof, still has it in these moves."""
    counts = cover.system.counts
    high = counts + np.max(changes[kept], axis=0, initial=0)
    low = counts + np.min(changes[kept & strict], axis=0, initial=0)
    if np.any(_lacking(cover, low, high) & ~before[0]):
        return False
    loose = counts + np.min(changes[kept], axis=0, initial=0)
    return not np.any(_lacking(cover, loose, high) & ~before[1])


def _lacking(cover: Cover, low: Integers, high: Integers) -> Flags:
    down, up, wide = cover.lacks(low, high)
    return np.asarray(down | up | (wide > 0))
