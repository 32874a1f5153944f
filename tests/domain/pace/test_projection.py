import tracemalloc
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import numpy as np
import pytest

from dashboard.domain.pace import projection
from dashboard.domain.pace.history import History
from dashboard.domain.pace.projection import (
    Finish,
    Horizon,
    Paths,
    ending,
    horizon,
    project,
    usual,
)
from dashboard.domain.shared.counting import Target

AS_OF, DUE = date(2015, 3, 25), date(2015, 6, 30)


def target(value=100, due=DUE):
    return Target(value, due, date(2013, 9, 1), date(2013, 9, 1))


def steady(a_month, ahead, paths=10):
    """As many youth in every month of every path."""
    youth = np.full((len(ahead.months), paths), float(a_month))
    return Paths(youth, youth[ahead.shown - 1] * ahead.closing_share)


# The days ahead


def test_the_days_ahead_end_when_the_target_is_due():
    ahead = horizon(AS_OF, DUE)
    assert ahead.last == DUE
    assert ahead.months[: ahead.shown] == ("2015-03", "2015-04", "2015-05", "2015-06")


@pytest.mark.parametrize("due", [None, date(2015, 3, 25), date(2014, 12, 31)])
def test_without_a_day_to_come_a_year_is_shown(due):
    ahead = horizon(AS_OF, due)
    assert (ahead.shown, ahead.last) == (12, date(2016, 2, 29))


def test_a_day_too_far_ahead_is_not_projected_to():
    ahead = horizon(AS_OF, date(2099, 12, 31))
    assert (ahead.shown, ahead.last) == (60, date(2020, 2, 29))


def test_the_first_month_has_lost_the_days_that_passed():
    ahead = horizon(AS_OF, DUE)
    assert ahead.shares[:2] == (pytest.approx(6 / 31), 1.0)


def test_on_the_last_day_of_a_month_the_next_one_is_the_first():
    ahead = horizon(date(2015, 3, 31), DUE)
    assert (ahead.months[0], ahead.shares[0]) == ("2015-04", 1.0)


@pytest.mark.parametrize(
    ("due", "share"),
    [
        (date(2015, 6, 30), 1),
        (date(2015, 6, 15), 15 / 30),
        (date(2015, 3, 28), 3 / 31),
        (date(2015, 3, 31), 6 / 31),
    ],
)
def test_the_last_month_counts_until_the_last_day(due, share):
    assert horizon(AS_OF, due).closing_share == pytest.approx(share)


# The projection


def test_totals_begin_with_what_is_reached():
    ahead = horizon(date(2015, 3, 31), DUE)
    found = project(steady(10, ahead), ahead, 70, target())
    assert [(b.month, b.low, b.median, b.high) for b in found.bands] == [
        ("2015-04", 80, 80, 80),
        ("2015-05", 90, 90, 90),
        ("2015-06", 100, 100, 100),
    ]
    assert found.chance == 1
    assert found.finish == Finish("2015-06", "2015-06", "2015-06")


def test_a_target_due_within_a_month_counts_until_its_day():
    ahead = horizon(date(2015, 3, 31), date(2015, 6, 15))
    found = project(steady(10, ahead), ahead, 70, target(due=date(2015, 6, 15)))
    assert (found.bands[-1].median, found.chance) == (95, 0)
    assert found.finish == Finish("2015-06", "2015-06", "2015-06")


def test_the_range_holds_eight_of_ten_paths_and_is_rounded_outwards():
    ahead = horizon(date(2015, 3, 31), DUE)
    youth = np.tile(np.linspace(0, 20, 1001), (60, 1))
    band = project(Paths(youth, youth[2]), ahead, 0, None).bands[0]
    assert (band.low, band.median, band.high) == (2, 10, 18)
    for more, low, high in ((0.3, 2, 19), (0.7, 2, 19)):
        band = project(Paths(youth + more, youth[2] + more), ahead, 0, None).bands[0]
        assert (band.low, band.high) == (low, high)


def test_what_is_reached_is_added_exactly_however_much_it_is():
    ahead, reached = horizon(date(2015, 3, 31), DUE), 200_000_003
    youth = np.full((60, 10), 5, np.float32)  # which cannot tell 200,000,003 from 200,000,000
    found = project(Paths(youth, youth[2]), ahead, reached, target(reached + 11))
    assert [band.low - reached for band in found.bands] == [5, 10, 15]
    assert found.finish == Finish("2015-06", "2015-06", "2015-06")


