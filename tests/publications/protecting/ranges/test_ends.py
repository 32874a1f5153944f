"""Ends of ranges: on the grid, and outside of what the proofs need."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.ranges.ends import GRID, Luck, around, on_grid, small

SHARES = st.floats(0, 1, exclude_max=True)
LUCKS = st.builds(Luck, SHARES, SHARES)


@given(st.integers(0, 2_000), st.integers(0, 300), LUCKS, st.integers(5, 50), st.integers(5, 50))
def test_a_range_holds_its_proofs_inside_its_ends(least, more, luck, narrowest, room):
    found = around(least, least + more, luck, narrowest, room)
    assert found.low < least or found.low == 0
    assert least + more < found.high
    assert found.width >= narrowest
    assert on_grid(found)


def test_luck_moves_both_ends_and_not_alike():
    found = {around(100, 112, Luck(a / 10, b / 10), 10) for a in range(10) for b in range(10)}
    assert len({told.low for told in found}) > 1
    assert len({told.high for told in found}) > 1
    assert len({told.low + told.high for told in found}) > 2


def test_small_counts_all_look_alike():
    assert small(10) == Interval(0, 15)
    assert small(4) == Interval(0, 5)


def test_what_is_off_the_grid():
    assert [
        told for told in (Interval(1, 10), Interval(5, 20), Interval(6, 12)) if on_grid(told)
    ] == []
    assert on_grid(Interval(GRID + 1, 4 * GRID))
