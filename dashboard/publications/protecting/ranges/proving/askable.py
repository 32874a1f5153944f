"""Each sum that filters name, in the tables of a publication and after its corrections."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from dashboard.domain.publications.periods import periods_of
from dashboard.publications.protecting.counts import Place
from dashboard.publications.protecting.declared import members
from dashboard.publications.protecting.grid import Finest, Grid, Integers

State = Mapping[int, Place | None]
"""Where people of some steps are counted after corrections, ``None`` if nowhere any more; those of
other steps are counted where they were."""


def askable(
    grid: Grid, youth: Collection[str], venue_types: Iterable[str], states: Sequence[State] = ()
) -> list[Integers]:
    """The finest counts of each sum that filters name, and of the adults of each month.

    Of several blocks, they are sums of one or of all of them, and of each of their ``states``. They
    are in the order of their first finest counts. There are none where nobody can be.
    """
    code = {one: each for each in venue_types for one in members(each)}
    places = _counted(grid, states)
    every = [_alike(*way) for each in places for way in _ways(each, youth, code)]
    if not every:
        return []
    parts = np.concatenate([own for own, _ in every])
    sizes = np.concatenate([size for _, size in every])
    ways = np.repeat(np.arange(len(every)), [len(size) for _, size in every])
    ends = np.cumsum(sizes)
    begins = ends - sizes
    chance = np.random.default_rng(0).integers(1, 1 << 62, len(grid.cells), dtype=np.uint64)
    order = np.lexsort((ways, parts[begins]))
    marks = np.add.reduceat(chance[parts], begins)[order]  # as ``SumBook`` knows sums
    first = order[np.sort(np.unique(marks, return_index=True)[1])]
    spans = zip(begins[first].tolist(), ends[first].tolist(), strict=True)
    return [parts[begin:end] for begin, end in spans]


class _Counted(NamedTuple):
    """Finest counts by their places in the grid, and how each of them is counted."""

    columns: Integers
    what: Integers
    """Those with the same number are added up."""
    cells: Sequence[Finest]


def _counted(grid: Grid, states: Sequence[State]) -> Iterator[_Counted]:
    """In what people are counted, and where: in their block, in all of them, and in each state."""
    cells = grid.cells
    everyone = np.arange(len(cells))
    yield _Counted(everyone, _numbered(cell.step for cell in cells), cells)
    if len(set(grid.step.tolist())) > 1:
        yield _Counted(everyone, np.zeros_like(everyone), cells)
    for state in states:
        places = [state.get(cell.step, cell[1:-1]) for cell in cells]
        at = np.array([n for n, place in enumerate(places) if place is not None], dtype=np.int64)
        moved = [
            Finest(cell.step, *place, cell.age)
            for cell, place in zip(cells, places, strict=True)
            if place is not None
        ]
        yield _Counted(at, np.zeros_like(at), moved)


def _ways(
    counted: _Counted, youth: Collection[str], code: Mapping[str, str]
) -> Iterator[tuple[Integers, Integers]]:
    """Each way to name sums: finest counts, and a number of each that those of a sum share."""
    columns, what, cells = counted
    if not cells:
        return
    young = np.array([cell.age in youth for cell in cells], dtype=np.int64)
    every = np.zeros_like(young)
    periods = [_numbered(own) for own in zip(*(periods_of(c.month) for c in cells), strict=True)]
    language, kind, age = (_numbered(cell[at] for cell in cells) for at in (2, 4, 5))
    venue_type = _numbered(code.get(cell.venue_type, cell.venue_type) for cell in cells)
    axes = ((every, language), (every, venue_type), (every, kind))
    everyone = np.arange(len(cells))
    levels = ((everyone, every), (np.flatnonzero(young), every), (everyone, age))
    for *keys, (among, level) in product(periods, *axes, levels):
        yield columns[among], _together((what, *keys, level))[among]
    adults = np.flatnonzero(young == 0)
    yield columns[adults], _together((what, periods[-1]))[adults]


def _numbered(names: Iterable[Hashable]) -> Integers:
    """A number for each name, the same for the same one."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _together(keys: Sequence[Integers]) -> Integers:
    """One number for the numbers of several keys."""
    found = np.zeros_like(keys[0])
    for key in keys:
        found = found * (int(np.max(key, initial=0)) + 1) + key
    return found


def _alike(columns: Integers, keys: Integers) -> tuple[Integers, Integers]:
    """The columns with those of the same key together, in order; and how many have each key."""
    order = np.argsort(keys, kind="stable")
    begins = np.flatnonzero(np.diff(keys[order], prepend=-1))
    return columns[order], np.diff(begins, append=len(keys))
