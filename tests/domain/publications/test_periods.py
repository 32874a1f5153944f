"""Periods of a publication's tables, by name."""

import pytest

from dashboard.domain.publications.periods import grain_of, month_named, month_period, periods_of


@pytest.mark.parametrize(
    ("month", "names"),
    [
        ("2014-03", ("project", "2013-14", "2013-14-q4", "2014-03")),
        ("2014-04", ("project", "2014-15", "2014-15-q1", "2014-04")),
        ("2011-12", ("project", "2011-12", "2011-12-q3", "month-2011-12")),
    ],
)
def test_a_month_that_looks_like_a_fiscal_year_says_that_it_is_a_month(month, names):
    assert periods_of(month) == names
    assert [grain_of(name) for name in names] == ["project", "year", "quarter", "month"]
    assert [month_named(name) for name in names] == [None, None, None, month]
    assert month_period(month) == names[-1]
