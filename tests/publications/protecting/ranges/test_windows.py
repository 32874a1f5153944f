"""Whoever knows how the range of one session alone is made can take nothing from its ends."""

from itertools import product

import numpy as np
import pytest

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.facts import Fact, Need, need
from dashboard.publications.protecting.ranges import BlockCounts, protect, windows
from dashboard.publications.protecting.ranges.watching import Watch
from tests.publications.protecting.worlds import WORDS, counts

MOST = 10
SCHOOLS = [
    ("2014-02", "fr", "high_school", "youth_workshop", (60, 42, 20)),
    ("2014-03", "en", "high_school", "discussion", (50, 61, 30)),
]


def published(people, seed):
    """The ranges of one session alone at a shelter, beside two large ones."""
    alone = ("2014-02", "en", "shelter", "discussion", people)
    made = BlockCounts(counts([alone, *SCHOOLS]), WORDS, WORDS.venue_types, Rules(MOST, seed))
    found = protect(made, {})
    assert found.evidence.passed
    for name, told in found.shown.items():
        if "shelter" in name.codes and "age" not in name.by and not told.exact:
            yield told, sum(people)


@pytest.fixture(scope="module")
def seen():
    """What a reader has seen of many projects: ranges, and the counts that they were of."""
    every = (2, 9, 11, 14, 19, 27, 38)
    return [
        one for count, seed in product(every, range(8)) for one in published((count, 0, 0), seed)
    ]


def test_nobody_subtracts_how_far_a_range_goes_beyond_its_count(seen):
    """As far as none of them did not, readers take it from both ends of each; enough is left."""
    large = [(told, count) for told, count in seen if count > MOST]
    above = min(told.high - count for told, count in large)
    below = min(count - told.low for told, count in large if told.low)
    for told, count in seen:
        least, most = told.low + below if told.low else 0, told.high - above
        assert least <= count or count <= MOST
        assert most - least >= 2 * MOST if told.low else least <= 1 <= MOST < most
    assert {told.low > 0 for told, _ in large} == {True, False}


def test_no_range_tells_that_one_session_alone_was_small(seen):
    small, large = (
        {told.high for told, count in seen if (count <= MOST) == few and not told.low}
        for few in (True, False)
    )
    assert min(large) <= min(small)


def watch(count, ends, told=0):
    """A session alone of so many people, and how far witnesses take it: all, and strict ones."""
    found = Watch("", frozenset(), count, need(Fact(count, sensitive=1), MOST), told)
    found.least, found.most, found.strict_least, found.strict_most = ends
    return found


@pytest.mark.parametrize(
    ("ends", "met"),
    [
        ((17, 37, 17, 37), True),  # as far above it as may be
        ((0, 17, 1, 17), True),  # as a small count
        ((2, 22, 2, 22), True),
        ((2, 21, 2, 21), False),
        ((1, 17, 12, 17), False),  # only with nobody at some session
        ((1, 22, 12, 22), True),
        ((7, 26, 7, 26), False),
        ((7, 27, 17, 26), False),
        ((7, 27, 17, 27), True),
    ],
)
def test_a_window_does_wherever_the_count_lies_in_it(ends, met):
    assert watch(17, ends).met(MOST) == met


def test_what_proved_as_much_above_and_below_proves_this_too():
    """So what was published before this rule passes the audit of today."""
    luck = np.random.default_rng(3)
    for _ in range(2_000):
        count, told = int(luck.integers(MOST + 1, 60)), int(luck.integers(0, 4))
        least = max(count - MOST, told) - int(luck.integers(0, count))
        strict_least = int(luck.integers(max(least, 0), count, endpoint=True))
        low = max(count - MOST, told)
        enough = strict_least + MOST if strict_least > max(low, 1) else 0
        most = max(count + MOST, enough)
        assert watch(count, (max(least, 0), most, strict_least, most), told).met(MOST)
        older = Need(count - MOST, count + MOST)
        assert older.met(max(least, 0), most, told)
        assert need(Fact(count, sensitive=1), MOST).met(max(least, 0), most, told)


@pytest.mark.parametrize(
    ("shown", "begins"),
    [
        (Interval(11, 45), 20),
        (Interval(26, 60), 27),
        (Interval(11, 35), 14),
        (Interval(0, 60), 20),
        (Interval(0, 35), 14),
        (Interval(0, 15), 0),
    ],
    ids=str,
)
def test_beside_a_range_of_before_a_window_is_sought_inside_of_it(shown, begins):
    count = min(30, shown.high - 1)
    found = windows.inside(count, shown, MOST)
    assert found == begins
    assert not begins or shown.low < found <= count <= found + 2 * MOST < shown.high


def test_where_a_window_begins_is_drawn_from_its_width_below_the_count_to_the_count():
    drawn = windows.drawn(np.full(2_000, 50), MOST, seed=1)
    assert set(drawn.tolist()) == set(range(30, 51))
    assert list(windows.drawn(np.full(2_000, 50), MOST, seed=1)) == drawn.tolist()
