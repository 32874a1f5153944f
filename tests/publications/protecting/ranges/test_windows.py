"""Whoever knows how the range of one session alone is made can take nothing from its ends."""

from datetime import date
from itertools import product

import numpy as np
import pytest

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.facts import Fact, Need, need
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.auditing.watching import Watch
from dashboard.publications.protecting.ranges.drafting.yearly import years
from dashboard.publications.protecting.ranges.proving import windows
from dashboard.publications.protecting.ranges.told.totals import Chain
from tests.publications.protecting.ranges.chains import extended
from tests.publications.protecting.worlds import WORDS, counts
from tests.support.one_search import protect

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
    ("within", "drawn", "begins"),
    [
        (Interval(11, 45), 14, 14),
        (Interval(11, 45), 10, 12),
        (Interval(11, 45), 28, 24),
        (Interval(26, 60), 12, 27),
        (Interval(26, 60), 29, 29),
        (Interval(11, 35), 29, 14),
        (Interval(0, 60), 11, 11),
        (Interval(0, 35), 20, 14),
        (Interval(0, 15), 10, 0),
        (Interval(11, 33), 29, 12),
    ],
    ids=str,
)
def test_beside_a_range_of_before_a_window_is_sought_inside_of_it(within, drawn, begins):
    count = min(30, within.high - 1)
    found = windows.inside(drawn, count, within, MOST)
    assert found == begins
    assert not begins or within.low < found <= count <= found + 2 * MOST < within.high


@pytest.mark.parametrize("seed", [7, 31, 33, 44])
def test_a_narrowed_year_has_the_window_that_its_block_had(seed):
    """Of two windows, readers would know that the count is in both."""
    alone = ("2014-05", "en", "shelter", "discussion", (40, 0, 0))
    first = [alone, ("2014-05", *SCHOOLS[0][1:]), ("2014-06", *SCHOOLS[1][1:])]
    several = [("2014-08", *alone[1:4], (people, 0, 0)) for people in (22, 19)]
    second = [
        ("2014-08", *SCHOOLS[0][1:4], (33, 42, 20)),
        ("2014-09", *SCHOOLS[1][1:4], (50, 41, 30)),
    ]
    told = extended(Chain(), counts(first, as_of=date(2014, 6, 30)), Rules(MOST, seed))
    told = extended(told, counts(several + second, date(2014, 9, 30)), Rules(MOST, seed + 500))
    [year] = years(told, date(2015, 3, 31), lambda _: seed).years
    proved, now = (
        [0]
        + [
            sum(n for at, n in own.items() if at.step == 0 and at.venue_type == "shelter")
            for own in witnesses
        ]
        for witnesses in (told.blocks[0].witnesses, year.witnesses)
    )
    assert min(proved) <= min(now) <= max(now) <= max(proved)
    assert max(now) - min(now) >= 2 * MOST


def test_where_a_window_begins_is_drawn_from_its_width_below_the_count_to_the_count():
    drawn = windows.drawn(np.full(2_000, 50), MOST, seed=1)
    assert set(drawn.tolist()) == set(range(30, 51))
    assert list(windows.drawn(np.full(2_000, 50), MOST, seed=1)) == drawn.tolist()
