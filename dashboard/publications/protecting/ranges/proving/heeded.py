"""Sums that can be asked, and which tables readers leave out since they make such a sum small.

They leave out a table in which a sum is 1 to a small count that, by the ranges, can't be 1 or less,
or can't be large: of each small count it is proved that it can be both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, vstack

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.flagged import Flagged
from dashboard.publications.protecting.ranges.proving.reaching import Flags, nearness
from dashboard.publications.protecting.ranges.proving.wishing import SearchWish
from dashboard.publications.protecting.solver import Numbers
from dashboard.publications.protecting.sums import Sum
from dashboard.publications.protecting.system import System

NEAR = 1e-5
"""Tables inside the ranges have parts of people, and are as exact as that."""
_THIN = 1.5
"""A session is thin whose people are fewer than so many times those that readers suppose there."""


class AskedTables:
    """The true table and those of the witnesses, each with all that can be asked.

    Those ``inside`` the ranges are read, too; others that are found join them.
    """

    def __init__(
        self, cover: BlockRanges, asked: list[Integers], inside: list[Numbers] | None = None
    ) -> None:
        self._cover, self._most = cover, cover.hidden_up_to
        system, grid = cover.system, cover.system.grid
        sizes = [len(own) for own in asked]
        rows = np.repeat(np.arange(len(sizes)), sizes)
        columns = np.concatenate([np.zeros(0, dtype=np.int64), *asked])
        ones = np.ones(len(rows), dtype=np.int64)
        self.rows = csr_array((ones, (rows, columns)), shape=(len(sizes), len(grid.cells)))
        self._in_parts = self.rows.astype(float)
        self._system, self._asked = system, asked
        self.every = len(system.sums) + np.arange(len(asked))
        places, fall = system.floors(np.arange(len(grid.cells)))
        there = (places @ grid.count).astype(float)
        self.attending = places.astype(float), there + fall
        self.thin = there < _THIN * self.attending[1]
        self.least = self._least_of()
        self._large, self._few, self._small = (Flagged(len(asked)) for _ in range(3))
        self._failed = np.zeros((2, len(asked)), dtype=bool)
        self._truth = self.rows @ grid.count
        self._inside = inside
        self._lacking: Flags | None = None
        self.read([grid.count, *(inside or ())])
        self._seen = 0

    @property
    def system(self) -> System:
        """The system with these sums after its own."""
        own = self._system
        sums = [*own.sums, *map(Sum, self._asked, self._truth.tolist())]
        return replace(own, sums=sums, matrix=vstack([own.matrix, self.rows]))

    @property
    def known(self) -> tuple[Integers, Integers]:
        """The sums of which readers know that they are nobody, and those that they know are large.

        They suppose it of those that no table makes large, and of those that none makes 1 or less.
        Of these, only those are heeded that some table makes small.
        """
        low, high = self._one_sided()
        return np.flatnonzero(low), np.flatnonzero(high & self._small.ever)

    def _one_sided(self) -> tuple[Flags, Flags]:
        shown = self._shown
        return ~self._large.ever & ~shown, ~self._few.ever & ~shown

    @property
    def _shown(self) -> Flags:
        """The small counts: of each it is proved that it may be 1 or less, and large."""
        shown: Flags = (self._truth >= 1) & (self._truth <= self._most)
        return shown

    def people(self, at: Integers) -> Integers:
        """The finest counts in these sums."""
        return np.unique(self.rows[at].indices)

    @property
    def many(self) -> int:
        """The least count that is large."""
        return self._most + 1

    def only(self, wish: SearchWish) -> Numbers:
        """Where sums must go for one wish alone."""
        wanted = np.zeros(len(self.every))
        wanted[wish.at] = np.sign(wish.change)
        return wanted

    def truth(self, at: int) -> int:
        """What a sum is."""
        return int(self._truth[at])

    def questioned(self) -> list[SearchWish]:
        """What the sums need that some table makes small, and no table so far 1 or less."""
        return [self._wish(at, large=False) for at in self.known[1].tolist()]

    def lacking(self) -> list[SearchWish]:
        """What the small counts need that lack a table."""
        up, down = (np.flatnonzero(own).tolist() for own in self.lacks())
        every = [self._wish(at, large=True) for at in up]
        return every + [self._wish(at, large=False) for at in down]

    def _wish(self, at: int, *, large: bool) -> SearchWish:
        aim = self._most + 1 if large else int(self.least[at])
        return SearchWish(at, aim - self.truth(at), strict=False)

    def _against(self) -> tuple[Integers, Flags]:
        """Sums, and which of them speak against which tables: that make them small, and can't be.

        No other sum speaks against any table; they are few of all.
        """
        low, high = self._one_sided()
        sums = np.flatnonzero((low | high) & self._small.ever)
        return sums, self._small.of(sums)

    def lacks(self) -> Flags:
        """Which small counts have no table that readers can't leave out: with many, with few."""
        self._read_new()
        if self._lacking is None:
            left = ~self._against()[1].any(axis=1)
            large, few = (own.in_any(left) for own in (self._large, self._few))
            self._lacking = np.array([self._shown & ~large, self._shown & ~few])
        return self._lacking

    def wish(self) -> SearchWish | None:
        """What a table needs that readers leave out."""
        up, down = self.lacks()
        (low, high), (sums, against) = self._one_sided(), self._against()
        failed = (low & self._failed[1]) | (high & self._failed[0])
        serves = self._large.how_many(up) + self._few.how_many(down)
        serves[(against & failed[sums]).any(axis=1)] = 0
        hope = serves / np.maximum(against.sum(axis=1), 1) ** 2
        if not hope.any():
            return None
        at = int(sums[np.argmax(hope @ against)])
        return self._wish(at, large=bool(low[at]))

    def note(self, wish: SearchWish) -> None:
        """Keep in mind that a wish was searched for, so that it ends where no table fulfils it.

        A witness may be found that does not: without somebody at each session nothing is large.
        """
        self._read_new()
        found = self._large if wish.change > 0 else self._few
        self._failed[int(wish.change > 0), wish.at] = not found.ever[wish.at]

    def pull(self) -> Numbers:
        """Where sums must go that speak against tables."""
        low, high = self._one_sided()
        return self._towards(low & self._small.ever, high & self._small.ever)

    def pull_small(self) -> Numbers:
        """Where small counts must go."""
        return self._towards(*self.lacks())

    def _towards(self, rise: Flags, fall: Flags) -> Numbers:
        down = nearness(fall, self._truth - self.least)
        return nearness(rise, self._most + 1 - self._truth) - down

    def pulled(self, wanted: Numbers) -> Numbers:
        """How much each finest count is wanted to go up, where sums are."""
        some = np.flatnonzero(wanted)  # often it is one
        pull: Numbers = wanted[some] @ self._in_parts[some]
        return pull

    def read(self, tables: Iterable[Integers | Numbers]) -> Numbers:
        """Read other tables, as the people in each finest count: what all sums are in each.

        Readers may suppose somebody at each session. So no count is large in a table without.
        """
        every = list(tables)
        if every:
            self._lacking = None
        people = np.array(every, dtype=float).reshape(len(every), self.rows.shape[1])
        places, floors = self.attending
        now: Numbers = (self._in_parts @ people.T).T
        there = (places @ people.T).T
        fills = np.all(there > floors - NEAR, axis=1, keepdims=True)
        large = now > self._most + 1 - NEAR
        self._large.add(large & fills)
        self._few.add(now < self.least + NEAR)
        self._small.add((now > NEAR) & ~large)
        return now

    def found(self, people: Numbers) -> Numbers:
        """Read a table that was found inside the ranges: what all sums are in it."""
        if self._inside is not None:
            self._inside.append(people)
        now: Numbers = self.read([people])[0]
        return now

    def attended(self, people: Numbers) -> Numbers:
        """The nearest table to this one with somebody at each session, on the way to the true one.

        All that is between two tables inside the ranges is inside them, too.
        """
        (places, floors), truth = self.attending, self._system.grid.count
        short = floors - places @ people
        here = short > NEAR
        share = np.max(short[here] / (places @ (truth - people))[here], initial=0)
        found: Numbers = people + share * (truth - people)
        return found

    def _read_new(self) -> None:
        count = self._system.grid.count
        self.read(count + move for move in self._cover.witnesses[self._seen :])
        self._seen = len(self._cover.witnesses)

    def _least_of(self) -> Integers:
        """What each sum must be able to be: readers may know one person of each block and group."""
        found = self._system.blocks_of(self.rows)
        named = np.zeros_like(found)
        for group in self._reached():
            named += np.asarray(self.rows[:, group].sum(axis=1)).ravel() == len(group)
        return np.maximum(found, named)

    def _reached(self) -> Iterator[Integers]:
        for at in np.flatnonzero(self._system.reached).tolist():
            yield self._system.sums[at].parts
