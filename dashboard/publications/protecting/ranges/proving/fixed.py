"""Ranges that are sought beside others, which were shown before and stay as they are."""

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import replace

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import AxisCodes, Rules
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Grid, Integers
from dashboard.publications.protecting.ranges.needs.knowing import People
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.pricing import Prices
from dashboard.publications.protecting.ranges.proving.programme import Leeway
from dashboard.publications.protecting.ranges.proving.reaching import Flags
from dashboard.publications.protecting.sums import SumBook
from dashboard.publications.protecting.system import System


class FixedBook(SumBook):
    """Sums of people; ``bounds`` are those that readers have a range of, which stays."""

    def __init__(self, grid: Grid, words: AxisCodes, rules: Rules) -> None:
        super().__init__(grid, words, rules)
        self.bounds: dict[int, Interval] = {}
        self._column = {cell: at for at, cell in enumerate(grid.cells)}

    def enter_fixed(self, rows: Mapping[Name, People], shown: Mapping[Name, Interval]) -> None:
        """Register cells that readers have."""
        for name, people in rows.items():
            if not self.has(people):
                continue
            at, told = self._at_parts(people), shown[name]
            self.sums[at].declared = True
            known = self.bounds.get(at, told)
            self.bounds[at] = Interval(max(told.low, known.low), min(told.high, known.high))

    def has(self, people: People) -> bool:
        """Whether any of these are unknowns."""
        return not people.isdisjoint(self._column)

    def _at_parts(self, people: People) -> int:
        """The sum of these, without those that are known to be 0."""
        known = [self._column[at] for at in people if at in self._column]
        own = np.sort(np.array(known, dtype=np.int64))
        return self._sum(self._mark(own), own)


class FixedRanges(BlockRanges):
    """Ranges of which some were shown before, and stay as they are."""

    def __init__(
        self,
        system: System,
        rules: Rules,
        keeping: Collection[Name],
        bounds: Mapping[int, Interval],
        past: Mapping[Name, Interval],
    ) -> None:
        self._bounds = bounds
        self._fixed = np.zeros(len(system.sums), dtype=bool)
        self._fixed[list(bounds)] = True
        super().__init__(system, rules, keeping, past)
        self.goals.look_within(bounds)
        for at, told in bounds.items():
            self.kept[at] = told.exact

    def _begin(self, seed: int, prices: Prices) -> None:
        super()._begin(seed, prices)
        for at, told in self._bounds.items():
            self.low[at], self.high[at] = told.low, told.high
            self._hidden[at] = not told.exact

    def leeway(self) -> Leeway:
        """The same, and none beyond what was shown before."""
        found = super().leeway()
        fixed = self._fixed[self.cells]
        return replace(found, price=np.where(fixed, np.inf, found.price), told=found.told & ~fixed)

    def leave_out(self, cells: Flags) -> None:
        """Heed some of ``cells`` no more: others that stay exact add up to them."""
        self.cells = self.cells[~cells]

    def before(self, witnesses: list[Integers], kept: int) -> "FixedRanges":
        """What was shown before alone, and by which witnesses: who is taken now was ``kept``."""
        found, grid = copy(self), self.system.grid
        cells = tuple(one._replace(step=one.step or kept) for one in grid.cells)
        step = np.where(grid.step, grid.step, kept)
        found.system = replace(self.system, grid=replace(grid, cells=cells, step=step))
        found.cells = self.cells[self._fixed[self.cells]]
        found.witnesses = witnesses
        return found

    def allows(self, sums: Integers, now: Integers) -> Flags:
        """Which columns of counts of these ``sums`` leave what was shown before as it was."""
        stay = (self._fixed | self.kept)[sums]
        least, most = self._least(sums)[stay, None], self._most(sums)[stay, None]
        found: Flags = np.all((now[stay] >= least) & (now[stay] <= most), axis=0)
        return found

    def _may_take(self, now: Integers) -> bool:
        """Not if it leaves what was shown or named before; the audit asks again."""
        stay = np.flatnonzero(self._fixed | self.kept)
        outside = (now[stay] < self._least(stay)) | (now[stay] > self._most(stay))
        stays = self.confined.holds(now) and not np.any(outside)
        return stays and not np.any(now[self.system.reached] < 1)

    def _show(self, sums: Integers, least_of: Integers, most_of: Integers) -> None:
        own = ~self._fixed[sums]
        super()._show(sums[own], least_of[own], most_of[own])
