"""Choose the cells to hide: small ones, then others until no hidden cell can be computed.

Each count to hide gets tables of whole numbers that prove it hidden, the most valuable count first.
Each such table serves as many other counts as it can. The cells hidden so far may allow no such
table. Then linear programming finds the cheapest change that makes one, and the open cells that it
changes become hidden. If that fails, people are moved directly from one finest count to another,
whatever that hides. A table stays valid once found: hiding more cells only removes conditions. So
the search ends: no question is repeated in vain, and the cells to hide are finite.
"""

import numpy as np

from dashboard.publications.protecting.grid import Integers
from tests.support.joint.cover import Cover
from tests.support.joint.moves import Move, find, free
from tests.support.joint.programme import Ask
from tests.support.joint.swaps import swap
from tests.support.joint.system import JointSystem

_COLUMNS = (250, 500)
_WISHES = 40

Tried = set[tuple[int, int, bool]]


def protect(system: JointSystem, apart: int, *, keeping: bool = False) -> Cover:
    """Hide until every hidden sum has a proof or cannot have one; for ``keeping`` see ``Cover``."""
    cover = Cover(system, apart, keeping=keeping)
    tried: Tried = set()
    while True:
        for strict in (True, False):
            sums, changes = _wishes(cover, tried, strict=strict)
            if len(sums):
                break
        else:
            return cover
        move = _search(cover, sums, changes, strict=strict)
        if move is None:
            tried.add((int(sums[0]), int(changes[0]), strict))
        else:
            cover.take(move)


def _wishes(cover: Cover, tried: Tried, *, strict: bool) -> tuple[Integers, Integers]:
    """Sums without proof, the most valuable first, and how each must change to get one."""
    low = cover.low if strict else cover.loose
    counts = cover.system.counts
    sums, changes = [], []
    down, up, wide = cover.lacks(low, cover.high)
    for at in cover.order[(down | up | (wide > 0))[cover.order]].tolist():
        ways = (
            (down[at], cover.floor[at] - counts[at]),
            (up[at], cover.ceiling[at] - counts[at]),
            (wide[at] > 0, cover.high[at] - counts[at] + wide[at]),
            (wide[at] > 0, low[at] - counts[at] - wide[at]),
        )
        for lacks, change in ways:
            if lacks and (at, int(change), strict) not in tried:
                sums.append(at)
                changes.append(int(change))
                break
    return np.array(sums, dtype=np.int64), np.array(changes, dtype=np.int64)


def _search(cover: Cover, sums: Integers, changes: Integers, *, strict: bool) -> Move | None:
    """Find a move for the first wish among few finest counts, then more, then without a solver."""
    system, first, change = cover.system, int(sums[0]), int(changes[0])
    if system.sums[first].is_block and change > 0:
        move = cover.cubes.raising(first, change)
        if move is not None:
            return move
    scopes = [system.near(first, limit) for limit in _COLUMNS]
    scopes = [own for n, own in enumerate(scopes) if not n or len(own) > len(scopes[n - 1])]
    for columns in scopes:
        own = _nearby(system, columns, sums) if columns is scopes[0] else np.arange(1)
        move = free(system, Ask(sums[own], changes[own], cover.prices, strict), columns)
        if move is not None:
            return move
    ask = Ask(sums[:1], changes[:1], cover.prices, strict)
    for columns in scopes:
        move = find(system, ask, columns)
        if move is not None:
            return move
    return None if strict else swap(system, ask)


def _nearby(system: JointSystem, columns: Integers, sums: Integers) -> Integers:
    """The wishes about some of these finest counts, always with the first wish."""
    near = np.diff(system.part(columns)[sums].indptr) > 0
    near[0] = True
    return np.flatnonzero(near)[:_WISHES]
