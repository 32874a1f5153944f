"""Sessions are published by whole parts of the fiscal year."""

from datetime import date, timedelta

import pytest

from dashboard.domain.publications.rhythm import (
    PublishingRhythm,
    closing,
    narrowable,
    next_closing,
)

ENDS = {
    PublishingRhythm.QUARTER: {(3, 31), (6, 30), (9, 30), (12, 31)},
    PublishingRhythm.HALF_YEAR: {(3, 31), (9, 30)},
    PublishingRhythm.FISCAL_YEAR: {(3, 31)},
}


@pytest.mark.parametrize("rhythm", PublishingRhythm)
def test_days_close_where_the_fiscal_year_does_or_its_parts(rhythm):
    first = date(2014, 4, 1)
    days = [first + timedelta(days=n) for n in range(3 * 365 + 1)]  # until 31 March 2017
    ends = [day for day in days if (day.month, day.day) in ENDS[rhythm]]
    assert len(ends) == 3 * 12 / rhythm.months
    for day in days[365:-366]:
        assert closing(day, first, rhythm) == max(end for end in ends if end <= day)
        assert next_closing(day, rhythm) == min(end for end in ends if end > day)


def test_the_first_publication_has_all_and_none_goes_back():
    day = date(2015, 2, 3)
    assert closing(day, None, PublishingRhythm.FISCAL_YEAR) == day
    last = date(2014, 12, 31)
    assert closing(day, last, PublishingRhythm.QUARTER) == last
    assert (
        closing(day, last, PublishingRhythm.FISCAL_YEAR) == last
    )  # a chain that began by quarters goes on
    assert closing(date(2015, 4, 1), last, PublishingRhythm.FISCAL_YEAR) == date(2015, 3, 31)


QUARTERS = [date(2014, 12, 31), date(2015, 3, 31)]
HALF, YEAR = date(2015, 9, 30), date(2016, 3, 31)
FIRST = {"2014-15": HALF}


@pytest.mark.parametrize(
    ("days", "by_quarters", "by_years"),
    [
        ([], {}, {}),
        ([date(2014, 10, 20)], {}, {}),  # the first publication has nothing to narrow
        ([date(2014, 10, 20), date(2014, 10, 20)], {}, {}),  # the second one added nothing
        ([date(2014, 12, 31), date(2015, 6, 30)], {}, {}),  # one in each year
        (QUARTERS, FIRST, {"2014-15": YEAR}),
        ([*QUARTERS, date(2015, 6, 30)], FIRST, {"2014-15": YEAR}),
        ([*QUARTERS, HALF], FIRST, {"2014-15": YEAR}),  # 2015-16 has one so far
        (
            [*QUARTERS, HALF, date(2015, 12, 31)],
            {**FIRST, "2015-16": date(2016, 9, 30)},
            {"2014-15": YEAR, "2015-16": date(2017, 3, 31)},
        ),
        ([date(2014, 3, 31), *QUARTERS, YEAR], FIRST, {"2014-15": YEAR}),
    ],
)
def test_a_year_is_narrowed_with_the_second_quarter_of_the_next(days, by_quarters, by_years):
    assert narrowable(days, PublishingRhythm.QUARTER, ()) == by_quarters
    assert narrowable(days, PublishingRhythm.HALF_YEAR, ()) == by_quarters
    assert narrowable(days, PublishingRhythm.FISCAL_YEAR, ()) == by_years


def test_a_year_is_proposed_until_it_is_settled():
    days = [*QUARTERS, HALF, date(2015, 12, 31), date(2016, 9, 30), date(2017, 3, 31)]
    found = narrowable(days, PublishingRhythm.QUARTER, ())
    assert found == {**FIRST, "2015-16": date(2016, 9, 30), "2016-17": date(2017, 9, 30)}
    assert narrowable(days, PublishingRhythm.QUARTER, {"2014-15", "2015-16"}) == {
        "2016-17": date(2017, 9, 30)
    }
