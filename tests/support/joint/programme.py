"""The linear programme behind a move."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, eye_array, hstack, vstack

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.solver import Linear, Numbers, Warm
from tests.support.joint.system import JointSystem

Flags = NDArray[np.bool_]

NEAR = 1e-6
_FARTHEST = 1_000.0
_STILL = 0.001
_REACH = 20.0


@dataclass(frozen=True, slots=True)
class Ask:
    """Which sums must change, by how much or more (or less, if negative), and at what price.

    The first ask must be met, the others may be. ``prices`` is by sum: 0 for hidden sums and sums
    that are no cell, infinite for known ones.
    """

    sums: Integers
    changes: Integers
    prices: Numbers
    strict: bool = True

    def alone(self) -> "Ask":
        """The same with only the ask that must be met."""
        return Ask(self.sums[:1], self.changes[:1], self.prices, self.strict)

    def free(self) -> "Ask":
        """The same, without changing any open cell."""
        prices = np.where(self.prices > 0, np.inf, 0.0)
        return Ask(self.sums, self.changes, prices, self.strict)


class Programme:
    """Find x so that changes·x = rise − fall, limits·x ≥ floors, wishes·x ≥ met, at least price.

    ``changes`` has one row for each distinct open sum of the columns, and ``price`` its price. A
    finest count's gain and its loss are two variables, so that not moving is cheap. After them come
    how far each wish is met, and the rises and falls.
    """

    def __init__(self, system: JointSystem, columns: Integers, ask: Ask) -> None:
        part = system.part(columns)
        touched = np.diff(part.indptr) > 0
        rows = np.flatnonzero(touched & (ask.prices > 0))
        group, first = _alike(part[rows])
        self.price = np.zeros(len(first))
        np.add.at(self.price, group, ask.prices[rows])
        self.changes = part[rows[first]].astype(float)
        self.size = len(columns)
        fall = np.minimum((system.grid.count - system.grid.least)[columns], _FARTHEST)
        self._room = np.concatenate([np.full(self.size, _FARTHEST), fall])
        self._limits, self._floors = _limits(system, part, touched, ask, columns)
        signs = np.sign(ask.changes)[:, None]
        self._wishes = csr_array(part[ask.sums] * signs).astype(float)
        self._wanted = np.abs(ask.changes).astype(float)
        self._most = np.concatenate(
            [
                np.full(len(first), np.inf),
                np.maximum(system.counts[rows[first]] - int(ask.strict), 0),
            ]
        )
        self.met = np.arange(len(ask.sums)) == 0
        self._warm = Warm(self._linear())
        self.pay(self.price)

    def _linear(self) -> Linear:
        wishes, rows, size = len(self._wanted), len(self.price), self.size
        slack = eye_array(rows, format="csr")
        matrix = vstack(
            [
                hstack([self.changes, -self.changes, csr_array((rows, wishes)), -slack, slack]),
                hstack(
                    [self._limits, -self._limits, csr_array((len(self._floors), wishes + 2 * rows))]
                ),
                hstack(
                    [
                        self._wishes,
                        -self._wishes,
                        -eye_array(wishes),
                        csr_array((wishes, 2 * rows)),
                    ]
                ),
            ]
        )
        least = np.where(self.met, self._wanted, -np.inf)
        return Linear(
            csc_array(matrix),
            np.concatenate([np.full(2 * size, _STILL), -1 / self._wanted, np.zeros(2 * rows)]),
            np.concatenate([np.zeros(2 * size), least, np.zeros(2 * rows)]),
            np.concatenate([self._room, self._wanted, self._most]),
            np.concatenate([np.zeros(rows), self._floors, np.zeros(wishes)]),
            np.concatenate([np.zeros(rows), np.full(len(self._floors) + wishes, np.inf)]),
        )

    def pay(self, price: Numbers) -> None:
        """Set the price of each row of changes; rows with an infinite price must not change."""
        both = np.concatenate([price, price])
        free = np.isfinite(both)
        places = self._places(2 * self.size + len(self._wanted), len(both))
        self._warm.pay(places, np.where(free, both, 0.0))
        self._warm.bound(places, np.zeros(len(both)), np.where(free, self._most, 0.0))
        self._fixed = ~np.isfinite(price)

    def solve(self) -> Numbers | None:
        """The change of each finest count, or ``None`` when none was found."""
        found = self._warm.solve()
        return None if found is None else found[: self.size] - found[self.size : 2 * self.size]

    def settle(self, values: Numbers) -> None:
        """From now on, require all wishes that a solution meets, and drop the others."""
        self.met = self._wishes @ values >= self._wanted - NEAR
        places = self._places(2 * self.size, len(self.met))
        self._warm.pay(places, np.zeros(len(self.met)))
        self._warm.bound(places, np.where(self.met, self._wanted, -np.inf), self._wanted)

    def lean(self, taste: Numbers) -> None:
        """Set the price of each finest count's gain and loss, to reach other solutions."""
        self._warm.pay(self._places(0, 2 * self.size), taste)

    def fix(self, column: int, change: float) -> None:
        """Fix the change of a finest count to a value."""
        both = np.array([max(change, 0.0), max(-change, 0.0)])
        self._warm.bound(np.array([column, column + self.size], dtype=np.int32), both, both)

    def loosen(self) -> None:
        """Free the changes of all finest counts again."""
        self._warm.bound(self._places(0, 2 * self.size), np.zeros(2 * self.size), self._room)

    def branch(self, columns: Flags) -> Numbers | None:
        """Whole numbers for some finest counts, keeping what must not change and the wishes met."""
        own = np.flatnonzero(columns)
        fixed = self.changes[np.flatnonzero(self._fixed)]
        met = self._wishes[np.flatnonzero(self.met)]
        rows = csr_array(csc_array(vstack([fixed, self._limits, met]))[:, own])
        least = np.concatenate([np.zeros(fixed.shape[0]), self._floors, self._wanted[self.met]])
        most = np.full(len(least), np.inf)
        most[: fixed.shape[0]] = 0.0
        used = np.diff(rows.indptr) > 0
        found = Linear(
            csc_array(rows[np.flatnonzero(used)]),
            np.zeros(len(own)),
            np.maximum(-self._room[self.size + own], -_REACH),
            np.full(len(own), _REACH),
            least[used],
            most[used],
        ).in_whole_numbers()
        if found is None:
            return None
        values = np.zeros(self.size)
        values[own] = found
        return values

    @staticmethod
    def _places(first: int, number: int) -> NDArray[np.int32]:
        return np.arange(first, first + number, dtype=np.int32)


def _limits(
    system: JointSystem, part: csr_array, touched: Flags, ask: Ask, columns: Integers
) -> tuple[csr_array, Numbers]:
    """What a move must respect besides open cells, without what always holds."""
    own, least = system.histories(columns)
    reached = np.flatnonzero(touched & system.reached)
    rows, floors = [own, part[reached]], [least, 1 - system.counts[reached]]
    if ask.strict:
        hidden = touched & (ask.prices == 0) & system.declared & (system.counts > 0)
        at = np.flatnonzero(hidden)
        lower = (system.grid.least - system.grid.count)[columns]
        for own, least in ((part[at], 1 - system.counts[at]), system.floors(columns)):
            can = np.flatnonzero(own @ lower < least)
            rows.append(own[can])
            floors.append(least[can])
    return csr_array(vstack(rows)).astype(float), np.concatenate(floors).astype(float)


def _alike(rows: csr_array) -> tuple[Integers, Integers]:
    """The class of each row, equal rows in one class, and the first row of each class."""
    weights = np.random.default_rng(3).integers(1, 2**62, rows.shape[1], dtype=np.int64)
    _, first, group = np.unique(rows @ weights, return_index=True, return_inverse=True)
    return group, first
