"""Moments are kept in UTC, and their days are told where the project is."""

from datetime import date

import pytest

from dashboard.domain.shared.moments import day_in_iso, day_of


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2015-03-26T03:59:59+00:00", date(2015, 3, 25)),  # in the evening, UTC has the next day
        ("2015-03-26T04:00:00.000001+00:00", date(2015, 3, 26)),
        ("2015-01-01T04:59:59+00:00", date(2014, 12, 31)),  # in winter, it has it an hour later
        ("2015-01-01T05:00:00+00:00", date(2015, 1, 1)),
        ("2026-03-08T04:59:59+00:00", date(2026, 3, 7)),  # the night before an hour is left out
        ("2026-03-09T03:59:59+00:00", date(2026, 3, 8)),
        ("2026-11-01T05:30:00+00:00", date(2026, 11, 1)),  # 01:30, and 01:30 once more
        ("2026-11-01T06:30:00+00:00", date(2026, 11, 1)),
        ("2026-11-02T04:59:59+00:00", date(2026, 11, 1)),
        ("2016-03-01T04:59:59+00:00", date(2016, 2, 29)),
    ],
)
def test_the_day_of_a_moment_is_that_of_the_project(moment, day):
    assert day_of(moment, "America/Toronto") == day


def test_a_day_is_kept_as_the_project_has_it():
    assert day_of(day_in_iso(date(2015, 3, 25)), "UTC") == date(2015, 3, 25)
