import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.periods import (
    PROJECT,
    DateRange,
    Period,
    end_of_month,
    fiscal_year_of,
    last_days,
    month_of,
    months_between,
    months_from,
    presets,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
RANGES = st.builds(DateRange, st.none() | DAYS, st.none() | DAYS)


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2014-15", date(2014, 4, 1), date(2015, 3, 31)),
        ("2014-15-q1", date(2014, 4, 1), date(2014, 6, 30)),
        ("2014-15-q3", date(2014, 10, 1), date(2014, 12, 31)),
        ("2014-15-q4", date(2015, 1, 1), date(2015, 3, 31)),
        ("school-2014-15", date(2014, 9, 1), date(2015, 8, 31)),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2015-16-q4", date(2016, 1, 1), date(2016, 3, 31)),
        ("project", None, None),
    ],
)
def test_a_period_is_the_days_that_its_code_names(code, start, end):
    period = Period.parse(code)
    assert (period.code, period.range) == (code, DateRange(start, end))


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2014",
        "2014-16",
        "2014-2015",
        "2014-15-q0",
        "2014-15-q5",
        "school-2014-15-q1",
        "School-2014-15",
        " 2014-15",
        "2014-15\n",
        "٢٠١٤-١٥",
        "0014-15",
        "9999-00",
    ],
)
def test_a_code_that_names_no_period_is_refused(code):
    with pytest.raises(ValueError, match=f"^{re.escape(code)}$"):
        Period.parse(code)


@given(st.integers(1900, 2199), st.integers(1, 4))
def test_every_period_reads_back_from_its_code(year, quarter):
    for period in (
        Period.fiscal_year(year),
        Period.fiscal_quarter(year, quarter),
        Period.school_year(year),
    ):
        assert Period.parse(period.code) == period


@given(st.integers(1900, 2199))
def test_the_quarters_of_a_fiscal_year_follow_each_other_and_fill_it(year):
    quarters = [Period.fiscal_quarter(year, n).range for n in (1, 2, 3, 4)]
    whole = Period.fiscal_year(year).range
    assert (quarters[0].start, quarters[-1].end) == (whole.start, whole.end)
    for one, next_one in pairwise(quarters):
        assert next_one.start - one.end == timedelta(days=1)


@given(RANGES, RANGES, DAYS)
def test_ranges_intersect(one, other, day):
    assert (day in (one & other)) == (day in one and day in other)


@given(RANGES, DAYS)
def test_no_day_lies_in_an_empty_range(days, day):
    if days.empty:
        assert day not in days


@given(DAYS, st.integers(0, 400))
def test_months_follow_without_a_hole(first, days):
    last = first + timedelta(days=days)
    every_day = (first + timedelta(days=n) for n in range(days + 1))
    assert months_between(month_of(first), month_of(last)) == tuple(
        dict.fromkeys(month_of(day) for day in every_day)
    )


def test_months_are_counted_over_the_years():
    assert months_from("2014-11", 4) == ("2014-11", "2014-12", "2015-01", "2015-02")
    assert months_from("2014-12", 1) == ("2014-12",)
    assert len(months_from("2014-12", 60)) == 60


def test_the_last_day_of_a_month_knows_leap_years():
    assert [end_of_month(month) for month in ("2015-02", "2016-02", "2015-12")] == [
        date(2015, 2, 28),
        date(2016, 2, 29),
        date(2015, 12, 31),
    ]


def test_presets_are_the_periods_that_touch_the_data_newest_first():
    codes = [period.code for period in presets(date(2013, 9, 10), date(2014, 5, 2))]
    assert codes == [
        "2014-15",
        "2013-14",
        "2014-15-q1",
        "2013-14-q4",
        "2013-14-q3",
        "2013-14-q2",
        "school-2013-14",
    ]


def test_there_are_no_presets_without_data():
    assert presets(None, None) == ()


@given(DAYS, DAYS)
def test_each_preset_touches_the_data(one, other):
    data = DateRange(min(one, other), max(one, other))
    for period in presets(data.start, data.end):
        assert not (period.range & data).empty


def test_the_last_90_days_include_the_latest():
    assert last_days(date(2015, 3, 31), 90) == DateRange(date(2015, 1, 1), date(2015, 3, 31))


def test_the_project_leaves_both_sides_open():
    assert PROJECT.range == DateRange()


def test_a_fiscal_year_begins_in_april():
    found = {day: fiscal_year_of(date.fromisoformat(day)) for day in ("2015-03-31", "2015-04-01")}
    assert found == {"2015-03-31": date(2014, 4, 1), "2015-04-01": date(2015, 4, 1)}
