"""Sessions are published by whole parts of the fiscal year."""

from datetime import date, timedelta

import pytest

from dashboard.domain.publications.rhythm import (
    PublishingRhythm,
    closing,
    next_closing,
    settles_year,
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


@pytest.mark.parametrize(
    ("last", "day", "settles"),
    [
        (None, date(2015, 9, 30), False),  # the first publication has nothing to narrow
        (date(2015, 3, 31), date(2015, 6, 30), False),
        (date(2015, 6, 30), date(2015, 9, 29), False),
        (date(2015, 6, 30), date(2015, 9, 30), True),
        (date(2015, 9, 30), date(2015, 9, 30), False),  # it was proposed then
        (date(2015, 9, 30), date(2015, 12, 31), False),
        (date(2015, 6, 30), date(2015, 12, 31), True),  # the second quarter waited, or was left out
        (date(2014, 12, 31), date(2016, 3, 31), True),
    ],
)
def test_a_year_is_settled_with_the_second_quarter_of_the_next(last, day, settles):
    assert settles_year(day, last) == settles_year(day, last, PublishingRhythm.HALF_YEAR) == settles
    assert not settles_year(day, last, PublishingRhythm.FISCAL_YEAR)
