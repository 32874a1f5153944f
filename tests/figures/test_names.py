from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.names import apart

GAP, TOP = 38, 280


def test_names_that_are_apart_stay_where_they_are():
    assert apart([10, 60, 200], GAP, TOP) == [10, 60, 200]


def test_names_that_would_overlap_part_around_their_middle():
    assert apart([100, 100], GAP, TOP) == [81, 119]
    assert apart([20, 100, 110, 250], GAP, TOP) == [20, 86, 124, 250]


def test_the_highest_name_stays_in_the_plot():
    assert apart([275, 279], GAP, TOP) == [242, 280]


def test_no_name_needs_no_place():
    assert apart([], GAP, TOP) == []


@given(st.lists(st.floats(0, TOP), max_size=5).map(sorted))
def test_no_two_names_ever_overlap(heights):
    places = apart(heights, GAP, TOP)
    assert len(places) == len(heights)
    assert all(above - below > GAP - 0.001 for below, above in pairwise(places))
    assert max(places, default=0) == pytest.approx(min(max(places, default=0), TOP))
