"""Find moves with HiGHS: other whole-number tables that agree with everything published.

A move is the difference between such a table and the true one. It changes no open cell. The solver
only proposes; ``audit`` proves.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.solver import Numbers
from tests.support.joint.programme import NEAR, Ask, Flags, Programme
from tests.support.joint.system import JointSystem

_ROUNDS = 4
_LITTLE = 0.3
_DIVE = 60
"""The most solutions to try on the way to whole numbers."""
_TASTES = 3
_TASTE = 0.001, 0.1


@dataclass(frozen=True, slots=True)
class Move:
    """Changes of some finest counts.

    ``strict`` if it leaves every x at 1 or more, as in reality.
    """

    columns: Integers
    changes: Integers
    strict: bool = True


def free(system: JointSystem, ask: Ask, columns: Integers) -> Move | None:
    """Find a move of these finest counts that changes no open cell and meets the most wishes."""
    programme = Programme(system, columns, ask.free())
    values = programme.solve()
    if values is None:
        return None
    programme.settle(values)
    return _first(system, ask, columns, _whole(programme, values))


def find(system: JointSystem, ask: Ask, columns: Integers) -> Move | None:
    """Find a move of these finest counts that meets the first wish and changes few open cells."""
    return _first(system, ask, columns, _priced(Programme(system, columns, ask.alone())))


def _first(
    system: JointSystem, ask: Ask, columns: Integers, proposals: Iterator[Numbers]
) -> Move | None:
    for values in proposals:
        changes = np.round(values).astype(np.int64)
        changed = changes != 0
        move = Move(columns[changed], changes[changed], ask.strict)
        if holds(system, ask, move):
            return move
    return None


def _priced(programme: Programme) -> Iterator[Numbers]:
    values, price, touched = _sparse(programme)
    if values is not None:
        programme.pay(np.where(touched, 0.0, np.inf))
        yield from _whole(programme, values)
        programme.pay(np.where(touched, 0.0, price))  # better more cells than no proof
        dearer = programme.solve()
        if dearer is not None:
            yield from _dive(programme, dearer)


def _sparse(programme: Programme) -> tuple[Numbers | None, Numbers, Flags]:
    """A move that changes few open cells, the prices that led to it, and the cells changed.

    Minimising the amount of change alone spreads it over many cells. So the programme is solved
    repeatedly, each time with higher prices for cells that hardly changed (the reweighting of
    Candès, Wakin and Boyd, 2008).
    """
    best, price = None, programme.price
    touched = np.ones(len(price), dtype=bool)
    for _ in range(_ROUNDS):
        programme.pay(price)
        values = programme.solve()
        if values is None:
            break
        changes = np.abs(programme.changes @ values)
        before, touched, best = touched, changes > NEAR, values
        if np.array_equal(before, touched):
            break
        price = programme.price / (changes + _LITTLE)
    return best, price, touched


def _whole(programme: Programme, values: Numbers) -> Iterator[Numbers]:
    """Round a solution: by the solver's simplex, or by branching on few columns.

    Those are the columns that the solution changes, and those that some other solutions change.
    """
    yield from _dive(programme, values)
    support = np.abs(values) > NEAR
    random = np.random.default_rng(5)
    for _ in range(_TASTES):
        programme.lean(random.uniform(*_TASTE, 2 * programme.size))
        other = programme.solve()
        if other is not None:
            support |= np.abs(other) > NEAR
    branched = programme.branch(support)
    if branched is not None:
        yield branched


def _dive(programme: Programme, values: Numbers) -> Iterator[Numbers]:
    """Round one change after the other and let the rest follow."""
    found: Numbers | None = values
    work = _DIVE
    while found is not None and work > 0:
        away = np.abs(found - np.round(found))
        if np.all(away < NEAR):
            yield found
            break
        at = int(np.argmin(np.where(away > NEAR, away, 1.0)))
        tried = float(found[at])
        near = float(np.round(tried))
        for value in (near, near + (1 if near < tried else -1)):
            programme.fix(at, value)
            found = programme.solve()
            work -= 1
            if found is not None:
                break
    programme.loosen()


def holds(system: JointSystem, ask: Ask, move: Move) -> bool:
    """Whether a move is exact in whole numbers; the solver is only nearly so."""
    changes = system.changes(move.columns, move.changes)
    target, change = ask.sums[0], ask.changes[0]
    return bool(
        system.can_be(move.columns, move.changes)
        and system.spares(changes)
        and not np.any(changes[np.isinf(ask.prices)])
        and changes[target] * np.sign(change) >= abs(change)
    )
