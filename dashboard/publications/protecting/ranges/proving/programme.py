"""The linear programme behind a witness: the cheapest other table that shows what must be shown.

As Fischetti and Salazar (Partial cell suppression, Statistics and Computing 13, 2003), we charge
for how far a cell's range is widened, relative to the size of the cell: ten people more or less are
little beside 800 and much beside 30. Leeway inside a range that is shown already is free.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, eye_array, hstack, vstack

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.diving import BACK, NEAR, Aim, dive
from dashboard.publications.protecting.ranges.proving.pulling import LARGE, InsideRanges
from dashboard.publications.protecting.ranges.proving.years_first import Bounds, YearsFirst
from dashboard.publications.protecting.solver import Linear, Numbers, Warm, Work
from dashboard.publications.protecting.system import System

FARTHEST = 1_000.0
_STILL = 1e-4
_ROUNDS = 3
_OPENING = 0.3
_LITTLE = 3.0
_ASIDE = 3
_REACH = 20.0


@dataclass
class Leeway:
    """How far cells may go: ``low`` to ``high`` without pay, each person beyond at ``price``.

    ``told`` cells are exact so far, and pay besides for being hidden at all, whatever their
    ``size``. Those with an infinite price stay as they are.
    """

    low: Integers
    high: Integers
    price: Numbers
    told: NDArray[np.bool_]
    size: Integers


class CheapestChange:
    """Changes of the finest counts, with what they cost; solved again and again from where it is.

    A finest count's gain and loss are two variables. After them come how far each cell rises above
    its range and falls below it. Strictly, whoever is in a hidden cell leaves somebody in it, and
    somebody in each session; else a hidden cell may be empty. No finest count gains more than
    ``farthest``, nor does a cell rise further above its range.
    """

    def __init__(  # noqa: PLR0913 - of what, and how
        self,
        system: System,
        cells: Integers,
        targets: Integers,
        *,
        strict: bool,
        work: Work | None = None,
        farthest: float = FARTHEST,
        branches: bool = True,
    ) -> None:
        self._system, self.strict, self._work = system, strict, work
        self._farthest, self._branches = farthest, branches
        self._size, self._cells = len(system.grid.cells), len(cells)
        self._counts = system.counts[cells]
        some = np.where((self._counts > 0) & (strict | system.reached[cells]), 1, 0)
        self._least = np.maximum(some, system.least[cells])
        rows = csr_array(system.matrix[cells]).astype(float)
        self._rows = rows
        blocks, floors = system.floors(np.arange(self._size))
        floors = floors.astype(float) if strict else np.full(len(floors), -np.inf)
        wanted = csr_array(system.matrix[targets]).astype(float)
        self._floors, self._blocks, self._wanted = floors, blocks.astype(float), wanted
        slack = eye_array(self._cells, format="csr")
        none = csr_array((len(floors), 2 * self._cells))
        matrix = vstack(
            [
                hstack([rows, -rows, -slack, slack]),
                hstack([self._blocks, -self._blocks, none]),
            ]
        )
        both = 2 * (self._size + self._cells)
        upper = np.full(both, farthest)
        upper[self._size : 2 * self._size] = system.grid.count
        self._warm = Warm(
            Linear(
                csc_array(matrix),
                np.full(both, _STILL),
                np.zeros(both),
                upper,
                np.concatenate([np.zeros(self._cells), floors]),
                np.concatenate([np.zeros(self._cells), np.full(len(floors), np.inf)]),
            ),
            work,
        )

    def give(self, leeway: Leeway) -> None:
        """Let cells go as far as the ranges that are shown by now."""
        self._leeway = leeway
        places = np.arange(self._cells, dtype=np.int32)
        low = np.maximum(leeway.low, np.minimum(self._least, self._counts))
        self._low, self._high = low - self._counts, leeway.high - self._counts
        self._warm.require(places, self._low.astype(float), self._high.astype(float))
        fixed = ~np.isfinite(leeway.price)
        rise = np.where(fixed, 0.0, self._farthest)
        fall = np.where(fixed, 0.0, np.maximum(low - self._least, 0))
        self._limits = np.concatenate([rise, fall]).astype(float)
        self._warm.bound(self._slack, np.zeros(2 * self._cells), self._limits)
        self._price = np.where(fixed, 0.0, leeway.price)

    def cheapest(self, target: int, least: float, most: float, wanted: Numbers) -> Numbers | None:
        """The cheapest change that takes a target by ``least`` to ``most``; ``None`` without one.

        Paying by the person alone spreads a change over many cells. So it is solved a few times,
        and each time cells that hardly moved cost more (Candès, Wakin and Boyd, 2008). It begins
        where nothing changes, so what it costs depends on nothing that was sought before.
        """
        self._warm.forget()
        parts = self._wanted[[target]].indices
        signs = np.repeat([1.0, -1.0], len(parts))
        self._warm.add(self._both(parts), signs, least, most)
        best, price = None, self._price * (1 + _OPENING * self._leeway.told)
        for _ in range(_ROUNDS):
            self._warm.pay(self._slack, np.concatenate([price, price]) + _STILL)
            values = self._warm.solve()
            if values is None:
                break
            best = self._change(values)
            moved = self._rows @ best
            beyond = np.maximum(moved - self._high, self._low - moved).clip(min=0)
            if not np.any(self._leeway.told & (beyond > NEAR)):
                break
            price = self._price * np.where(
                self._leeway.told,
                1 + _OPENING * self._leeway.size / (beyond + _LITTLE),
                1.0,
            )
        whole = best if best is None else self._whole(best, Aim(parts, least, most), wanted)
        self._warm.drop_last()
        return best if whole is None else whole

    def _whole(self, change: Numbers, aim: Aim, wanted: Numbers) -> Numbers | None:
        """A change in whole people that leaves the ranges that this one leaves, and no others.

        Of these, it is one that does as much as it can of what else is ``wanted``; where that leads
        nowhere, one near to this change.
        """
        rise, fall = np.split(self._asides(change), 2)
        pull, low, high = self._pull(wanted), self._low - fall, self._high + rise
        found = None
        if self._size > LARGE:
            found = self._years_first.farthest(change, pull, Bounds(low, high, aim))
        if found is None:
            found = self._inside.farthest(pull, low, high, aim)
        return dive(self, change, BACK) if found is None else found

    @cached_property
    def _inside(self) -> InsideRanges:
        return InsideRanges(self._unpaid, self._cells, self._work)

    @cached_property
    def _years_first(self) -> YearsFirst:
        return YearsFirst(self._system.grid, self._unpaid, self._cells, self._work)

    @property
    def _unpaid(self) -> Linear:
        """The same with one variable for each finest count, and cells that bound their rows."""
        none = np.zeros(self._cells)
        return Linear(
            csc_array(vstack([self._rows, self._blocks])),
            np.zeros(self._size),
            -self._system.grid.count.astype(float),
            np.full(self._size, float(self._farthest)),
            np.concatenate([none, self._floors]),
            np.concatenate([none, np.full(len(self._floors), np.inf)]),
        )

    def _asides(self, change: Numbers) -> Numbers:
        """How far each cell may rise above its range, and fall below: about as far as here."""
        moved = self._rows @ change
        beyond = np.concatenate([moved - self._high, self._low - moved])
        aside: Numbers = np.where(beyond > NEAR, np.ceil(beyond) + _ASIDE, 0.0)
        return aside.clip(max=self._limits)

    def _pull(self, wanted: Numbers) -> Numbers:
        """How much each finest count is wanted to go up."""
        pull: Numbers = np.asarray(wanted @ self._wanted).ravel()
        return pull

    def solved(self) -> Numbers | None:
        """The best change with what is fixed."""
        values = self._warm.solve()
        return None if values is None else self._change(values)

    def _change(self, values: Numbers) -> Numbers:
        return values[: self._size] - values[self._size : 2 * self._size]

    def fix(self, at: Integers, change: Numbers) -> None:
        """Let these counts change so, and not otherwise."""
        ends = np.concatenate([change.clip(min=0), (-change).clip(min=0)])
        self._warm.bound(self._both(at), ends, ends)

    def free(self, at: Integers) -> None:
        """Let these counts change again."""
        most = np.concatenate([np.full(len(at), self._farthest), self._system.grid.count[at]])
        self._warm.bound(self._both(at), np.zeros(2 * len(at)), most.astype(float))

    def _both(self, at: Integers) -> NDArray[np.int32]:
        return np.concatenate([at, self._size + at]).astype(np.int32)

    def in_whole_people(
        self, values: Numbers, target: int, least: float, most: float
    ) -> Numbers | None:
        """A change in whole people that leaves the ranges that this one leaves, and no others.

        ``None`` where none is found, or it may not be sought by ``branches``.
        """
        if is_whole(values):
            return values
        if not self._branches or (self._work and self._work.over):
            return None
        moved = self._rows @ values
        low = np.where(moved < self._low - NEAR, np.floor(moved) - _ASIDE, self._low)
        high = np.where(moved > self._high + NEAR, np.ceil(moved) + _ASIDE, self._high)
        rows = vstack([self._rows, self._blocks, self._wanted[[target]]])
        return Linear(
            csc_array(rows),
            np.zeros(self._size),
            np.maximum(np.floor(values) - _REACH, -self._system.grid.count),
            np.ceil(values) + _REACH,
            np.concatenate([np.maximum(low, self._least - self._counts), self._floors, [least]]),
            np.concatenate([high, np.full(len(self._floors), np.inf), [most]]),
        ).in_whole_numbers(self._work)

    @property
    def _slack(self) -> NDArray[np.int32]:
        first = 2 * self._size
        return np.arange(first, first + 2 * self._cells, dtype=np.int32)


def is_whole(values: Numbers) -> bool:
    """Whether all of these are whole people."""
    return bool(np.all(np.abs(values - np.round(values)) < NEAR))
