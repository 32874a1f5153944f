"""Mend witnesses that leave nobody in a cell: somebody comes there, others make up for it.

What proved a block leaves somebody in each of its cells. What a correction takes from the block has
cells of its own, and the same witnesses may leave nobody in these. Then they prove little.
"""

from typing import NamedTuple

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.fixed import FixedRanges

_MOST = 8
"""So many people are moved into empty cells, one after the other."""
_WAYS = 400
"""Of more ways to bring somebody into one, so many are tried: in large blocks they would fill the
memory."""
_NOBODY = -1_000_000_000
"""What a cell without anyone may lose: it is none that could be emptied."""


class _Swaps(NamedTuple):
    """Ways to bring one person into a finest count, one a column.

    Those of another age leave the same place. At another place, it is the other way round.
    ``come`` and ``leave`` are the finest counts with one person more, and with one fewer. Of the
    cells ``at``, which are all that any of them changes, there are the ``changes``, and how many
    of its people each that has any may lose: it is not emptied if it has more.
    """

    come: Integers
    leave: Integers
    at: Integers
    changes: Integers
    loses: Integers


class Refill:
    """Mends witnesses of ranges, of which some are fixed."""

    def __init__(self, cover: FixedRanges) -> None:
        self._cover, self._system = cover, cover.system
        grid = cover.system.grid
        ages = sorted({cell.age for cell in grid.cells})
        self._age = np.array([ages.index(cell.age) for cell in grid.cells], dtype=np.int64)
        self._column = np.full((len(grid.floor), len(ages)), -1)
        self._column[grid.stratum, self._age] = np.arange(len(grid.cells))
        self._in_cells = cover.system.matrix[cover.cells].T.toarray().astype(np.int8)
        self._swaps: dict[int, _Swaps] = {}

    def of(self, move: Integers, now: Integers) -> Integers | None:
        """A change with somebody wherever there is anyone; ``None`` where that is not found.

        ``now`` are all sums after the change.
        """
        system = self._system
        for _ in range(_MOST):
            empty = system.filled[now[system.filled] <= 0]
            if not len(empty):
                return move if system.fills(move, now) else None
            swap = self._best(move, now, empty)
            if swap is None:
                return None
            move = move + swap
            now = now + system.changes(swap)
        return None

    def _best(self, move: Integers, now: Integers, empty: Integers) -> Integers | None:
        """The swap that leaves the fewest cells empty, and all that was told as it was."""
        at = min(empty.tolist(), key=self._system.sizes.__getitem__)
        found = self._swaps_into(int(self._system.sums[at].parts[0]))
        people = (self._system.grid.count + move)[found.leave]
        ways = np.flatnonzero(np.all(people > 0, axis=0))
        few = np.flatnonzero(now[found.at] <= found.loses)
        here = now[found.at[few]]
        left = np.sum(here[:, None] + found.changes[np.ix_(few, ways)] <= 0, axis=0)
        left += int(len(empty) - np.count_nonzero(here <= 0))
        fewer = left < len(empty)  # few are, so the rest is asked of them alone
        ways, left = ways[fewer], left[fewer]
        holds = self._cover.allows(found.at, now[found.at, None] + found.changes[:, ways])
        ways, left = ways[holds], left[holds]
        if not len(ways):
            return None
        best = int(ways[np.argmin(left)])
        swap = np.zeros_like(move)
        swap[found.come[:, best]], swap[found.leave[:, best]] = 1, -1
        return swap

    def _swaps_into(self, into: int) -> _Swaps:
        if into not in self._swaps:
            self._swaps[into] = self._made(into)
        return self._swaps[into]

    def _made(self, into: int) -> _Swaps:
        column, place, age = self._column, self._system.grid.stratum[into], self._age[into]
        both = (column[:, [age]] >= 0) & (column >= 0) & (column[place] >= 0)
        both[place], both[:, age] = False, False
        ways = np.argwhere(both)
        there, other = ways[:: max(-(-len(ways) // _WAYS), 1)].T
        come = np.array([np.full(len(there), into), column[there, other]])
        leave = np.array([column[place, other], column[there, age]])
        own = self._in_cells
        changes = (own[into] + own[come[1]] - own[leave[0]] - own[leave[1]]).T
        at = np.flatnonzero(changes.any(axis=1))
        cells, changes = self._cover.cells[at], changes[at]
        loses = -changes.min(axis=1, initial=0).astype(np.int64)
        loses[self._system.counts[cells] <= 0] = _NOBODY
        return _Swaps(come, leave, cells, changes, loses)
