from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.domain.progress.comparison import (
    ComparisonPeriod,
    difference,
    earlier,
    is_over,
    trends,
)
from dashboard.domain.progress.progress import BreakdownRow, YouthReached
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.filters import Filters, parse
from dashboard.domain.shared.periods import FIRST_YEAR, PROJECT, Period
from tests.queries.worlds import FILTERS
from tests.support.samples import PROGRESS, VOCABULARY

DAY = timedelta(days=1)
AS_OF = date(2015, 3, 25)
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
YEARS = st.integers(1902, 2198)
NAMED = (
    st.builds(Period.fiscal_year, YEARS)
    | st.builds(Period.school_year, YEARS)
    | st.builds(Period.fiscal_quarter, YEARS, st.integers(1, 4))
)
HOW = st.sampled_from(ComparisonPeriod)


def before(filters, how, as_of=AS_OF):
    return earlier(filters, how, as_of)


# Days


@given(DAYS, DAYS)
def test_the_previous_days_are_as_many_and_end_just_before(one, other):
    start, end = sorted((one, other))
    found = before(Filters(start=start, end=end), ComparisonPeriod.PREVIOUS)
    assume(found is not None)
    assert found.end == start - DAY
    assert found.end - found.start == end - start


@given(DAYS, st.integers(0, 364))
def test_a_year_before_the_dates_are_the_same(start, days):
    end = start + timedelta(days)
    found = before(Filters(start=start, end=end), ComparisonPeriod.YEAR)
    for now, then in ((start, found.start), (end, found.end)):
        assert then.year == now.year - 1
        assert (then.month, then.day) in ((now.month, now.day), (2, 28))


def test_the_leap_day_has_the_28th_before_it():
    days = Filters(start=date(2016, 2, 29), end=date(2016, 3, 31))
    assert before(days, ComparisonPeriod.YEAR).start == date(2015, 2, 28)


def test_days_without_an_end_go_to_the_last_day_of_the_data():
    found = before(Filters(start=date(2015, 3, 16)), ComparisonPeriod.PREVIOUS)
    assert (found.start, found.end) == (date(2015, 3, 6), date(2015, 3, 15))


def test_days_longer_than_a_year_would_overlap_with_those_a_year_before():
    days = Filters(start=date(2014, 1, 1), end=date(2015, 1, 1))
    assert before(days, ComparisonPeriod.YEAR) is None
    assert before(days, ComparisonPeriod.PREVIOUS) is not None
    assert before(Filters(start=date(2014, 3, 20)), ComparisonPeriod.YEAR) is None


# Named periods


@given(NAMED)
def test_the_previous_named_period_is_its_like_and_ends_just_before(period):
    found = before(Filters(period=period), ComparisonPeriod.PREVIOUS).period
    assert (found.school, bool(found.quarter)) == (period.school, bool(period.quarter))
    assert found.range.end == period.range.start - DAY


@given(NAMED)
def test_a_year_before_a_named_period_has_the_same_name_a_year_less(period):
    found = before(Filters(period=period), ComparisonPeriod.YEAR).period
    assert (found.school, found.quarter) == (period.school, period.quarter)
    assert found.first_year == period.first_year - 1


@pytest.mark.parametrize(
    ("period", "how", "code"),
    [
        ("2014-15-q1", ComparisonPeriod.PREVIOUS, "2013-14-q4"),
        ("2014-15-q3", ComparisonPeriod.PREVIOUS, "2014-15-q2"),
        ("2014-15-q1", ComparisonPeriod.YEAR, "2013-14-q1"),
        ("2014-15", ComparisonPeriod.PREVIOUS, "2013-14"),
        ("school-2014-15", ComparisonPeriod.YEAR, "school-2013-14"),
    ],
)
def test_periods_of_the_project(period, how, code):
    assert before(Filters(period=Period.parse(period)), how).period.code == code


def test_a_period_cut_short_is_compared_by_its_days():
    cut = Filters(period=Period.parse("2014-15"), start=date(2014, 7, 1))
    assert before(cut, ComparisonPeriod.YEAR) == Filters(
        start=date(2013, 7, 1), end=date(2014, 3, 31)
    )


def test_from_and_to_that_cut_nothing_leave_the_period_its_name():
    wide = Filters(period=Period.parse("2014-15"), start=date(2013, 1, 1))
    assert before(wide, ComparisonPeriod.YEAR) == Filters(period=Period.parse("2013-14"))


# All


@given(FILTERS, HOW)
def test_all_other_filters_stay(filters, how):
    found = before(filters, how)
    assume(found is not None)
    assert [found.codes(name) for name in DIMENSIONS] == [
        filters.codes(name) for name in DIMENSIONS
    ]


