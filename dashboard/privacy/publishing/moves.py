"""Moves: other tables of whole numbers that agree with all that is published, found by HiGHS.

A move is what such a table has beyond the true one. It changes no open cell. The solver only
proposes; ``audit`` proves.
"""

from collections.abc import Iterator
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
_SHORT = 0.7
_TIERS = (0.02, 0.05, 0.1, 0.3, 1.0, np.inf)


@dataclass(frozen=True, slots=True)
class Move:
    """Changes of some finest counts; ``strict`` when it keeps x at 1 or more, as in reality."""

    columns: Integers
    changes: Integers
    strict: bool = True


def find(system: System, ask: Ask, columns: Integers, seconds: float) -> Move | None:
    """A move in these columns that changes few open cells; ``None`` if none was found."""
    programme = Programme.of(system, columns, ask)
    draft = _sparse(programme, seconds)
    if draft is None:
        return None
    for attempt in _attempts(programme, ask, draft, seconds):
        values = programme.solve(attempt)
        if values is not None and _is_whole(values):
            changes = np.round(values).astype(np.int64)
            changed = changes != 0
            return Move(columns[changed], changes[changed], ask.strict)
    return None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A change not yet of whole numbers, the prices that led to it, and all cells tried."""

    values: Numbers
    price: Numbers
    ever: NDArray[np.bool_]


def _sparse(programme: Programme, seconds: float) -> _Draft | None:
    """A change of few open cells.

    Least prices by the amount of change spread it over many cells. So the programme is solved
    again and again, each time with the cells that hardly changed made dearer (the reweighting of
    Candès, Wakin and Boyd, 2008).
    """
    price, loose = programme.price, None
    ever = np.zeros(len(price), dtype=bool)
    for _ in range(_ROUNDS):
        found = programme.solve(Attempt(price, seconds))
        if found is None:
            break
        loose = found
        changes = np.abs(programme.changes @ loose)
        ever |= changes > NEAR
        if not np.any(changes > NEAR):
            break
        price = programme.price / (changes + _LITTLE)
    return None if loose is None else _Draft(loose, price, ever)


def _attempts(programme: Programme, ask: Ask, draft: _Draft, seconds: float) -> Iterator[Attempt]:
    """Ways to whole numbers, the quick ones first, then those that may change other cells too."""
    random = np.random.default_rng(ask.target)
    touched = np.abs(programme.changes @ draft.values) > NEAR
    if _is_whole(draft.values):
        yield Attempt(np.where(touched, draft.price, np.inf), seconds)
    reach = max(_REACH, abs(ask.change))
    for allowed in (touched, draft.ever):
        only = np.where(allowed, draft.price, np.inf)
        for _ in range(_TRIES):
            yield Attempt(only, seconds, taste=random.uniform(0.001, 0.1, len(draft.values)))
        for limit in (_SHORT, _SHORT, seconds):
            taste = random.uniform(-0.1, 0.1, len(draft.values))
            yield Attempt(only, limit, taste=taste, whole=True, reach=reach)
    dearest = max((p for p in programme.price.tolist() if np.isfinite(p)), default=1.0)
    for tier in _TIERS:
        cheap = draft.ever | (programme.price <= tier * dearest)
        yield Attempt(np.where(cheap, draft.price, np.inf), seconds, whole=True, gap=0.5)


def _is_whole(values: Numbers) -> bool:
    return bool(np.all(np.abs(values - np.round(values)) < NEAR))
