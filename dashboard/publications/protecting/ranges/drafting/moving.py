"""Tables of a block, as tables of the parts into which a correction lets it fall.

They are those that proved the block, and those that the last correction of it found.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from dashboard.publications.protecting.counts import MonthTally, Place
from dashboard.publications.protecting.grid import Finest, Grid, Integers
from dashboard.publications.protecting.ranges.needs.knowing import Change
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.heeded import NEAR
from dashboard.publications.protecting.ranges.proving.inside import inside_of
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.taken import Taking
from dashboard.publications.protecting.solver import Numbers

PartedChange = Mapping[Finest, float]
"""A change of the finest counts that may have parts of people."""


class MovedTables:
    """What was proved before, as changes of the finest counts of all parts."""

    def __init__(self, taking: Taking, grid: Grid) -> None:
        self._taking = taking
        self._count: list[int] = grid.count.tolist()
        self._places: dict[Finest, list[int]] = defaultdict(list)
        for step in (taking.kept, *range(taking.kept)):
            for at, cell in enumerate(grid.cells):
                if cell.step == step:
                    self._places[cell._replace(step=taking.kept)].append(at)
                    if step != taking.kept:
                        self._places[cell] = [at]

    def known(self, witnesses: Sequence[Change]) -> Iterator[Integers]:
        """What was proved of the block, when who is taken now was among those who are kept.

        The part that was taken last proved all that the block had to prove by then.
        """
        for part in self._taking.before[:1]:
            yield from self._of(part.witnesses, lambda step: step + 1)
        yield from self._of(witnesses, lambda _: self._taking.kept)

    def seen(self, changes: Iterable[PartedChange], then: Taking) -> Iterator[Numbers]:
        """Tables that were seen when something else was taken of the same block, ``then``.

        What was taken then and is not now is among those who are kept.
        """
        parts = {_sessions(part): step for step, part in enumerate(self._taking.parts)}
        steps = [parts.get(_sessions(part), self._taking.kept) for part in then.parts]
        steps.append(self._taking.kept)
        for now in self._tables(changes, steps.__getitem__):
            yield np.array(now, dtype=float)

    def _of(self, changes: Iterable[Change], step_now: Callable[[int], int]) -> Iterator[Integers]:
        for now in self._tables(changes, step_now):
            yield np.array(now, dtype=np.int64) - np.array(self._count, dtype=np.int64)

    def _tables(
        self, changes: Iterable[PartedChange], step_now: Callable[[int], int]
    ) -> Iterator[list[float]]:
        """Those that do not take more people than there are."""

        @cache
        def places(who: Finest) -> Sequence[int]:
            return self._places.get(who._replace(step=step_now(who.step)), ())

        for change in changes:
            now: list[float] = [*self._count]
            if all(_moved(now, places(who), people) for who, people in change.items()):
                yield now


def _moved(now: list[float], places: Sequence[int], people: float) -> bool:
    """Whether so many more, or fewer, are at some places now.

    Those who were kept then still are, but where these are too few: then some are taken now.
    """
    for at in places:
        own = max(people, -now[at])
        now[at] += own
        people -= own
    return abs(people) < NEAR


class SeenTables:
    """Tables inside the ranges of a block that the last correction of a draft found.

    They are hints for the next one of the same block: each is tried on the ranges that it is read
    for.
    """

    def __init__(self) -> None:
        self._last: tuple[Taking, Grid, Sequence[Numbers]] | None = None

    def keep(self, taking: Taking, grid: Grid, tables: Sequence[Numbers]) -> None:
        """Keep these for the next one."""
        self._last = taking, grid, tables

    def inside(self, taking: Taking, cover: BlockRanges) -> list[Numbers]:
        """Those that are inside the ranges of what is taken now, too."""
        if self._last is None:
            return []
        then, grid, tables = self._last
        changes = (_change(grid, table) for table in tables)
        return inside_of(cover, MovedTables(taking, cover.system.grid).seen(changes, then))


def _change(grid: Grid, table: Numbers) -> PartedChange:
    change = table - grid.count
    return {grid.cells[at]: float(change[at]) for at in np.flatnonzero(np.abs(change) > NEAR)}


def _sessions(part: Part) -> tuple[Sequence[MonthTally], Place | None]:
    """What tells a part of a block from others."""
    return part.block.counts.tallies, part.arrives
