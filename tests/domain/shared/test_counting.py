from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.counting import Target, percent, status
from dashboard.domain.shared.vocabulary import StatusLevel

LEVELS = (
    StatusLevel("on_track", "", "", minimum_percent=100),
    StatusLevel("watch", "", "", minimum_percent=85),
    StatusLevel("behind", "", "", minimum_percent=0),
)
COUNT = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (10, 37, "27.0"),
        (1, 8, "12.5"),
        (1, 16, "6.3"),
        (1180, 1000, "118.0"),
        (1000, 1000, "100.0"),
        (0, 5, "0.0"),
        (9_996, 10_000, "99.9"),
        (999_999, 1_000_000, "99.9"),
    ],
)
def test_a_percent_has_one_decimal_half_up_and_100_only_when_it_is_reached(
    numerator, denominator, expected
):
    assert percent(numerator, denominator) == Decimal(expected)


@pytest.mark.parametrize("of", [(None, 5), (5, None), (5, 0), (0, 0)])
def test_there_is_no_percent_without_both_or_over_zero(of):
    assert percent(*of) is None


@given(COUNT, st.integers(1, 10**9))
def test_a_percent_reads_100_or_more_only_when_the_target_is_reached(numerator, denominator):
    assert (percent(numerator, denominator) >= 100) == (numerator >= denominator)


TARGET = Target(
    1000, due=date(2015, 3, 31), effective_from=date(2014, 9, 1), start=date(2013, 3, 31)
)


@pytest.mark.parametrize(
    ("day", "planned"),
    [
        (date(2013, 3, 30), 0),
        (date(2013, 3, 31), 0),
        (date(2014, 3, 31), 500),
        (date(2015, 3, 31), 1000),
        (date(2016, 1, 1), 1000),
    ],
)
def test_the_target_to_date_is_a_line_from_the_start_to_the_due_date(day, planned):
    assert TARGET.to_date(day) == planned


@pytest.mark.parametrize(
    ("reached", "planned", "expected"),
    [
        (100, "100", "on_track"),
        (99, "99.01", "watch"),
        (85, "100", "watch"),
        (84, "100", "behind"),
        (0, "100", "behind"),
        (200, "100", "on_track"),
    ],
)
def test_a_status_is_the_best_level_that_is_earned(reached, planned, expected):
    assert status(reached, Decimal(planned), LEVELS) == expected
    assert status(reached, Decimal(planned), LEVELS[::-1]) == expected


def test_there_is_no_status_before_the_plan_begins_or_below_every_level():
    assert status(5, Decimal(0), LEVELS) is None
    assert status(5, Decimal(100), LEVELS[:2]) is None
