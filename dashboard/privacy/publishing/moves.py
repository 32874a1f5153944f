"""Moves: other tables of whole numbers that agree with all that is published, found by HiGHS.

A move is what such a table has beyond the true one. It changes no open cell. The solver only
proposes; ``audit`` proves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.privacy.publishing.grid import Integers
from dashboard.privacy.publishing.programme import NEAR, Ask, Attempt, Numbers, Programme
from dashboard.privacy.publishing.system import System

_ROUNDS = 4
_LITTLE = 0.3
_TRIES = 3
_REACH = 12
_NODES = (1, 5)
_MANY = 40
_ENOUGH = 2_500
_TIERS = (0.02, 0.05, 0.1, 0.3, 1.0, np.inf)


@dataclass(frozen=True, slots=True)
class Move:
    """Changes of some finest counts; ``strict`` when it keeps x at 1 or more, as in reality."""

    columns: Integers
    changes: Integers
    strict: bool = True


def find(system: System, ask: Ask, choices: Iterable[Integers]) -> Move | None:
    """A move that changes few open cells; ``None`` if none was found.

    ``choices`` are ever larger sets of the finest counts that may change. Where some allow it
    without any open cell, the first of these is taken; else the one that changes least.
    """
    drafts = list(_drafts(system, ask, choices))
    ways = [(draft, attempt) for draft in drafts for attempt in _attempts(ask, draft)]
    ways += [(draft, attempt) for draft in drafts for attempt in _free(draft)]
    for draft, attempt in ways:
        values = draft.programme.solve(attempt)
        if values is not None and _is_whole(values):
            changes = np.round(values).astype(np.int64)
            changed = changes != 0
            move = Move(draft.columns[changed], changes[changed], ask.strict)
            if _holds(system, ask, move):
                return move
    return None


def _drafts(system: System, ask: Ask, choices: Iterable[Integers]) -> list["_Draft"]:
    """What to try, the cheapest first; larger sets only while no smaller one is free or enough."""
    drafts: list[_Draft] = []
    for columns in choices:
        if drafts and len(columns) > _ENOUGH:
            break
        draft = _sparse(Programme.of(system, columns, ask), columns)
        if draft is not None:
            drafts.append(draft)
            if not draft.cost:
                break
    return sorted(drafts, key=lambda draft: draft.cost)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A change not yet of whole numbers, the prices that led to it, and all cells tried."""

    programme: Programme
    columns: Integers
    values: Numbers
    price: Numbers
    ever: NDArray[np.bool_]

    @property
    def touched(self) -> NDArray[np.bool_]:
        """The open cells that change."""
        return np.asarray(np.abs(self.programme.changes @ self.values) > NEAR)

    @property
    def cost(self) -> float:
        """What they are worth together."""
        return float(self.programme.price[self.touched].sum())


def _sparse(programme: Programme, columns: Integers) -> _Draft | None:
    """A change of few open cells.

    Least prices by the amount of change spread it over many cells. So the programme is solved
    again and again, each time with the cells that hardly changed made dearer (the reweighting of
    Candès, Wakin and Boyd, 2008).
    """
    price, loose = programme.price, None
    ever = np.zeros(len(price), dtype=bool)
    for _ in range(_ROUNDS):
        found = programme.solve(Attempt(price))
        if found is None:
            break
        loose = found
        changes = np.abs(programme.changes @ loose)
        ever |= changes > NEAR
        if not np.any(changes > NEAR):
            break
        price = programme.price / (changes + _LITTLE)
    return None if loose is None else _Draft(programme, columns, loose, price, ever)


def _attempts(ask: Ask, draft: _Draft) -> Iterator[Attempt]:
    """Ways to whole numbers, the quick ones first."""
    random = np.random.default_rng(ask.target)
    if _is_whole(draft.values):
        yield Attempt(np.where(draft.touched, draft.price, np.inf))
    reach = max(_REACH, abs(ask.change))
    for allowed in (draft.touched, draft.ever):
        only = np.where(allowed, draft.price, np.inf)
        for _ in range(_TRIES):
            yield Attempt(only, taste=random.uniform(0.001, 0.1, len(draft.values)))
        for nodes in _NODES:
            taste = random.uniform(-0.1, 0.1, len(draft.values))
            yield Attempt(only, taste=taste, nodes=nodes, reach=reach)


def _free(draft: _Draft) -> Iterator[Attempt]:
    """Ways to whole numbers that change other cells too, those of least worth first."""
    programme = draft.programme
    dearest = max((p for p in programme.price.tolist() if np.isfinite(p)), default=1.0)
    for tier in _TIERS:
        cheap = draft.ever | (programme.price <= tier * dearest)
        yield Attempt(np.where(cheap, draft.price, np.inf), nodes=_MANY, gap=0.5)


def _holds(system: System, ask: Ask, move: Move) -> bool:
    """Whether it is so in whole numbers too, which the solver only nearly promises."""
    changes = system.matrix[:, move.columns] @ move.changes
    counts = system.grid.count[move.columns] + move.changes
    return bool(
        np.all(counts >= system.grid.least[move.columns])
        and not np.any(changes[np.isinf(ask.prices)])
        and changes[ask.target] * np.sign(ask.change) >= abs(ask.change)
    )


def _is_whole(values: Numbers) -> bool:
    return bool(np.all(np.abs(values - np.round(values)) < NEAR))
