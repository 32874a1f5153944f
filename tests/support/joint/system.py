"""The sums of all publications together, and what a move has to know of them."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from dashboard.domain.publications.periods import periods_of
from dashboard.publications.protecting.asked import asked, venue_types
from dashboard.publications.protecting.counts import AxisCodes, EarlierCounts, Rules, SessionCounts
from dashboard.publications.protecting.declared import Blank, blank
from dashboard.publications.protecting.grid import Integers, strata
from dashboard.publications.protecting.system import System, system_of
from tests.support.joint.grid import JointGrid
from tests.support.joint.sums import JointBook


class JointSystem(System):
    """A system of several publications, of which counts may have been corrected."""

    def spares(self, changes: Integers) -> bool:
        """Whether each of these sums still has somebody in it."""
        return bool(np.all((self.counts + changes)[self.reached] >= 1))

    def changes(self, columns: Integers, changes: Integers) -> Integers:
        """The change of each sum for these changes of finest counts."""
        return np.asarray(self._by_column[:, columns] @ changes, dtype=np.int64)

    def changes_of(self, column: int) -> Integers:
        """The change of each sum for one more person in a finest count."""
        return self.changes(np.array([column]), np.array([1]))

    def prices_of(self, prices: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each finest count, the total price of the sums that it is part of."""
        return np.asarray(prices @ self.matrix)

    def can_be(self, columns: Integers, changes: Integers) -> bool:
        """Whether such counts are possible."""
        rows, least = self.histories(columns)
        counts = self.grid.count[columns] + changes
        enough = counts >= self.grid.least[columns]
        return bool(np.all(enough) and np.all(rows @ changes >= least))

    def histories(self, columns: Integers) -> tuple[csr_array, Integers]:
        """The corrected counts up to each publication, and how far each can fall."""
        rows, least = self._histories
        own = csr_array(rows[:, columns])
        used = np.flatnonzero(np.diff(own.indptr))
        return own[used], least[used]

    @cached_property
    def _histories(self) -> tuple[csc_array, Integers]:
        every = [(1, own) for own, _ in self.grid.histories]
        every += [(-1, own) for own, empty in self.grid.histories if empty]
        sizes = [len(own) for _, own in every]
        rows = np.repeat(np.arange(len(every)), sizes)
        signs = np.repeat(np.array([sign for sign, _ in every], dtype=np.int64), sizes)
        columns = np.concatenate([np.zeros(0, dtype=np.int64), *(own for _, own in every)])
        matrix = csc_array((signs, (rows, columns)), shape=(len(every), len(self.grid.cells)))
        least = [-int(self.grid.count[own].sum()) * (sign > 0) for sign, own in every]
        return matrix, np.array(least, dtype=np.int64)

    def part(self, columns: Integers) -> csr_array:
        """The sums over some of the finest counts only."""
        return csr_array(self._by_column[:, columns])

    def near(self, at: int, limit: int) -> Integers:
        """Finest counts near a sum, by whole months: its own, its quarter's, its year's, any."""
        taken: list[Integers] = []
        for month in self._nearest_months(at):
            if taken and len(month) > limit:
                break
            limit -= len(month)
            taken.append(month)
        return np.sort(np.concatenate(taken))

    def _nearest_months(self, at: int) -> list[Integers]:
        inside = np.zeros(len(self._months), dtype=np.int64)
        parts = self.sums[at].parts
        np.add.at(inside, self._month[parts], 1 + self.grid.count[parts])
        near = {quarter for n, quarter, _ in self._months if inside[n]}
        year = {own for n, _, own in self._months if inside[n]}
        order = sorted(
            self._months,
            key=lambda m: (
                -inside[m[0]],
                m[1] not in near,
                m[2] not in year,
                -self._people_in[m[0]],
            ),
        )
        return [self._in_month[n] for n, _, _ in order]

    @cached_property
    def _months(self) -> list[tuple[int, str, str]]:
        months = sorted({cell.month for cell in self.grid.cells})
        return [(n, periods_of(m)[2], periods_of(m)[1]) for n, m in enumerate(months)]

    @cached_property
    def _month(self) -> Integers:
        months = sorted({cell.month for cell in self.grid.cells})
        at = {month: n for n, month in enumerate(months)}
        return np.array([at[cell.month] for cell in self.grid.cells], dtype=np.int64)

    @cached_property
    def _in_month(self) -> list[Integers]:
        return [np.flatnonzero(self._month == n) for n, _, _ in self._months]

    @cached_property
    def _people_in(self) -> Integers:
        people = np.zeros(len(self._months), dtype=np.int64)
        np.add.at(people, self._month, self.grid.count)
        return people


def build(
    counts: SessionCounts,
    words: AxisCodes,
    tables: Sequence[Blank],
    rules: Rules,
    earlier: Sequence[EarlierCounts],
) -> JointSystem:
    """Build the system of a publication that follows the earlier ones."""
    versions = [*(each.counts for each in earlier), counts]
    known = strata(versions, words.ages)
    book = JointBook(JointGrid.of(known), words, rules)
    for step, each in enumerate(earlier):
        book.enter_earlier(step, each)
    book.enter(len(earlier), counts, tables)
    book.enter_single_sessions(counts)
    forms = (blank(table) for each in earlier for table in each.protected.tables)
    types = venue_types([*forms, *tables])
    book.enter_asked(asked(versions, known, words, types, rules.hidden_up_to))
    own = system_of(book)
    return JointSystem(own.grid, own.sums, own.cells, own.matrix)
