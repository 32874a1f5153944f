"""The range holds as often as it says, on histories made up in many ways.

Each family is a way in which a project may go; each of its histories is projected from its past,
and what was made up for the months ahead must lie in the range about eight times of ten.
"""

import math
from datetime import date, timedelta

import numpy as np
import pytest

from dashboard.domain.pace.history import History
from dashboard.domain.pace.projection import Horizon, horizon, project, usual
from dashboard.domain.shared.periods import end_of_month, months_from

REPEATS = 40
LENGTHS = (10, 18, 30)
AHEAD = 6
SCHOOL = np.array([0.8, 1.2, 1.1, 1.2, 1.1, 0.5, 0, 0, 0.8, 1.3, 1.3, 0.5])


def steady(random, months, calendar):
    return np.full(len(months), random.uniform(2, 8))


def of_schools(random, months, calendar):
    return random.uniform(3, 8) * SCHOOL[calendar]


def starting(random, months, calendar):
    return random.uniform(3, 8) * np.minimum(1, (1 + months) / random.integers(6, 19))


def growing(random, months, calendar):
    return random.uniform(2, 4) * 1.03**months


def shrinking(random, months, calendar):
    return random.uniform(4, 9) * 0.98**months


def drifting(random, months, calendar):
    return random.uniform(3, 7) * np.exp(np.cumsum(random.normal(0, 0.12, len(months))))


def with_many_empty_months(random, months, calendar):
    return random.uniform(2, 4) * (random.random(len(months)) > 0.4)


FAMILIES = (
    steady,
    of_schools,
    starting,
    growing,
    shrinking,
    drifting,
    with_many_empty_months,
)


def made_up(family, random, length):
    """Sessions and youth of so many months, from a random month of the year on."""
    first = random.integers(12)
    months = np.arange(length)
    rates = family(random, months, (first + months) % 12)
    sessions = random.poisson(rates)
    youth = [np.round(random.lognormal(math.log(17), 0.6, number)).sum() for number in sessions]
    return f"2013-{first + 1:02d}", sessions, np.array(youth)


def holds(family, random, length):
    """Of the totals one to six months ahead, how many lie in the range; none without youth."""
    first, sessions, youth = made_up(family, random, length + AHEAD)
    history = History(first, tuple(youth), tuple(sessions)).until(length)
    if history is None:
        return None
    ahead = horizon(end_of_month(months_from(first, length)[-1]), None)
    bands = project(usual(history, ahead), ahead, 0, None).bands
    totals = np.cumsum(youth[length:])
    return np.mean([b.low <= t <= b.high for b, t in zip(bands, totals, strict=False)])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_the_range_holds_about_eight_times_of_ten(family):
    random = np.random.default_rng(2015)
    found = [holds(family, random, length) for length in LENGTHS for _ in range(REPEATS)]
    held = [one for one in found if one is not None]
    assert len(held) > 100
    assert 0.7 <= np.mean(held) <= 0.9


def test_the_range_holds_in_the_middle_of_months_too():
    random = np.random.default_rng(1001)
    held = [holds_from(random.integers(250, 900), random) for _ in range(120)]
    assert 0.7 <= np.mean(held) <= 0.9


def holds_from(day, random):
    """Sessions on any day, projected from one day to another that is no end of a month."""
    first, number = date(2013, 9, 1), random.uniform(3, 8) * 36
    days = np.sort(random.integers(0, 1096, random.poisson(number)))
    sizes = np.round(random.lognormal(math.log(17), 0.6, len(days)))
    as_of, last = (first + timedelta(int(n)) for n in (day, day + 100))
    months = months_from("2013-09", 37)
    at = np.array([months.index(f"{first + timedelta(int(n)):%Y-%m}") for n in days])
    complete = months.index(f"{as_of:%Y-%m}")
    history = History(
        "2013-09",
        tuple(float(sizes[at == n].sum()) for n in range(complete)),
        tuple(int((at == n).sum()) for n in range(complete)),
    ).until(complete)
    ahead = Horizon(as_of, last)
    band = project(usual(history, ahead), ahead, 0, None).bands[-1]
    return band.low <= sizes[(days > day) & (days <= day + 100)].sum() <= band.high
