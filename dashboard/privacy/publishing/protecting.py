"""Which cells to hide: the small ones, then others until no hidden one can be worked out.

One by one, coarse before fine, each count that is to be hidden gets the tables of whole numbers
that prove it hidden. Where the cells hidden so far allow none, the cheapest change does that is
found by linear programming, and the open cells that it changes are hidden from then on. A table
found once stays good: hiding more only takes away what it must agree with.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dashboard.privacy.publishing.cubes import Cubes
from dashboard.privacy.publishing.facts import Need
from dashboard.privacy.publishing.grid import Integers
from dashboard.privacy.publishing.moves import Move, find
from dashboard.privacy.publishing.programme import Ask
from dashboard.privacy.publishing.system import Sum, System

Flags = NDArray[np.bool_]

_COLUMNS = (300, 800, 2_500, 1_000_000)


@dataclass
class Cover:
    """What is hidden, the moves found, and how far each sum goes in them.

    ``low`` is that of strict moves, ``loose`` of all.
    """

    system: System
    apart: int
    hidden: Flags
    low: Integers
    loose: Integers
    high: Integers
    moves: list[Move] = field(default_factory=list)
    given_up: set[tuple[int, str]] = field(default_factory=set)

    @classmethod
    def of(cls, system: System, apart: int) -> "Cover":
        """At the start: what is hidden for its own sake, or was hidden, and isn't yet known."""
        hidden = [
            bool(s.worth and not s.shown and (s.needs or s.kept_back or s.was_hidden))
            for s in system.sums
        ]
        counts = system.counts
        return cls(
            system, apart, np.array(hidden, dtype=bool), counts.copy(), counts.copy(), counts.copy()
        )

    @cached_property
    def cubes(self) -> Cubes:
        """Moves that change no cell."""
        return Cubes(self.system)

    @property
    def prices(self) -> NDArray[np.float64]:
        """What it costs to change each sum."""
        sums = self.system.sums
        worth = np.array([np.inf if s.shown else s.worth for s in sums], dtype=float)
        return np.where(self.hidden, 0.0, worth)

    def needs(self, at: int) -> list[Need]:
        """What must be held possible of a sum; nothing of one that is open."""
        entry = self.system.sums[at]
        if entry.shown or (entry.worth and not self.hidden[at]):
            return []
        if entry.needs:
            return entry.needs
        return [Need(apart=self.apart)] if self.hidden[at] or entry.was_hidden else []

    def take(self, move: Move) -> None:
        """Keep a move, and hide what it changes."""
        changes = self.system.matrix[:, move.columns] @ move.changes
        now = self.system.counts + changes
        if np.any((changes != 0) & np.isinf(self.prices)):
            msg = "a move changes what is known"
            raise ArithmeticError(msg)
        self.hidden |= (changes != 0) & (self.prices > 0)
        self.high = np.maximum(self.high, now)
        self.loose = np.minimum(self.loose, now)
        if move.strict:
            self.low = np.minimum(self.low, now)
        self.moves.append(move)


def protect(system: System, apart: int) -> Cover:
    """Hide until every hidden sum has its proof, or can't have one."""
    cover = Cover.of(system, apart)
    order = _order(system)
    while True:
        hidden = int(cover.hidden.sum())
        for at in order:
            for need in cover.needs(at):
                _meet(cover, at, need)
        if int(cover.hidden.sum()) == hidden:
            return cover


def _order(system: System) -> list[int]:
    """What is worth most first, then what is no cell of this publication."""
    return sorted(range(len(system.sums)), key=lambda at: -system.sums[at].worth)


def _meet(cover: Cover, at: int, need: Need) -> None:
    if need.apart:
        short = need.apart - int(cover.high[at] - cover.low[at])
        if short > 0 and not _by_cubes(cover, at, short):
            _ask(cover, at, int(cover.high[at] - cover.system.counts[at]) + short)
        return
    count = int(cover.system.counts[at])
    if cover.high[at] < need.high:
        _ask(cover, at, need.high - count)
    if cover.low[at] <= need.low or _ask(cover, at, need.low - count):
        return
    if cover.loose[at] > need.low:
        _ask(cover, at, need.low - count, strict=False)


