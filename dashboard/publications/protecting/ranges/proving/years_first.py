"""Changes of large blocks in whole people: first what years gain and lose, then in which months.

Where quarters tell no axis, months tell everyone and the youth, and all else is told of years. So a
change falls in two. First it is sought what the people of a year, an age and a kind of place gain
or lose together: 200 numbers, not 2,000, and nearly all that makes a change hard to make whole.
Then they move between months, as flows do (see ``flows``), which are whole by themselves.

This is only a way to find changes. What is found is held against all rows. Where most months have
few of the kinds of sessions, as in small blocks, it leads nowhere: people have no place to move to.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from dashboard.domain.publications.periods import periods_of
from dashboard.publications.protecting.grid import Grid
from dashboard.publications.protecting.ranges.proving.diving import (
    MOST,
    NEAR,
    Aim,
    OneForEach,
    dive,
)
from dashboard.publications.protecting.ranges.proving.grouping import rows_by
from dashboard.publications.protecting.ranges.proving.reaching import Flags
from dashboard.publications.protecting.solver import Basis, Linear, Numbers, Warm, Work

_TRIES = 4
"""So often the sums of years are made whole, each time pulled in other ways."""
_BACK = 6
"""So often fewer of them are fixed at a time: a step takes a tenth of one with all months."""
_AROUND = 20.0
"""No sum gains or loses so many people more than in the cheapest change."""


@dataclass(frozen=True)
class Bounds:
    """How far each cell may fall and rise, and what a sum must do."""

    low: Numbers
    high: Numbers
    aim: Aim


class YearsFirst:
    """Changes of the finest counts of a programme, whose first rows are ``cells``."""

    def __init__(self, grid: Grid, linear: Linear, cells: int, work: Work | None) -> None:
        every = csr_array(linear.matrix)
        years = {month: periods_of(month)[1] for month in {cell.month for cell in grid.cells}}
        self._groups = rows_by((cell.step, years[cell.month], *cell[2:]) for cell in grid.cells)
        self._cells = every[:cells]
        self._sums = _YearSums(self._cells, self._groups, linear.lower, work)
        self._months = _Months(self._groups, self._cells[self._sums.in_parts], linear, cells, work)
        self._unlike = np.random.default_rng(0).random((_TRIES, self._groups.shape[0])) - 1 / 2
        self._in_vain = False

    def farthest(self, change: Numbers, pull: Numbers, bounds: Bounds) -> Numbers | None:
        """A change in whole people near this one, pulled to where counts are wanted to go.

        ``None`` if none is found, nor was one before: then most people can’t move between months.
        """
        for unlike in () if self._in_vain else self._unlike:
            years = self._sums.near(self._groups @ change, pull, unlike, bounds)
            if years is None:
                continue
            found = self._months.farthest(years, pull, bounds.aim)
            if found is not None and self._is_allowed(found, bounds):
                return found
            break
        self._in_vain = True
        return None

    def _is_allowed(self, change: Numbers, bounds: Bounds) -> bool:
        moved = self._cells @ change
        inside = (moved > bounds.low - NEAR) & (moved < bounds.high + NEAR)
        return bool(np.all(inside) and np.all(np.abs(change - np.round(change)) < NEAR))


class _YearSums(OneForEach):
    """What people of a year gain or lose together; ``in_parts`` are cells that tell less of them.

    Its rows are the other cells, which are sums of these sums.
    """

    def __init__(
        self, cells: csr_array, groups: csr_array, lower: Numbers, work: Work | None
    ) -> None:
        self._groups, self._sizes = groups, np.asarray(groups.sum(axis=1)).ravel()
        shares = self._shares(cells)
        self.in_parts = _are_broken(shares)
        self._whole = np.flatnonzero(~self.in_parts)
        self._lower, none = groups @ lower, np.zeros(len(self._whole))
        bound = np.full(len(self._sizes), np.inf)
        rows = csc_array(shares[self._whole])
        super().__init__(Linear(rows, np.zeros(len(bound)), self._lower, bound, none, none), work)

    def near(self, sums: Numbers, pull: Numbers, unlike: Numbers, bounds: Bounds) -> Numbers | None:
        """Such sums in whole people; what is pulled in parts of them is pulled a little."""
        self._least = np.maximum(np.floor(sums) - _AROUND, self._lower)
        self._most = np.ceil(sums) + _AROUND
        self._warm.bound(self._every, self._least, self._most)
        at = np.arange(len(self._whole), dtype=np.int32)
        self._warm.require(at, bounds.low[self._whole], bounds.high[self._whole])
        mean = self._groups @ pull / self._sizes
        self._warm.pay(self._every, unlike * np.mean(np.abs(mean)) - mean)
        aim = np.zeros((1, len(pull)))
        aim[0, bounds.aim.parts] = 1
        shares = self._shares(csr_array(aim))
        if _are_broken(shares)[0]:
            return self._dived()
        self._warm.add(shares.indices.astype(np.int32), shares.data, *bounds.aim[1:])
        found = self._dived()
        self._warm.drop_last()
        return found

    def _dived(self) -> Numbers | None:
        found = self.solved()
        found = None if found is None else dive(self, found, _BACK, MOST)
        return None if found is None else np.round(found)

    def _shares(self, rows: csr_array) -> csr_array:
        """How much of each sum these rows have."""
        found = csr_array(rows @ self._groups.T)
        found.data /= self._sizes[found.indices]
        return found


def _are_broken(shares: csr_array) -> Flags:
    """Which rows have a part of some sum."""
    found = np.zeros(shares.shape[0], dtype=bool)
    broken = np.flatnonzero(np.abs(shares.data - 1) > NEAR)
    found[np.searchsorted(shares.indptr, broken, side="right") - 1] = True
    return found


class _Months:
    """People who move between months, while the sums of years change by what they must.

    Those of a month who are in the same ``cells`` stay as many, and so do these cells.
    """

    def __init__(
        self, groups: csr_array, cells: csr_array, linear: Linear, first: int, work: Work | None
    ) -> None:
        self._years = np.arange(groups.shape[0], dtype=np.int32)
        size = groups.shape[1]
        self._every = np.arange(size, dtype=np.int32)
        alike = csr_array(cells.T)
        alike.sort_indices()
        months = rows_by(own.tobytes() for own in np.split(alike.indices, alike.indptr[1:-1]))
        none = np.zeros(groups.shape[0] + months.shape[0])
        self._warm = Warm(
            Linear(
                csc_array(vstack([groups, months, csr_array(linear.matrix)[first:]])),
                np.zeros(size),
                linear.lower,
                linear.upper,
                np.concatenate([none, linear.row_lower[first:]]),
                np.concatenate([none, linear.row_upper[first:]]),
            ),
            work,
        )
        self._unlike = np.random.default_rng(0).random(size) - 1 / 2
        self._ended: Basis | None = None

    def farthest(self, years: Numbers, pull: Numbers, aim: Aim) -> Numbers | None:
        """The change that goes farthest where counts are pulled to."""
        self._warm.require(self._years, years, years)
        self._warm.add(aim.parts, np.ones(len(aim.parts)), aim.least, aim.most)
        self._warm.begin(self._ended)
        self._warm.pay(self._every, self._unlike * np.mean(np.abs(pull)) - pull)
        found = self._warm.solve()
        if found is not None:
            self._ended = self._warm.basis()
        self._warm.drop_last()
        return found
