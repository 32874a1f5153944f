"""Ranges of counts, and their sums."""

from dashboard.domain.shared.intervals import Interval


def test_a_sum_goes_from_the_sum_of_low_ends_to_that_of_high_ones():
    parts = (Interval.exactly(120), Interval(11, 30), Interval(0, 15))
    assert Interval.total(parts) == Interval(131, 165)
    assert Interval.total(()) == Interval.exactly(0)


def test_both_ends_are_included():
    assert [count for count in range(9, 33) if count in Interval(11, 30)] == list(range(11, 31))


def test_only_equal_ends_tell_a_count_exactly():
    assert Interval.exactly(7).exact
    assert not Interval(7, 8).exact
    assert (Interval(11, 30).width, Interval.exactly(7).width) == (19, 0)


def test_a_share_is_half_the_width_over_the_middle():
    assert Interval(81, 119).within(0.19)
    assert not Interval(80, 120).within(0.19)
    assert Interval.exactly(0).within(0.0)
