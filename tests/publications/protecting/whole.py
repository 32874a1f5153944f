"""The least and the most that a sum of whole numbers can be, where others have bounds.

Whoever attacks asks for thousands of sums under the same bounds. So a solver keeps these, and goes
on where it ended. It first lets people be fractions of people, which is fast, and an end that no
whole numbers can pass. Where a table of whole numbers that was found before reaches it, that is the
end. Else it is looked for in whole numbers.
"""

from functools import cached_property

import highspy
import numpy as np
from scipy import sparse

NEAR = 1e-3  # a fraction that may be a whole number is taken for the one further out
PRIMAL_SIMPLEX = 4  # where it ended is possible under each question, and seldom the best


class WholeNumbers:
    """Numbers from ``least`` to ``most``, of which each of ``rows`` sums some, and has bounds."""

    def __init__(self, rows, low, high, least, most):
        shape = (len(low), np.shape(rows)[-1])
        self._rows = np.asarray(rows, dtype=float).reshape(shape)
        self._low, self._high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
        self._least, self._most = (
            np.broadcast_to(np.asarray(end, dtype=float), shape[1:]) for end in (least, most)
        )
        self._known = np.zeros((0, shape[1]))

    def ends(self, row):
        """Of a sum in which each number counts so many times, all of them whole."""
        row = np.asarray(row, dtype=float)
        return self._least_of(row), -self._least_of(-row)

    def narrow(self, row, is_narrow):
        """Its ends if these are narrow, else nothing.

        Where some ends are not narrow, none further apart may be: so the tables that were found
        before often answer.
        """
        row = np.asarray(row, dtype=float)
        for end in (row, -row):
            if not is_narrow(self.known(row)):
                return None
            self._least_of(end)
        ends = self.known(row)
        return ends if is_narrow(ends) else None

    def known(self, row):
        """How far at least these ends are apart: what the tables that were found show of a sum."""
        sums = self._known @ row
        return np.min(sums, initial=np.inf), np.max(sums, initial=-np.inf)

    def note(self, table):
        """Keep a table if it is possible, whoever found it."""
        sums = self._rows @ table
        inside = np.all(sums >= self._low) and np.all(sums <= self._high)
        if inside and np.all(table >= self._least) and np.all(table <= self._most):
            self._known = np.vstack([self._known, table])

    def _least_of(self, row):
        found = self._solved(self._fractions, row)
        bound = np.ceil(row @ found - NEAR)
        if self.known(row)[0] > bound:
            self.note(np.round(found))
        if self.known(row)[0] > bound:
            self.note(np.round(self._solved(self._whole, row)))
        return round(self.known(row)[0])

    def _solved(self, solver, row):
        solver.changeColsCost(len(row), np.arange(len(row), dtype=np.int32), row)
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kUnknown:  # it lost its way
            solver.clearSolver()
            solver.run()
        status = solver.getModelStatus()
        assert status == highspy.HighsModelStatus.kOptimal, f"the programme is {status}"
        return np.array(solver.getSolution().col_value)

    @cached_property
    def _fractions(self):
        return self._solver([])

    @cached_property
    def _whole(self):
        return self._solver([highspy.HighsVarType.kInteger] * len(self._least))

    def _solver(self, integrality):
        model, matrix = highspy.HighsLp(), sparse.csc_matrix(self._rows)
        model.num_row_, model.num_col_ = self._rows.shape
        model.col_cost_ = np.zeros(len(self._least))
        model.col_lower_, model.col_upper_ = self._least, self._most
        model.row_lower_, model.row_upper_ = self._low, self._high
        model.a_matrix_.start_ = matrix.indptr
        model.a_matrix_.index_ = matrix.indices
        model.a_matrix_.value_ = matrix.data
        model.integrality_ = integrality
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.passModel(model)
        return solver
