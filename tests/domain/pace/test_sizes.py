from dataclasses import replace

import numpy as np
import pytest

from dashboard.domain.pace.sizes import MOST_DRAWN, Sizes, sizes_of, total_of
from dashboard.domain.progress.progress import BreakdownRow, YouthReached
from tests.support.samples import PROGRESS


def test_sizes_are_averages_of_venue_types_spread_out():
    rows = (
        BreakdownRow("shelter", 5, 30, 30),
        BreakdownRow("school", 4, 400, 400),
        BreakdownRow("home", 9, None, None),
    )
    shown = replace(
        PROGRESS, delivered=20, youth=YouthReached(500, None, None, None, None)
    ).with_rows(by_venue_type=rows)
    sizes = sizes_of(shown)
    assert sizes.at("shelter") == pytest.approx((2, 4, 6, 8, 10))
    of_all = pytest.approx(np.array((1, 2, 3, 4, 5)) * 25 / 3)
    assert sizes.at("school") == of_all  # too few of them
    assert sizes.at("home") == of_all  # hidden


@pytest.mark.parametrize("youth", [None, 0])
def test_where_all_is_hidden_or_nothing_no_size_is_known(youth):
    nothing = replace(
        PROGRESS, delivered=0, youth=YouthReached(youth, None, None, None, None)
    ).with_rows(by_venue_type=())
    assert sizes_of(nothing) == Sizes({}, 0)


def test_sessions_together_have_the_sum_of_their_sizes():
    random = np.random.default_rng(1)
    assert total_of((7.0,), 3, 4, random).tolist() == [21, 21, 21, 21]
    totals = total_of((10.0, 20.0), 2, 4000, random)
    assert set(totals) == {20.0, 30.0, 40.0}


@pytest.mark.parametrize("sessions", [30, 31, 300])
def test_many_sessions_differ_as_much_as_if_each_were_drawn(sessions):
    totals = total_of((10.0, 20.0), sessions, 20_000, np.random.default_rng(2))
    assert totals.mean() == pytest.approx(15 * sessions, rel=0.01)
    assert totals.std() == pytest.approx(5 * sessions**0.5, rel=0.05)


def test_many_sessions_spread_as_if_each_were_drawn():
    pool, random = (8.0, 16.0, 24.0, 32.0, 40.0), np.random.default_rng(3)
    shares = (0.01, 0.1, 0.5, 0.9, 0.99)
    one_by_one = random.choice(pool, (MOST_DRAWN + 1, 20_000)).sum(axis=0)
    together = total_of(pool, MOST_DRAWN + 1, 20_000, random)
    assert np.quantile(together, shares) == pytest.approx(np.quantile(one_by_one, shares), rel=0.02)


@pytest.mark.parametrize(("pool", "sessions"), [((0.0,), 3), ((0.0,), 300), ((7.0,), 0)])
def test_nothing_comes_of_nothing(pool, sessions):
    assert total_of(pool, sessions, 3, np.random.default_rng(0)).tolist() == [0, 0, 0]
