"""The solver of attackers finds what trying every table finds."""

from functools import partial
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.publications.protecting.ranges.attacker import is_told
from tests.publications.protecting.whole import WholeNumbers

MOST, MANY = 3, 4
COUNTED = st.lists(st.integers(-1, 2), min_size=MANY, max_size=MANY)


LOST = (
    [
        *[([0, 0, 0, 0], 0, 0)] * 2,
        ([-1, 0, 2, -1], 1, 0),
        ([-1, -1, 2, 0], 1, 0),
        ([2, 1, 0, -1], 0, 1),
    ],
    [0, 0, 0, 0],
    [([0, 0, 0, 0], 0), ([-1, 0, -1, 2], 0)],
)
"""Going on from its last end, HiGHS says of one of these questions that it does not know."""


@example(*LOST)
@given(
    st.lists(st.tuples(COUNTED, st.integers(0, 2), st.integers(0, 2)), max_size=5),
    st.lists(st.integers(0, MOST), min_size=MANY, max_size=MANY),
    st.lists(st.tuples(COUNTED, st.integers(-3, 9)), min_size=1, max_size=6),
)
def test_each_end_is_that_of_some_table_and_none_goes_further(bounds, truth, asked):
    rows = np.array([row for row, *_ in bounds]).reshape(-1, MANY)
    low = rows @ truth - np.array([below for _, below, _ in bounds], dtype=int)
    high = rows @ truth + np.array([above for *_, above in bounds], dtype=int)
    tables = np.array(list(product(range(MOST + 1), repeat=MANY)))
    sums = tables @ rows.T
    possible = tables[np.all((low <= sums) & (sums <= high), axis=1)]
    solver = WholeNumbers(rows, low, high, 0, MOST)
    for row, small in asked:
        counts = possible @ row
        ends, told = (counts.min(), counts.max()), partial(is_told, small + 2, small)
        assert solver.narrow(row, told) == (ends if told(ends) else None)
        assert solver.ends(row) == ends


def test_fractions_of_people_are_no_people():
    """Half a person in each would be one and a half."""
    pairs = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
    assert WholeNumbers(pairs, [0] * 3, [1] * 3, 0, 9).ends([1, 1, 1]) == (0, 1)


def test_a_table_that_is_not_possible_is_not_kept():
    solver = WholeNumbers(np.array([[1, 1]]), [1], [2], 0, 5)
    for table in ([0, 0], [2, 1], [3, -1], [-4, 6]):
        solver.note(np.array(table))
    assert solver.known([1, 0]) == (np.inf, -np.inf)
    solver.note(np.array([2, 0]))
    assert solver.known([1, 0]) == (2, 2)


def test_bounds_that_nothing_fulfils_are_told():
    solver = WholeNumbers(np.array([[1, 1]]), [4], [5], 0, 1)
    with pytest.raises(AssertionError, match="Infeasible"):
        solver.ends([1, 0])
