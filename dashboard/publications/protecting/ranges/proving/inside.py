"""Tables of whole people inside the ranges that are shown: they hide nothing more."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, vstack

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.heeded import AskedTables
from dashboard.publications.protecting.ranges.proving.programme import FARTHEST, Aim
from dashboard.publications.protecting.ranges.proving.pulling import InsideRanges
from dashboard.publications.protecting.solver import Linear, Numbers, Work
from dashboard.publications.protecting.system import System


class InsideTables:
    """Other tables inside the ranges: any if ``free``, else those that readers can't leave out."""

    def __init__(self, cover: BlockRanges, tables: AskedTables, work: Work, *, free: bool) -> None:
        self._tables, system, cells = tables, cover.system, cover.cells
        self._system, size = system, len(system.grid.cells)
        leeway, counts = cover.leeway(), system.counts[cells]
        known = np.maximum(np.where(system.reached[cells], 1, 0), system.least[cells])
        self._low = (np.maximum(leeway.low, np.minimum(known, counts)) - counts).astype(float)
        self._high = (leeway.high - counts).astype(float)
        nobody, many = tables.known
        most = np.full(size, FARTHEST)
        some = np.zeros(0, dtype=np.int64)
        if not free:
            most[tables.people(nobody)] = 0.0
            some = many
        rows = vstack([csr_array(system.matrix[cells]), tables.rows[some]]).astype(float)
        none = np.zeros(len(cells))
        linear = Linear(
            csc_array(rows),
            np.zeros(size),
            -system.grid.count.astype(float),
            most,
            np.concatenate([none, tables.short_of_many(some).astype(float)]),
            np.concatenate([none, np.full(len(some), np.inf)]),
        )
        self._programme = InsideRanges(linear, len(cells), work)

    def look(self, wanted: Numbers, of: Aim | None = None) -> None:
        """Read a table where sums go far that are ``wanted``, and one is as its aim says."""
        aim = of or Aim(np.zeros(0, dtype=np.int32), -np.inf, np.inf)
        pull = np.asarray(wanted @ self._tables.rows).ravel()
        found = self._programme.farthest(pull, self._low, self._high, aim)
        if found is not None and may_be(self._system, move := rounded(found)):
            self._tables.read([move])


def rounded(values: Numbers) -> NDArray[np.int64]:
    """The nearest numbers of whole people."""
    return np.round(values).astype(np.int64)


def may_be(system: System, move: Integers) -> bool:
    """Whether nobody is missing, and all holds that readers know."""
    now = system.counts + np.asarray(system.matrix @ move, dtype=np.int64)
    least = np.maximum(np.where(system.reached, 1, 0), system.least)
    return bool(np.all(system.grid.count + move >= 0) and np.all(now >= least))
