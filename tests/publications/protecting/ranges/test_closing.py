"""Readers know that each small count is proved, and leave out what could not be published."""

import random
from copy import copy

import numpy as np
import pytest

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting import protecting
from tests.publications.protecting.ranges.attacker import Attacker, Guess
from tests.publications.protecting.ranges.test_ranges import THRESHOLD, narrowed
from tests.publications.protecting.worlds import WORDS, counts
from tests.support import one_search
from tests.support.one_search import protect

FRENCH = 18
SMALL, LARGE = (
    Name(PROJECT, ("language", "kind"), ("fr", kind)) for kind in ("youth_workshop", "discussion")
)


def french(large, small):
    """So many people in French at each kind of session, and many in English."""
    here = ("2014-02", "fr", "high_school")
    english = [
        (month, "en", "high_school", kind, (40, 30, 20))
        for month in ("2014-02", "2014-03")
        for kind in WORDS.kinds
        for _ in range(3)
    ]
    sessions = [
        *english,
        (*here, "discussion", (large, 0, 0)),
        (*here, "youth_workshop", (small, 0, 0)),
    ]
    return BlockCounts(counts(sessions), WORDS, WORDS.venue_types, Rules(10, 7))


def shown_of(block):
    made = protect(block, {})
    assert made.evidence.passed
    assert made.shown[Name(PROJECT, ("language",), ("fr",))] == Interval.exactly(FRENCH)
    return made.shown


def left(shown, hidden_up_to=10):
    """How many the small one may be, for readers who know that both were proved."""
    possible = [
        n for n in range(FRENCH + 1) if n < shown[SMALL].high and FRENCH - n < shown[LARGE].high
    ]
    others = [FRENCH - n for n in possible]

    def proved(counts, count):
        return not 1 <= count <= hidden_up_to or (min(counts) <= 1 and max(counts) > hidden_up_to)

    return [n for n in possible if proved(possible, n) and proved(others, FRENCH - n)]


def test_what_is_beside_a_small_count_may_be_small_too():
    assert left({SMALL: Interval(0, 15), LARGE: Interval(0, 20)}) == [*range(8)]
    for large, small in ((15, 3), (7, 11)):
        possible = left(shown_of(french(large, small)))
        assert min(possible) <= 1
        assert max(possible) > 10


def test_nothing_is_sought_where_both_are_large():
    assert shown_of(french(FRENCH, 0))[LARGE] == Interval.exactly(FRENCH)


def told_of(attacker, shown):
    """The cells that are a range."""
    return [
        attacker.row(name.period, dict(zip(name.by, name.codes, strict=True)))
        for name, told in shown.items()
        if not told.exact
    ]


def knowing(attacker, rows):
    """The same attacker, who leaves out small counts of these that could not have been proved."""
    more = [(row, *ends) for row in rows if (ends := surely(attacker, row, *attacker.widest(row)))]
    attacker = copy(attacker)
    vars(attacker).pop("_numbers", None)
    for row, low, high in more:
        attacker.rows = np.vstack([attacker.rows, row])
        attacker.low = np.append(attacker.low, low)
        attacker.high = np.append(attacker.high, high)
    return attacker


def surely(attacker, row, least, most):
    """Nobody, or more than a small count, where that is news."""
    if not attacker.true(row) and 0 < most <= THRESHOLD:
        return 0, 0
    if max(1, attacker.told(row)) < least <= THRESHOLD < attacker.true(row):
        return THRESHOLD + 1, np.inf
    return None


def world(seed):
    """Some sessions of a few people each."""
    luck = random.Random(seed)  # noqa: S311 - no secret
    sessions = [
        (
            luck.choice(("2014-02", "2014-03")),
            luck.choice(WORDS.languages),
            luck.choice(WORDS.venue_types),
            luck.choice(WORDS.kinds),
            tuple(luck.choice((0, 1, 3, 6, 9)) for _ in WORDS.ages),
        )
        for _ in range(8)
    ]
    return BlockCounts(counts(sessions), WORDS, WORDS.venue_types, Rules(THRESHOLD, seed))


def known(seed, rows=told_of):
    block = world(seed)
    made = protect(block, {})
    assert made.evidence.passed
    attacker = Attacker(block, made.shown, Guess())
    return list(narrowed(knowing(attacker, rows(attacker, made.shown)), Guess()))


TELLING = (2, 6, 9, 32, 44)


@pytest.mark.parametrize("seed", TELLING)
def test_who_knows_that_all_is_proved_learns_no_small_count(seed, monkeypatch):
    assert not known(seed)
    monkeypatch.setattr(protecting, "heed", lambda *_: None)
    monkeypatch.setattr(one_search, "close", lambda _: None)
    assert known(seed)


def all_asked(attacker, _):
    """All that filters can name."""
    return [row for row, _ in attacker.asked()]


ASKED = (11,)
"""Worlds that told a small count by all that can be asked."""


@pytest.mark.parametrize("seed", ASKED)
def test_who_solves_all_that_can_be_asked_learns_no_small_count(seed, monkeypatch):
    assert not known(seed, all_asked)
    monkeypatch.setattr(protecting, "heed", lambda *_: None)
    assert known(seed, all_asked)
