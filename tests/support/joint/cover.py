"""What is hidden, and how far the moves found so far take each sum."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dashboard.publications.protecting.grid import Integers
from tests.support.joint.cubes import Cubes
from tests.support.joint.moves import Move
from tests.support.joint.programme import Flags
from tests.support.joint.system import JointSystem

_NONE = 1_000_000_000


class Cover:
    """What is hidden, the moves found, and how far each sum goes in them.

    ``low`` is reached by strict moves, ``loose`` by any. ``floor`` and ``ceiling`` are values that
    readers must consider possible for a sum hidden for its own sake. ``width`` is how far apart two
    possible values must be. ``keeping``: headline counts are not hidden to protect others, even if
    some of these then lack a proof.
    """

    def __init__(self, system: JointSystem, apart: int, *, keeping: bool = False) -> None:
        sums = system.sums
        self.system, self.moves = system, list[Move]()
        self.shown = np.array([s.shown for s in sums], dtype=bool)
        self.worth = np.array([s.worth for s in sums], dtype=float)
        self.hidden = np.array(
            [
                bool(s.worth and not s.shown and (s.needs or s.kept_back or s.was_hidden))
                for s in sums
            ],
            dtype=bool,
        )
        self.bound = np.array([bool(s.needs or s.kept_back or s.was_hidden) for s in sums])
        headline = np.array([s.headline for s in sums], dtype=bool)
        self._fixed = self.shown | (headline & ~self.hidden & keeping)
        self.order = np.argsort(-self.worth, kind="stable")
        ranges = [[need for need in s.needs if not need.apart] for s in sums]
        floor = np.array([min((n.low for n in own), default=_NONE) for own in ranges])
        self.floor = np.maximum(floor, system.told_least)
        self.ceiling = np.array([max((n.high for n in own), default=-_NONE) for own in ranges])
        self._width = np.array([max((n.apart for n in s.needs), default=0) for s in sums])
        self._plain = np.array([not s.needs for s in sums], dtype=bool) * apart
        self._before = np.array([s.was_hidden for s in sums], dtype=bool)
        self.low = self.loose = self.high = system.counts

    @cached_property
    def cubes(self) -> Cubes:
        """Moves that change no cell."""
        return Cubes(self.system)

    @property
    def prices(self) -> NDArray[np.float64]:
        """The cost of changing each sum."""
        return np.where(self.hidden, 0.0, np.where(self._fixed, np.inf, self.worth))

    def lacks(self, low: Integers, high: Integers) -> tuple[Flags, Flags, Integers]:
        """Which sums cannot yet be small or large enough, and which ranges are too narrow."""
        secret = ~self.shown & ((self.worth == 0) | self.hidden)
        plain = np.where(self.hidden | self._before, self._plain, 0)
        wide = np.where(secret, np.maximum(self._width, plain) - (high - low), 0)
        return secret & (low > self.floor), secret & (high < self.ceiling), wide

    def take(self, move: Move) -> None:
        """Add a move, and hide the cells that it changes."""
        changes = self.system.changes(move.columns, move.changes)
        if np.any((changes != 0) & self._fixed):
            msg = "a move changes what is known"
            raise ArithmeticError(msg)
        self.hidden = self.hidden | ((changes != 0) & (self.worth > 0))
        now = self.system.counts + changes
        self.high = np.maximum(self.high, now)
        self.loose = np.minimum(self.loose, now)
        if move.strict:
            self.low = np.minimum(self.low, now)
        self.moves.append(move)

    def keep(self, moves: Flags) -> None:
        """Drop all moves but these."""
        kept = [move for move, keep in zip(self.moves, moves, strict=True) if keep]
        self.low = self.loose = self.high = self.system.counts
        self.moves = []
        for move in kept:
            self.take(move)
