"""Moves made without a solver: people change from one finest count to another, come, or leave.

The cheapest pair is taken, then the next. This is the last resort when linear programmes find
nothing. It often hides much, but in a first publication it always yields a proof.
"""

from typing import NamedTuple

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.solver import Numbers
from tests.support.joint.moves import Move, holds
from tests.support.joint.programme import Ask
from tests.support.joint.system import JointSystem

_KNOWN = 1e12
_STEPS = 200
_ENDS = 40
_MANY = 1_000_000


class _Pair(NamedTuple):
    price: float
    end: int
    other: int | None
    room: int


def swap(system: JointSystem, ask: Ask) -> Move | None:
    """A move for the first wish; ``None`` if what is known leaves no room for one."""
    target, left, sign = int(ask.sums[0]), abs(int(ask.changes[0])), int(np.sign(ask.changes[0]))
    prices = np.where(np.isinf(ask.prices), _KNOWN, ask.prices)
    changes = np.zeros(len(system.grid.cells), dtype=np.int64)
    for _ in range(_STEPS):
        pair = _cheapest(system, prices, target, changes, sign)
        if left == 0 or pair is None:
            break
        amount = min(left, pair.room)
        left -= amount
        changes[pair.end] += sign * amount
        if pair.other is not None:
            changes[pair.other] -= sign * amount
    columns = np.flatnonzero(changes)
    move = Move(columns, changes[columns], ask.strict)
    return move if left == 0 and holds(system, ask, move) else None


def _cheapest(
    system: JointSystem, prices: Numbers, target: int, changes: Integers, sign: int
) -> _Pair | None:
    grid = system.grid
    spare = np.where(grid.least < 0, 0, grid.count + changes)
    inside = np.zeros(len(spare), dtype=bool)
    inside[system.sums[target].parts] = True
    ends = np.flatnonzero(inside & ((spare > 0) | (sign > 0)))
    best: _Pair | None = None
    own = system.prices_of(prices)
    for end in ends[np.argsort(-spare[ends], kind="stable")][:_ENDS].tolist():
        together = own + own[end] - 2 * system.prices_of(prices * system.changes_of(end))
        together[inside | ((spare <= 0) & (sign > 0))] = np.inf
        other = int(together.argmin())
        for price, at in ((float(together[other]), other), (float(own[end]), None)):
            if price < _KNOWN / 2 and (best is None or price < best.price):
                giver = end if sign < 0 else at
                best = _Pair(price, end, at, _MANY if giver is None else int(spare[giver]))
    return best
