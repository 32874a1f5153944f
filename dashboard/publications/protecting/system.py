"""The sums that are published or must not be told, as one matrix over the finest counts."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Grid, Integers
from dashboard.publications.protecting.sums import Sum, SumBook


@dataclass
class System:
    """The sums, and the index of this publication's cells among them (without those surely 0).

    The steps of its finest counts are blocks, or parts of one block: then ``of_one_block`` is true.
    """

    grid: Grid
    sums: list[Sum]
    cells: dict[Name, int]
    matrix: csr_array
    of_one_block: bool = False

    @cached_property
    def counts(self) -> Integers:
        """The true value of each sum."""
        return np.array([each.count for each in self.sums], dtype=np.int64)

    @cached_property
    def sizes(self) -> Integers:
        """Of how many finest counts each sum is."""
        return np.array([len(each.parts) for each in self.sums], dtype=np.int64)

    @cached_property
    def by_size(self) -> Integers:
        """The sums, those of the fewest finest counts first."""
        return np.argsort(self.sizes, kind="stable")

    @cached_property
    def declared(self) -> NDArray[np.bool_]:
        """Which sums are cells of some publication."""
        return np.array([each.declared for each in self.sums], dtype=bool)

    @cached_property
    def reached(self) -> NDArray[np.bool_]:
        """Which sums are known to contain somebody."""
        return np.array([each.reached for each in self.sums], dtype=bool)

    @cached_property
    def least(self) -> Integers:
        """How many people readers know to be in each sum, whichever age groups were reached."""
        return np.array([each.least for each in self.sums], dtype=np.int64)

    @cached_property
    def blocks(self) -> Integers:
        """How many blocks the finest counts of each sum are of."""
        return self.blocks_of(self.matrix)

    def blocks_of(self, rows: csr_array) -> Integers:
        """How many blocks the finest counts of other sums are of."""
        found = steps_of(rows, self.grid)
        return np.minimum(found, 1) if self.of_one_block else found

    @cached_property
    def told_least(self) -> Integers:
        """The least number of people in each sum that coverage tells: one per age group reached."""
        least = np.zeros(len(self.sums), dtype=np.int64)
        whole: dict[str, NDArray[np.bool_]] = {}
        for at in np.flatnonzero(self.reached).tolist():
            parts = self.sums[at].parts
            inside = np.asarray(self._by_column[:, parts].sum(axis=1)).ravel() == len(parts)
            age = self.grid.cells[parts[0]].age
            whole[age] = whole.get(age, False) | inside
        for inside in whole.values():
            least += inside
        return least

    @cached_property
    def _by_column(self) -> csc_array:
        return csc_array(self.matrix)

    def changes(self, move: Integers) -> Integers:
        """By how much a change of the finest counts changes each sum.

        Most change half of them. To pick their columns first takes three to ten times as long.
        """
        found: Integers = self.matrix @ move
        return found

    def floors(self, columns: Integers) -> tuple[csr_array, Integers]:
        """Who of these attends each stratum, and how far they can fall with one at each session."""
        inside = np.flatnonzero(self.grid.attending[columns])
        numbers, own = np.unique(self.grid.stratum[columns[inside]], return_inverse=True)
        rows = csr_array(
            (np.ones(len(inside), dtype=np.int64), (own, inside)),
            shape=(len(numbers), len(columns)),
        )
        return rows, -self.spare_people[numbers]

    @cached_property
    def spare_people(self) -> Integers:
        """How many people of each stratum could be missing with someone left at each session."""
        return self.spare_after(np.zeros_like(self.grid.count))

    def spare_after(self, move: Integers) -> Integers:
        """The same after a change; fewer than none where somebody lacks."""
        people = np.zeros(len(self.grid.floor), dtype=np.int64)
        np.add.at(people, self.grid.stratum, (self.grid.count + move) * self.grid.attending)
        return people - self.grid.floor

    def fills(self, move: Integers, now: Integers | None = None) -> bool:
        """Whether a change leaves somebody in each cell that has anyone, and at each session.

        ``now`` are all sums after it, where that is known.
        """
        if now is None:
            now = self.counts + self.changes(move)
        return bool(np.all(now[self.filled] > 0) and np.all(self.spare_after(move) >= 0))

    @cached_property
    def filled(self) -> Integers:
        """The cells that have anyone."""
        return np.flatnonzero(self.declared & (self.counts > 0))


def steps_of(rows: csr_array, grid: Grid) -> Integers:
    """Of how many steps each row has finest counts."""
    found = np.zeros(rows.shape[0], dtype=np.int64)
    for step in np.unique(grid.step):
        found += np.asarray(rows @ (grid.step == step)) > 0
    return found


def system_of(book: SumBook) -> System:
    """The system of the sums that were registered."""
    grid, sizes = book.grid, [len(each.parts) for each in book.sums]
    rows = np.repeat(np.arange(len(sizes)), sizes)
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *(s.parts for s in book.sums)])
    matrix = csr_array(
        (np.ones(len(rows), dtype=np.int64), (rows, columns)),
        shape=(len(sizes), len(grid.cells)),
    )
    return System(grid, book.sums, book.cells, matrix, book.of_one_block)
