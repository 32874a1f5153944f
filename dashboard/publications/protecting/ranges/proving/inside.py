"""Tables inside the ranges that are shown: they hide nothing more.

They are solutions of one linear programme after the other. Finest counts in which nobody can be are
left out of them, and rows that are the same then are one. That leaves two thirds of both.

Readers may suppose somebody at each session. A programme with a bound for each session takes eight
times as long. So only sessions of very few people have one, and others get somebody afterwards.
"""

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.heeded import NEAR, AskedTables
from dashboard.publications.protecting.ranges.proving.programme import FARTHEST
from dashboard.publications.protecting.ranges.proving.searching import SearchWish
from dashboard.publications.protecting.solver import Linear, Numbers, Warm, Work


class InsideTables:
    """Other tables inside the ranges: any if ``free``, else those that readers can't leave out."""

    def __init__(self, cover: BlockRanges, tables: AskedTables, work: Work, *, free: bool) -> None:
        self._tables, system, cells = tables, cover.system, cover.cells
        leeway, counts = cover.leeway(), system.counts[cells]
        known = np.maximum(np.where(system.reached[cells], 1, 0), system.least[cells])
        low = np.maximum(leeway.low, np.minimum(known, counts))
        nobody, many = tables.known
        some = many[:0] if free else many
        live = np.ones(len(system.grid.cells), dtype=bool)
        live[csr_array(system.matrix[cells[leeway.high == 0]]).indices] = False
        if not free:
            live[tables.people(nobody)] = False
        self._live = np.flatnonzero(live)
        every = csc_array(vstack([system.matrix[cells], tables.rows[some]]))
        rows, least, most = merged(
            csr_array(every[:, self._live]),
            np.concatenate([low, np.full(len(some), tables.many)]).astype(float),
            np.concatenate([leeway.high, np.full(len(some), np.inf)]).astype(float),
        )
        size = len(self._live)
        attending, floors = tables.attending
        self._places = len(least) + np.arange(len(floors), dtype=np.int32)
        self._any = np.full(len(floors), np.inf)
        self._floors = {True: floors, False: np.where(tables.thin, floors, -np.inf)}
        least = np.concatenate([least, -self._any])
        most = np.concatenate([most, self._any])
        rows = csc_array(vstack([rows, attending[:, self._live]]))
        upper = system.grid.count[self._live].astype(float) + FARTHEST
        linear = Linear(rows, np.zeros(size), np.zeros(size), upper, least, most)
        self._warm = Warm(linear, work, primal=True)
        self._least, self._most = np.full(len(tables.every), np.inf), np.zeros(len(tables.every))

    def fulfils(self, wish: SearchWish) -> bool:
        """Whether a table that was read fulfils a wish."""
        own, (least, most) = self._tables.truth(wish.at), wish.ends
        return bool(
            self._most[wish.at] - own > least - NEAR
            if wish.change > 0
            else self._least[wish.at] - own < most + NEAR
        )

    def look(self, wanted: Numbers, *, alone: bool = False) -> None:
        """Read the table where sums go farthest that are ``wanted``.

        If some shall be large, the nearest table with somebody at each session is read, too. Where
        one sum is wanted ``alone``, the table itself has somebody there.
        """
        rises = bool(np.any(wanted > 0))
        floors = self._floors[alone] if rises else -self._any
        self._warm.require(self._places, floors, self._any)
        pull = np.asarray(wanted @ self._tables.rows).ravel()[self._live]
        self._warm.pay(np.arange(len(pull), dtype=np.int32), -pull)
        if (found := self._warm.solve()) is None:
            return
        people = np.zeros(self._tables.rows.shape[1])
        people[self._live] = found
        self._tables.read([people])
        self._least = np.minimum(self._least, self._tables.rows @ people)
        if rises:
            attended = self._tables.attended(people)
            if not alone:
                self._tables.read([attended])
            self._most = np.maximum(self._most, self._tables.rows @ attended)


def merged(rows: csr_array, low: Numbers, high: Numbers) -> tuple[csr_array, Numbers, Numbers]:
    """The rows that differ, each with the bounds of all that are like it; none without columns."""
    rows.sort_indices()
    places: dict[bytes, int] = {}
    same = np.zeros(len(low), dtype=np.int64)
    for at in range(len(low)):
        own = rows.indices[rows.indptr[at] : rows.indptr[at + 1]]
        same[at] = places.setdefault(own.tobytes(), len(places)) if len(own) else -1
    first = np.unique(same, return_index=True)[1][int(np.any(same < 0)) :]
    least, most = np.full(len(places), -np.inf), np.full(len(places), np.inf)
    np.maximum.at(least, same[same >= 0], low[same >= 0])
    np.minimum.at(most, same[same >= 0], high[same >= 0])
    return rows[first], least, most