def test_paths_that_never_get_there_have_no_month():
    ahead = horizon(date(2015, 3, 31), DUE)
    youth = np.zeros((60, 10))
    youth[:, :3] = 10  # three of ten paths
    found = project(Paths(youth, youth[2]), ahead, 0, target(40))
    assert found.finish == Finish("2015-07", None, None)
    assert found.chance == 0


def test_a_target_that_is_reached_asks_for_no_chance_and_no_month():
    ahead = horizon(AS_OF, DUE)
    found = project(steady(10, ahead), ahead, 100, target())
    assert (found.chance, found.finish) == (None, None)
    assert found.bands[-1].median > 100


@pytest.mark.parametrize("due", [date(2015, 1, 31), date(2099, 1, 31)])
def test_a_day_that_is_not_projected_to_has_no_chance(due):
    ahead = horizon(AS_OF, due)
    found = project(steady(10, ahead), ahead, 0, target(due=due))
    assert found.chance is None
    assert found.finish is not None


# How it ends


def made_up(random, months):
    """A history of so many months, which ends on the last day of February 2015 if it has 18."""
    youth, sessions = random.integers(0, 90, months), random.integers(1, 9, months)
    return History("2013-09", tuple(map(float, youth)), tuple(map(int, sessions)))


@pytest.mark.parametrize("days", [None, 4, 45, 80, 500, 2_500])
def test_how_it_ends_is_what_the_whole_projection_says_of_its_last_day(days):
    random = np.random.default_rng(3)
    for day in (0, 1, 13, 27):
        as_of = date(2015, 2, 28) + timedelta(day)
        due = as_of + timedelta(days) if days else None
        ahead, history = horizon(as_of, due), made_up(random, 18)
        for aim in ((700, target(2_000, due) if due else None), (9_000, None)):
            whole = project(usual(history, ahead), ahead, *aim)
            end = ending(history, ahead, *aim)
            assert end.bands == whole.bands[-1:]
            assert (end.chance, end.finish) == (whole.chance, None)


def test_all_days_of_a_month_share_what_is_drawn_for_its_end(monkeypatch):
    drawn, draw, history = [], projection.draw, made_up(np.random.default_rng(4), 18)
    monkeypatch.setattr(projection, "draw", lambda *given: drawn.append(given) or draw(*given))
    days = (date(2015, 2, 28), date(2015, 3, 1), date(2015, 3, 30))
    ends = {ending(history, horizon(day, DUE), 0, None).bands for day in days}
    assert (len(drawn), len(ends)) == (1, 3)
    ending(history, horizon(date(2015, 3, 31), DUE), 0, None)
    assert len(drawn) == 2


@pytest.mark.parametrize("due", [None, date(2015, 3, 20), date(2015, 6, 30), date(2016, 2, 9)])
def test_what_is_kept_of_a_month_is_not_all_that_was_drawn_for_it(due):
    held = []
    tracemalloc.start()
    try:
        for seed in range(20):
            history = made_up(np.random.default_rng([9, seed]), 18)
            ending(history, horizon(date(2015, 2, 28), due), 0, None)
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    kept = [after - before for before, after in pairwise(held)]
    # About 26,000 or 31,000 bytes, as parts may be known from another test; all would be 250,000.
    assert median(kept) < 40_000


def test_two_sets_of_paths_are_taken_together_path_by_path():
    few, many = (Paths(np.array([[a, b]]), np.array([a, b])) for a, b in ((1.0, 5.0), (2.0, 3.0)))
    assert few.at_least(many).youth.tolist() == [[2, 5]]
    assert few.plus(many).closing.tolist() == [3, 8]
    assert few.number == 2


def test_a_horizon_is_one_value():
    assert Horizon(AS_OF, DUE) == horizon(AS_OF, DUE)


def test_ranges_are_the_quantiles_of_the_paths():
    ahead = horizon(AS_OF, DUE)
    random = np.random.default_rng(5)
    for number in (1, 2, 7, 2000):
        youth = random.integers(0, 60, (len(ahead.months), number)).astype(float)
        found = project(Paths(youth, youth[ahead.shown - 1] / 2), ahead, 10, None)
        totals = 10 + np.cumsum(youth[: ahead.shown], axis=0)
        totals[-1] -= youth[ahead.shown - 1] / 2
        low, low_half, median, high_half, high = np.quantile(
            totals, [0.1, 0.25, 0.5, 0.75, 0.9], axis=1
        )
        assert [one.low for one in found.bands] == np.floor(low).tolist()
        assert [one.low_half for one in found.bands] == np.floor(low_half).tolist()
        assert [one.median for one in found.bands] == np.round(median).tolist()
        assert [one.high_half for one in found.bands] == np.ceil(high_half).tolist()
        assert [one.high for one in found.bands] == np.ceil(high).tolist()
