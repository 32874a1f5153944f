from dataclasses import replace

import numpy as np
import pytest

from dashboard.domain.pace.sizes import DeliveredSession, Sizes, exact_sizes, sizes_shown, total_of
from dashboard.domain.progress.progress import BreakdownRow, YouthReached
from tests.support.samples import PROGRESS

FORUMS = [DeliveredSession("forum", "shelter", n) for n in (1, 2, 3, 4, 5)]
TALKS = [DeliveredSession("talk", "school", n) for n in (20, 30, 40, 50)]
LATER = [DeliveredSession("talk", "shelter", 9)]
SIZES = exact_sizes([*FORUMS, *TALKS, *LATER])


@pytest.mark.parametrize(
    ("kind", "venue_type", "sizes"),
    [
        ("forum", "shelter", [1, 2, 3, 4, 5]),
        ("talk", "shelter", [1, 2, 3, 4, 5, 9]),
        ("talk", "school", [9, 20, 30, 40, 50]),
        ("forum", "home", [1, 2, 3, 4, 5]),
        ("walk", "home", [1, 2, 3, 4, 5, 9, 20, 30, 40, 50]),
    ],
    ids=["alike", "of the venue type", "of the kind", "of the kind alone", "all"],
)
def test_few_sessions_make_way_for_a_broader_group(kind, venue_type, sizes):
    assert sorted(SIZES.like(kind, venue_type)) == sizes


def test_without_any_session_there_is_no_size():
    assert exact_sizes([]).like("forum", "shelter") == ()


def test_what_is_shown_are_averages_of_venue_types_spread_out():
    rows = (
        BreakdownRow("shelter", 5, 30, 30),
        BreakdownRow("school", 4, 400, 400),
        BreakdownRow("home", 9, None, None),
    )
    shown = replace(
        PROGRESS, delivered=20, youth=YouthReached(500, None, None, None, None)
    ).with_rows(by_venue_type=rows)
    sizes = sizes_shown(shown)
    assert sizes.like("forum", "shelter") == pytest.approx((2, 4, 6, 8, 10))
    of_all = pytest.approx(np.array((1, 2, 3, 4, 5)) * 25 / 3)
    assert sizes.like("forum", "school") == of_all  # too few of them
    assert sizes.like("forum", "home") == of_all  # hidden


def test_where_all_is_hidden_no_size_is_known():
    nothing = replace(PROGRESS, youth=YouthReached(None, None, None, None, None)).with_rows(
        by_venue_type=()
    )
    assert sizes_shown(nothing) == Sizes({})


def test_sessions_together_have_the_sum_of_their_sizes():
    random = np.random.default_rng(1)
    assert total_of((7.0,), 3, 4, random).tolist() == [21, 21, 21, 21]
    totals = total_of((10.0, 20.0), 2, 4000, random)
    assert set(totals) == {20.0, 30.0, 40.0}


@pytest.mark.parametrize("sessions", [30, 300])
def test_many_sessions_differ_as_much_as_if_each_were_drawn(sessions):
    totals = total_of((10.0, 20.0), sessions, 20_000, np.random.default_rng(2))
    assert totals.mean() == pytest.approx(15 * sessions, rel=0.01)
    assert totals.std() == pytest.approx(5 * sessions**0.5, rel=0.05)


@pytest.mark.parametrize(("pool", "sessions"), [((), 3), ((7.0,), 0)])
def test_nothing_comes_of_nothing(pool, sessions):
    assert total_of(pool, sessions, 3, np.random.default_rng(0)).tolist() == [0, 0, 0]
