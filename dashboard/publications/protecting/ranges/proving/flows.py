"""Witnesses that only move people between months: flows, which are whole by themselves.

Each month keeps its youth and its adults, each fiscal year everyone of an age at the sessions of a
language, a venue type and a kind. So where quarters tell no axis, all cells keep their counts, and
nothing need be hidden for such a witness. Its rows are of two families: people alike in a year, and
those of a month with those of its sessions inside. No two rows of a family overlap unless one is
inside the other. The corners of such programmes are whole (Edmonds, Submodular functions, matroids,
and certain polyhedra, 1970), and the simplex method ends at a corner.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from dashboard.domain.publications.periods import periods_of
from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.grouping import rows_at, rows_by
from dashboard.publications.protecting.ranges.proving.wishing import pull
from dashboard.publications.protecting.solver import Linear, Numbers, Warm, Work
from dashboard.publications.protecting.system import System

_FARTHEST = 1_000.0


def take_flows(cover: BlockRanges, youth: Sequence[str], work: Work | None = None) -> None:
    """Take flows as witnesses, each for all sums that lack one, while that helps."""
    needed = np.flatnonzero(cover.needed)
    wanted = csr_array(cover.system.matrix[needed]).astype(float)
    for strict in (True, False):
        flows = Flows(cover.system, youth, strict=strict, work=work)
        while cover.lacks().anything:
            move = flows.farthest(pull(cover, needed) @ wanted)
            if move is None or not cover.take_if_useful(move, strict=strict):
                break


class Flows:
    """Changes of the finest counts that leave what months and years tell; see the module.

    Strictly, somebody stays at each session: of its youth where there are enough, else of both.
    """

    def __init__(
        self, system: System, youth: Sequence[str], *, strict: bool, work: Work | None = None
    ) -> None:
        grid = system.grid
        young = np.array([cell.age in youth for cell in grid.cells], dtype=np.int64)
        years = {month: periods_of(month)[1] for month in {cell.month for cell in grid.cells}}
        stay = vstack(
            [
                rows_by((years[cell.month], *cell[2:]) for cell in grid.cells),
                rows_by((cell.month, one) for cell, one in zip(grid.cells, young, strict=True)),
            ]
        )
        none, rows = np.zeros(stay.shape[0]), [stay]
        least, most = [none], [none]
        if strict:
            sides = 2 * grid.stratum + young
            fall = _fall(system, young).ravel()
            rows.append(rows_at(sides, len(fall)))
            least.append(-fall.astype(float))
            most.append(np.full(len(fall), np.inf))
        self._all = np.arange(len(grid.cells), dtype=np.int32)
        self._warm = Warm(
            Linear(
                csc_array(vstack(rows)),
                np.zeros(len(grid.cells)),
                -grid.count.astype(float),
                np.full(len(grid.cells), _FARTHEST),
                np.concatenate(least),
                np.concatenate(most),
            ),
            work,
        )

    def farthest(self, wanted: Numbers) -> Integers | None:
        """The change that goes farthest where each finest count is wanted to go."""
        self._warm.pay(self._all, -wanted)
        values = self._warm.solve()
        return None if values is None else np.round(values).astype(np.int64)


def _fall(system: System, young: Integers) -> Integers:
    """How many adults, and how many youth, could be missing of each stratum."""
    grid = system.grid
    people = np.zeros((len(grid.floor), 2), dtype=np.int64)
    np.add.at(people, (grid.stratum, young), grid.count)
    adults, spare = people[:, 0], people[:, 1] - grid.floor
    return np.column_stack([adults + np.minimum(spare, 0), np.maximum(spare, 0)])
