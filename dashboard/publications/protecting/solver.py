"""HiGHS on one core, silent, limited by work done rather than by time."""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

Numbers = NDArray[np.float64]
Places = NDArray[np.int32]
Basis = highspy.HighsBasis

_WORK = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "simplex_iteration_limit": 4_000,
    "mip_max_nodes": 100,
    "mip_max_improving_sols": 1,
}
"""Not a limit of time, which would give other results on a busy machine."""
_PRIMAL = 4
_BRANCHING = 5
"""A step in a search for whole numbers costs so many others, cuts and heuristics included."""
UNBOUND = 1 << 62
"""More work than anything takes: to count what it took."""


class Work:
    """The work that is left for a search: steps of the simplex method times rows.

    It is counted, not timed, so that a busy machine finds the same. What is done of a part is done
    of the whole.
    """

    def __init__(self, left: int = UNBOUND, *, whole: "Work | None" = None) -> None:
        self.given, self.left = left, left
        self.given_up = False
        self._whole = whole

    def part(self, most: int = UNBOUND, least: int = 0) -> "Work":
        """The ``most`` of what is left, but the ``least`` in any case, though none is left."""
        return Work(max(min(most, self.left), least), whole=self)

    @property
    def spent(self) -> int:
        """What was done so far, of all its parts, too."""
        return self.given - self.left

    def spend(self, work: int) -> None:
        """Note what was done."""
        self.left -= work
        if self._whole:
            self._whole.spend(work)

    def give_up(self) -> None:
        """Do nothing more of it, since what is left would not be enough."""
        self.given_up = True

    @property
    def over(self) -> bool:
        """Whether nothing is left, or nothing more is to be done."""
        return self.given_up or self.left <= 0


@dataclass(frozen=True)
class Linear:
    """Minimise ``price``·x, with the rows of ``matrix``·x and x itself between bounds."""

    matrix: csc_array
    price: Numbers
    lower: Numbers
    upper: Numbers
    row_lower: Numbers
    row_upper: Numbers

    def in_whole_numbers(self, work: Work | None = None) -> Numbers | None:
        """Any solution in whole numbers, if a limited number of branches finds one."""
        highs = self.load(whole=True)
        highs.run()
        if work:
            work.spend(_BRANCHING * _steps(highs) * self.matrix.shape[0])
        if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return np.array(highs.getSolution().col_value)

    def load(self, *, whole: bool) -> highspy.Highs:
        """Load this programme into a solver."""
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = self.matrix.shape
        model.col_cost_, model.col_lower_, model.col_upper_ = self.price, self.lower, self.upper
        model.row_lower_, model.row_upper_ = self.row_lower, self.row_upper
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = self.matrix.indptr
        model.a_matrix_.index_ = self.matrix.indices
        model.a_matrix_.value_ = self.matrix.data
        if whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * len(self.price)
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in _WORK.items():
            highs.setOptionValue(name, value)
        if not whole:
            highs.setOptionValue("presolve", "off")  # otherwise there is no solution to start from
        highs.passModel(model)
        return highs


class Warm:
    """A linear programme solved repeatedly, each time starting from its last solution.

    Or from nothing, see ``forget``. With ``primal``, it takes fewer steps where only prices change.
    """

    def __init__(self, linear: Linear, work: Work | None = None, *, primal: bool = False) -> None:
        self._work = work
        self._highs = linear.load(whole=False)
        if primal:
            self._highs.setOptionValue("simplex_strategy", _PRIMAL)
        self._rows = linear.matrix.shape[0]

    def forget(self) -> None:
        """Begin anew, where everything is at its lower bound, and not from the last solution."""
        self._highs.clearSolver()

    def basis(self) -> Basis:
        """Where the last solution ended: which rows and columns are at a bound there."""
        return self._highs.getBasis()

    def begin(self, basis: Basis | None) -> None:
        """Begin where an earlier solution ended, which had as many rows; with none, as before."""
        if basis is not None:
            self._highs.setBasis(basis)

    def pay(self, places: Places, price: Numbers) -> None:
        """Change some prices."""
        self._highs.changeColsCost(len(places), places, price)

    def bound(self, places: Places, lower: Numbers, upper: Numbers) -> None:
        """Change some bounds."""
        self._highs.changeColsBounds(len(places), places, lower, upper)

    def require(self, rows: Places, lower: Numbers, upper: Numbers) -> None:
        """Change the bounds of some rows."""
        change = self._highs.changeRowsBounds  # type: ignore[attr-defined]  # not in its stubs
        change(len(rows), rows, lower, upper)

    def add(self, places: Places, factors: Numbers, lower: float, upper: float) -> None:
        """Add a row until ``drop_last``."""
        self._highs.addRow(lower, upper, len(places), places, factors)

    def drop_last(self) -> None:
        """Take the row that was added away."""
        self._highs.deleteRows(1, np.array([self._rows], dtype=np.int32))

    def solve(self) -> Numbers | None:
        """The best solution; ``None`` if there is none, or none within the work allowed."""
        if self._work and self._work.over:
            return None
        self._highs.run()
        if self._work:
            self._work.spend(_steps(self._highs) * self._rows)
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().col_value)


def _steps(highs: highspy.Highs) -> int:
    return max(int(highs.getInfo().simplex_iteration_count), 1)
