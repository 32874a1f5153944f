"""Tables inside the ranges that are shown: they hide nothing more.

They are solutions of one linear programme after the other. Finest counts in which nobody can be are
left out of them, and rows that are the same then are one. That leaves two thirds of both.

Readers may suppose somebody at each session. A programme with a bound for each session takes eight
times as long. So only sessions of very few people have one, and others get somebody afterwards.

In large blocks, exact cells that others add up to have no row: a year's total is that of its
languages, and of its venue types. Such rows are the longest. Without them, a programme of ten
thousand sessions has a third of its entries and the same solutions. In small ones that saves
nothing.
"""

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.heeded import NEAR, AskedTables
from dashboard.publications.protecting.ranges.proving.programme import FARTHEST
from dashboard.publications.protecting.ranges.proving.reaching import Flags
from dashboard.publications.protecting.ranges.proving.wishing import SearchWish
from dashboard.publications.protecting.solver import Linear, Numbers, Warm, Work

MANY = 1_000
"""Programmes of so many finest counts or fewer have a row for each cell."""
_NOTHING = 1e-6
"""What is left of a row that others add up to, beside its length."""


class InsideTables:
    """Other tables inside the ranges: any if ``free``, else those that readers can't leave out.

    Cells are ``left_out`` that others add up to.
    """

    def __init__(
        self,
        cover: BlockRanges,
        tables: AskedTables,
        work: Work,
        *,
        free: bool,
        left_out: Flags | None = None,
    ) -> None:
        self._tables, system, cells = tables, cover.system, cover.cells
        low, high = _ends(cover)
        nobody, many = tables.known
        some = many[:0] if free else many
        live = np.ones(len(system.grid.cells), dtype=bool)
        live[csr_array(system.matrix[cells[high == 0]]).indices] = False
        if not free:
            live[tables.people(nobody)] = False
        self._live = np.flatnonzero(live)
        own = np.arange(len(cells)) if left_out is None else np.flatnonzero(~left_out)
        every = csc_array(vstack([system.matrix[cells[own]], tables.rows[some]]))
        rows, least, most = merged(
            csr_array(every[:, self._live]),
            np.concatenate([low[own], np.full(len(some), tables.many)]).astype(float),
            np.concatenate([high[own], np.full(len(some), np.inf)]).astype(float),
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
        pull = self._tables.pulled(wanted)[self._live]
        self._warm.pay(np.arange(len(pull), dtype=np.int32), -pull)
        if (found := self._warm.solve()) is None:
            return
        people = np.zeros(self._tables.rows.shape[1])
        people[self._live] = found
        now = self._tables.found(people)
        self._least = np.minimum(self._least, now)
        if rises:
            if not alone:
                now = self._tables.found(self._tables.attended(people))
            self._most = np.maximum(self._most, now)


def inside_of(cover: BlockRanges, tables: Iterable[Numbers]) -> list[Numbers]:
    """Those of some tables, as the people in each finest count, that are inside the ranges."""
    (low, high), cells = _ends(cover), cover.system.matrix[cover.cells]
    every = ((people, cells @ people) for people in tables)
    return [people for people, now in every if np.all((now > low - NEAR) & (now < high + NEAR))]


def _ends(cover: BlockRanges) -> tuple[Integers, Integers]:
    """How low and how high each cell may be, by the ranges and by what readers know."""
    leeway, system, cells = cover.leeway(), cover.system, cover.cells
    known = np.maximum(np.where(system.reached[cells], 1, 0), system.least[cells])
    return np.maximum(leeway.low, np.minimum(known, system.counts[cells])), leeway.high


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


def added_up(rows: csr_array, exact: Flags, few: int | None = None) -> Flags:
    """The ``exact`` rows that shorter ones of them add up to; none where columns are ``few``.

    These are ``MANY`` without it. That is by elimination (Cholesky), the shortest first: what is
    left has the fewest entries.
    """
    found = np.zeros(rows.shape[0], dtype=bool)
    if rows.shape[1] <= (MANY if few is None else few):
        return found
    at = np.flatnonzero(exact)
    at = at[np.argsort(np.diff(rows.indptr)[at], kind="stable")]
    own = csr_array(rows[at]).astype(float)
    shared = (own @ own.T).toarray()
    inverse = np.zeros_like(shared)  # of the triangle of those that are kept so far (Cholesky)
    kept = list[int]()
    for number in range(len(at)):
        size = len(kept)
        known = inverse[:size, :size]
        along = known @ shared[kept, number]
        rest = shared[number, number] - along @ along
        if rest <= _NOTHING * shared[number, number]:
            found[at[number]] = True
            continue
        inverse[size, :size] = -(along @ known) / np.sqrt(rest)
        inverse[size, size] = 1 / np.sqrt(rest)
        kept.append(number)
    return found