@given(NAMED | st.just(PROJECT), st.none() | DAYS, st.none() | DAYS, HOW)
def test_what_is_earlier_has_an_address_of_its_own(period, start, end, how):
    found = before(Filters(period=period, start=start, end=end), how)
    assume(found is not None)
    assert parse(found.to_query(), VOCABULARY, Audience.COORDINATOR) == (found, ())


@given(FILTERS, st.none() | DAYS, HOW)
def test_the_earlier_period_ends_before_the_other_begins(filters, as_of, how):
    found = before(filters, how, as_of)
    assume(found is not None)
    assert found.range.start <= found.range.end < filters.range.start


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(period=PROJECT),
        Filters(end=date(2015, 1, 31)),
        Filters(start=date(2015, 3, 26)),  # after the last day of the data
        Filters(start=date(2015, 4, 1), period=Period.parse("2013-14")),  # no day at all
        Filters(start=date(FIRST_YEAR, 1, 1), end=date(FIRST_YEAR, 12, 31)),
        Filters(period=Period.parse(f"{FIRST_YEAR}-01-q1")),
        Filters(period=Period.parse(f"school-{FIRST_YEAR}-01")),
    ],
)
@pytest.mark.parametrize("how", list(ComparisonPeriod))
def test_without_a_first_and_a_last_day_there_is_nothing_earlier(filters, how):
    assert before(filters, how) is None


def test_without_data_days_without_an_end_have_nothing_earlier():
    assert before(Filters(start=date(2015, 1, 1)), ComparisonPeriod.YEAR, None) is None


# What is compared


@pytest.mark.parametrize(
    ("now", "then", "more"), [(3, 5, -2), (5, 5, 0), (None, 5, None), (5, None, None)]
)
def test_a_hidden_count_has_no_difference(now, then, more):
    assert difference(now, then) == more


@pytest.mark.parametrize(
    ("filters", "over"),
    [
        (Filters(period=Period.parse("2014-15-q3")), True),
        (Filters(period=Period.parse("2014-15-q4")), False),
        (Filters(period=Period.parse("school-2014-15")), False),
        (Filters(end=AS_OF), True),
        (Filters(end=AS_OF + DAY), False),
        (Filters(start=AS_OF), True),
    ],
)
def test_a_period_is_over_on_its_last_day(filters, over):
    assert is_over(replace(PROGRESS, filters=filters), AS_OF) is over


def test_a_period_that_is_over_may_have_data_that_end_before_it():
    year = replace(PROGRESS, filters=Filters(period=Period.parse("2014-15")))
    assert year.data_as_of < year.filters.range.end
    assert is_over(year, date(2026, 1, 1))


def a_progress(period, months, reached):
    return replace(
        PROGRESS,
        filters=Filters(period=Period.parse(period)),
        youth=YouthReached(reached, None, None, None, None),
    ).with_rows(by_month=tuple(BreakdownRow(month, 1, youth, youth) for month, youth in months))


def numbers(points):
    return [(p.month, p.youth, p.total) for p in points]


def test_both_periods_are_counted_from_their_own_first_month():
    now = a_progress("2014-15-q3", [("2014-11", 20), ("2014-12", 30)], 50)
    then = a_progress("2014-15-q2", [("2014-07", 9)], 9)
    shown, earlier_ones = trends(now, then)
    assert numbers(shown) == [("2014-10", 0, 0), ("2014-11", 20, 20), ("2014-12", 30, 50)]
    assert numbers(earlier_ones) == [("2014-07", 9, 9), ("2014-08", 0, 9), ("2014-09", 0, 9)]


def test_months_after_the_data_are_named_and_not_held():
    now = a_progress("school-2014-15", [("2014-09", 20)], 20)
    then = a_progress("school-2013-14", [("2013-09", 9)], 9)
    shown, earlier_ones = trends(now, then)
    assert len(shown) == len(earlier_ones) == 12
    assert [p.month for p in shown if not p.held] == [f"2015-0{n}" for n in range(4, 9)]
    assert numbers(shown)[-1] == ("2015-08", None, None)
    assert all(p.held for p in earlier_ones)


def test_totals_that_would_tell_a_hidden_month_are_hidden_in_both():
    now = a_progress("2014-15-q3", [("2014-10", 20), ("2014-11", None)], 40)
    then = a_progress("2014-15-q2", [("2014-07", None), ("2014-08", 12)], None)
    shown, earlier_ones = trends(now, then)
    assert [p.total for p in shown] == [20, 40, 40]
    assert [p.total for p in earlier_ones] == [None, None, None]
