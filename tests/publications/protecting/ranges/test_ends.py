"""Ends of ranges: on the grid, and outside of what the proofs need."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.ranges.needs.ends import (
    GRID,
    Luck,
    around,
    credible,
    in_order,
    small,
)

SHARES = st.floats(0, 1, exclude_max=True)
LUCKS = st.builds(Luck, SHARES, SHARES)


@given(st.integers(0, 2_000), st.integers(0, 300), LUCKS, st.integers(5, 50), st.integers(5, 50))
def test_a_range_holds_its_proofs_inside_its_ends(least, more, luck, hidden_up_to, room):
    found = around(least, least + more, luck, hidden_up_to, room)
    assert found.low < least or found.low == 0
    assert least + more < found.high
    assert found.width >= hidden_up_to
    assert in_order(found, hidden_up_to)
    small_ones = [credible(count, found) for count in range(1, hidden_up_to + 1)]
    assert all(small_ones) or not any(small_ones)
    assert all(small_ones) == (found.low == 0)


def test_luck_moves_both_ends_and_not_alike():
    found = {around(100, 112, Luck(a / 10, b / 10), 10) for a in range(10) for b in range(10)}
    assert len({told.low for told in found}) > 1
    assert len({told.high for told in found}) > 1
    assert len({told.low + told.high for told in found}) > 2


def test_small_counts_all_look_alike():
    assert small(10) == Interval(0, 15)
    assert small(4) == Interval(0, 10)


def test_what_no_range_looks_like():
    every = (Interval(1, 20), Interval(5, 20), Interval(11, 22), Interval(6, 20), Interval(0, 10))
    assert [told for told in every if in_order(told, 10)] == []
    assert in_order(Interval(2 * GRID + 1, 6 * GRID), 10)
    assert in_order(Interval(0, 15), 10)


def test_neither_end_is_the_count_but_0():
    assert [count for count in range(20) if credible(count, Interval(0, 15))] == [*range(15)]
    assert [count for count in range(30) if credible(count, Interval(11, 25))] == [*range(12, 25)]
    assert credible(3, Interval(3, 3))
