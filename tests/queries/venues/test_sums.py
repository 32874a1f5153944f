"""Unions of sets by venue, however many age groups a project has."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.queries.venues.sums import Unions

PLACES = 3
SETS = st.integers(0, 2**31 - 1) | st.integers(0, 63)


@given(st.lists(st.lists(st.tuples(st.integers(0, PLACES - 1), SETS), max_size=6), max_size=3))
def test_a_union_has_the_members_of_each_set_and_no_others(parts):
    expected, found = [0] * PLACES, Unions(PLACES)
    for part in parts:
        for place, members in part:
            expected[place] |= members
        largest = np.min_scalar_type(max([members for _, members in part], default=0))
        found.add(
            np.array([place for place, _ in part], np.intp),
            np.array([members for _, members in part], largest),
        )
    assert found.found.tolist() == expected
