"""HiGHS on one core, silent, limited by work done rather than by time."""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

Numbers = NDArray[np.float64]
Places = NDArray[np.int32]

_WORK = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "simplex_iteration_limit": 4_000,
    "mip_max_nodes": 100,
    "mip_max_improving_sols": 1,
}
"""Not a limit of time, which would give other results on a busy machine."""


@dataclass(frozen=True)
class Linear:
    """Minimise ``price``·x, with the rows of ``matrix``·x and x itself between bounds."""

    matrix: csc_array
    price: Numbers
    lower: Numbers
    upper: Numbers
    row_lower: Numbers
    row_upper: Numbers

    def in_whole_numbers(self) -> Numbers | None:
        """Any solution in whole numbers, if a limited number of branches finds one."""
        highs = self.load(whole=True)
        highs.run()
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
    """A linear programme solved repeatedly, each time starting from its last solution."""

    def __init__(self, linear: Linear) -> None:
        self._highs = linear.load(whole=False)
        self._rows = linear.matrix.shape[0]

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
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().col_value)
