"""Changes in parts of people made whole, one person at a time."""

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.wishing import SearchWish
from dashboard.publications.protecting.solver import Numbers

_MENDS = 200
"""The most people to move, one by one, where rounding broke something."""


def rounded(
    cover: BlockRanges, values: Numbers, wish: SearchWish, *, strict: bool
) -> Integers | None:
    """The nearest change in whole people that still does what is wished.

    Rounding moves cells by a person or two; their ranges are widened after it, not before. What
    must hold besides is mended one person at a time; ``None`` where that leads nowhere.
    """
    system = cover.system
    move = np.maximum(np.round(values).astype(np.int64), -system.grid.count)
    for _ in range(_MENDS):
        mend = _mend(cover, move, wish, strict=strict)
        if mend is None:
            return move
        step, among = mend
        rest: Numbers = (values - move)[among] * step
        if step < 0:
            rest[system.grid.count[among] + move[among] <= 0] = -np.inf
        if not len(rest) or np.isinf(np.max(rest)):
            return None
        move[among[int(np.argmax(rest))]] += step
    return None


def _mend(
    cover: BlockRanges, move: Integers, wish: SearchWish, *, strict: bool
) -> tuple[int, Integers] | None:
    """One person more or fewer, and the finest counts where; ``None`` if nothing is amiss."""
    system = cover.system
    parts = system.sums[wish.at].parts
    changes = system.changes(move)
    must = system.reached | (strict & system.declared & (system.counts > 0))
    least = np.maximum(np.where(must, 1, 0), system.least)
    for at in np.flatnonzero(system.counts + changes < least).tolist():
        return 1, system.sums[at].parts
    if strict:
        for at in np.flatnonzero(system.spare_after(move) < 0).tolist():
            return 1, np.flatnonzero((system.grid.stratum == at) & system.grid.attending)
    short = wish.change - int(changes[wish.at])
    if short and (short > 0) == (wish.change > 0):
        return (1 if short > 0 else -1), parts
    if not np.any(changes[cover.kept]):
        return None
    free = np.ones(len(system.grid.cells), dtype=bool)
    free[parts] = False
    for at in system.by_size[cover.kept[system.by_size]].tolist():
        own = system.sums[at].parts
        if changes[at]:
            return (-1 if changes[at] > 0 else 1), own[free[own]]
        free[own] = False
    return None
