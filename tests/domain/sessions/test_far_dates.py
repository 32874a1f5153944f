"""Which days are far from all others: slips are found, and real projects give no alarm."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.sessions.far_dates import PAUSE
from dashboard.domain.sessions.far_dates import TODAY as TODAY_WEIGHS
from tests.support.far_days import far_days

TODAY = date(2026, 11, 25)
WORLDS = 200


def days(*written: str) -> Counter[date]:
    return Counter(map(date.fromisoformat, written))


def at_random(random, first: date, last: date, count: int) -> list[date]:
    length = (last - first).days
    return [first + timedelta(days=int(day)) for day in random.integers(0, length + 1, count)]


def of(year: int, day: date) -> date:
    return date(year, day.month, min(day.day, 28))


@pytest.mark.parametrize(
    ("written", "far"),
    [
        (["2026-01-05", "2026-02-03", "1926-03-04"], ["1926-03-04"]),
        (["1926-03-04"], ["1926-03-04"]),
        (["1926-03-04"] * 3 + ["2026-01-05"], ["1926-03-04"]),
        (["2014-01-05", "2020-02-03", "2026-03-04"], []),  # three rows tell nothing of pauses
        (["2026-01-05", "2028-11-01", "2028-12-01"], []),  # planned two years ahead
        (["2026-01-05", "2062-11-01"], ["2062-11-01"]),
        (["2013-05-01", "2014-05-01", "2015-03-25"], []),  # nothing since, and imported today
        ([], []),
    ],
)
def test_few_days(written, far):
    assert far_days(days(*written), TODAY) == frozenset(map(date.fromisoformat, far))


def test_a_long_history_with_a_pause_and_a_small_beginning_is_right():
    random = np.random.default_rng(11)
    pilot = at_random(random, date(2004, 1, 1), date(2005, 6, 1), 12)
    history = at_random(random, date(2011, 1, 1), date(2020, 1, 1), 150)
    assert far_days(Counter(pilot + history), TODAY) == frozenset()


@pytest.mark.parametrize("year", [1900, 1904, 1926, 1962, 1970, 2006, 2016, 2062, 2126])
@pytest.mark.parametrize("size", [30, 60, 400])
def test_a_year_mistyped_is_found_and_nothing_else(year, size):
    for world in range(20):
        random = np.random.default_rng(world)
        right = at_random(random, date(2023, 9, 1), TODAY, size)
        typed = {of(year, day) for day in right[:1]}
        assert far_days(Counter([*right[1:], *typed]), TODAY) == typed


@given(st.lists(st.integers(0, PAUSE * 365), min_size=1, max_size=60), st.dates())
def test_where_no_pause_lies_between_two_sessions_none_is_far(steps, today):
    day, found = date(1990, 1, 1), []
    for step in steps:
        day += timedelta(days=step)
        found.append(day)
    assert far_days(Counter(found), found[len(found) // 2]) == frozenset()
    assert far_days(Counter(found * TODAY_WEIGHS), today) == frozenset()


@given(st.lists(st.dates(), max_size=60), st.dates())
def test_whatever_the_days_today_is_right(found, today):
    far = far_days(Counter(found), today)
    assert far <= set(found)
    assert today not in far


def test_projects_at_random_give_no_alarm():
    """Some years long, busy or not, with summers off, and pauses of up to four years."""
    alarms = 0
    for world in range(WORLDS):
        random = np.random.default_rng(world)
        day, found = date(2000 + int(random.integers(20)), 9, 1), []
        while day < TODAY and len(found) < random.integers(3, 500):
            found.append(day)
            day += timedelta(days=int(random.exponential(20)) + 1)
            if random.random() < 0.01:
                day += timedelta(days=int(random.integers(100, 4 * 365)))
        alarms += bool(far_days(Counter(found), TODAY))
    assert alarms == 0