def _by_cubes(cover: Cover, at: int, short: int) -> bool:
    """Whether a block could be raised without any cell being changed."""
    if not cover.system.sums[at].is_block:
        return False
    raised = int(cover.high[at] - cover.system.counts[at]) + short
    move = cover.cubes.raising(at, raised)
    if move is not None:
        cover.take(move)
    return move is not None


def _ask(cover: Cover, at: int, change: int, *, strict: bool = True) -> bool:
    """Find a move, in few columns if that will do; whether there was one."""
    key = (at, f"{change}{strict}")
    if key in cover.given_up:
        return False
    ask = Ask(at, change, cover.prices, strict)
    move = find(cover.system, ask, _choices(cover.system, at))
    if move is not None:
        cover.take(move)
        return True
    cover.given_up.add(key)
    return False


def _choices(system: System, at: int) -> Iterator[Integers]:
    """Sets of finest counts to change, ever larger: those of the months nearest to the sum."""
    months = system.nearest_months(at)
    before = -1
    for limit in _COLUMNS:
        taken = 0
        size = 0
        while taken < len(months) and (size == 0 or size + len(months[taken]) <= limit):
            size += len(months[taken])
            taken += 1
        if taken > before:
            before = taken
            yield np.sort(np.concatenate(months[:taken]))


def reopen(cover: Cover) -> None:
    """Open again what was hidden for others' sake, where other proofs suffice."""
    system = cover.system
    wanted = [at for at in range(len(system.sums)) if cover.needs(at)]
    changes = np.array([system.matrix[:, m.columns] @ m.changes for m in cover.moves]).T
    if not cover.moves:
        return
    strict = np.array([m.strict for m in cover.moves])
    kept = np.ones(len(cover.moves), dtype=bool)
    spare = [at for at in np.flatnonzero(cover.hidden) if _may_open(system.sums[at])]
    for at in sorted(spare, key=lambda at: -system.sums[at].worth):
        without = kept & (changes[at] == 0)
        others = [other for other in wanted if other != at and cover.needs(other)]
        if _still_met(cover, others, changes, without, strict):
            kept = without
            cover.hidden[at] = False
    _keep(cover, kept)


def _may_open(entry: Sum) -> bool:
    return not (entry.needs or entry.kept_back or entry.was_hidden)


def _still_met(
    cover: Cover, others: list[int], changes: Integers, kept: Flags, strict: Flags
) -> bool:
    """Whether every one of the others has what it had that it needs, in the kept moves."""
    high, low, loose = _reach(cover.system, changes[others], others, kept, strict)
    for n, at in enumerate(others):
        for need in cover.needs(at):
            before = need.met(int(cover.low[at]), int(cover.high[at]))
            if before and not need.met(int(low[n]), int(high[n])):
                return False
            if not before and not need.met(int(loose[n]), int(high[n])):
                return False
    return True


def _reach(
    system: System, changes: Integers, rows: list[int], kept: Flags, strict: Flags
) -> tuple[Integers, Integers, Integers]:
    counts = system.counts[rows]
    nothing = np.zeros((len(rows), 1), dtype=np.int64)
    every = np.hstack([nothing, changes[:, kept]])
    tight = np.hstack([nothing, changes[:, kept & strict]])
    return counts + every.max(axis=1), counts + tight.min(axis=1), counts + every.min(axis=1)


def _keep(cover: Cover, kept: Flags) -> None:
    moves = [move for move, keep in zip(cover.moves, kept, strict=True) if keep]
    counts = cover.system.counts
    cover.low, cover.loose, cover.high = counts.copy(), counts.copy(), counts.copy()
    cover.moves = []
    for move in moves:
        cover.take(move)
