"""Some codes on each axis that are small together: nobody learns how many people they are."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.ranges import BlockCounts, audit
from dashboard.publications.protecting.ranges.needs import few
from dashboard.publications.protecting.ranges.needs.few import small_sums
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, Rule
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.taken import Taking
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks
from tests.publications.protecting.ranges.attacker import Attacker, Guess
from tests.publications.protecting.ranges.test_few import MOST, few_people, learned
from tests.publications.protecting.worlds import WORDS, counts
from tests.support.one_search import protect

SPRING = ("2014-04", "2014-05", "2014-06")
QUARTERS = ("2014-05", "2014-06", "2014-08")
PERIODS = ("project", "2014-15", "2014-15-q1", "2014-15-q2")
TELLING = ((10, SPRING), (16, SPRING), (17, QUARTERS))
"""Worlds that told 7 people or more of 9, and 6 of 10, before the rule; 3 of 10 of a quarter."""


def world(seed, months, made_by=TODAY):
    sessions = counts(few_people(seed, months))
    return BlockCounts(sessions, WORDS, WORDS.venue_types, Rules(MOST, 0), made_by=made_by)


def some(codes):
    return [own for many in range(1, len(codes) + 1) for own in combinations(codes, many)]


def every_sum(knows, periods=PERIODS):
    """Any codes of all axes in any period, each set of people once, as rows of an attacker."""
    words = knows.words
    axes = map(some, (words.languages, words.venue_types, words.kinds, words.ages))
    every = list(product(*axes))
    seen = set()
    for period in periods:
        inside = knows.row(period, {})
        for chosen in every:
            own = [
                all(code in codes for code, codes in zip(one[2:], chosen, strict=True))
                for one in knows.unknown
            ]
            row = inside * np.array(own, dtype=float)
            if 0 < knows.true(row) <= MOST and row.tobytes() not in seen:
                seen.add(row.tobytes())
                yield row


@pytest.mark.parametrize(("seed", "months"), TELLING)
def test_nobody_learns_how_many_people_several_codes_are(seed, months):
    """And what was told before is still audited as it was made."""
    block, before = (world(seed, months, rule) for rule in (TODAY, Rule.QUARTERS))
    found, then = protect(block, {}), protect(before, {})
    assert audit(before, then.shown, then.witnesses).passed
    now = replace(block, made_by=Rule.SEVERAL)
    failures = audit(now, then.shown, then.witnesses).failures
    assert failures
    assert all(one.what.startswith("sum: ") for one in failures)
    knows = Attacker(before, then.shown, Guess())
    assert list(learned(knows, every_sum(knows)))
    assert found.evidence.passed, found.evidence.failures
    knows = Attacker(block, found.shown, Guess())
    assert not list(learned(knows, every_sum(knows)))


UNKNOWN = replace(WORDS, ages=(*WORDS.ages, "unknown"))
TWO_GROUPS = (
    ("2014-05", "en", "high_school", "discussion", (1, 0, 1, 20)),
    ("2014-06", "fr", "high_school", "youth_workshop", (0, 1, 1, 20)),
    ("2014-08", "fr", "group_home", "discussion", (0, 0, 20, 20)),
    ("2014-08", "en", "group_home", "youth_workshop", (0, 0, 20, 20)),
)
"""One person in each of two groups that are named as reached: two came, but in which language?"""


@pytest.mark.parametrize(
    "block",
    [
        world(0, QUARTERS),
        world(1, (*QUARTERS, "2015-05")),
        replace(
            BlockCounts(
                counts(TWO_GROUPS, words=UNKNOWN), UNKNOWN, WORDS.venue_types, Rules(MOST, 0)
            ),
            named={"12-14": 1, "15-17": 1},
        ),
    ],
)
def test_each_small_sum_of_any_codes_is_part_of_one_that_is_found(block):
    """What may be as few as one person may be so in each part."""
    knows = Attacker(block, {}, Guess())
    found = [
        np.array([at in each.parts for at in knows.unknown], dtype=float)
        for each in small_sums(block)
    ]
    least = np.array([max(1, knows.told(row)) for row in found])
    every = np.array(found)
    for row in every_sum(knows, (*PERIODS, "2015-16", "2015-16-q1")):
        covered = np.all(every >= row, axis=1) & (least <= max(1, knows.told(row)))
        assert np.any(covered)


def of_year(made_by):
    """What is asked of a block and the next one."""
    parts = (world(10, SPRING, made_by), world(17, ("2014-08", "2014-09"), made_by))
    return YearOfBlocks(tuple((part, {}) for part in parts)).secrets


def of_correction(made_by):
    """What is asked of what is taken from a block, and of what is kept."""
    block = world(10, SPRING, made_by)
    taken = replace(block, counts=replace(block.counts, tallies=block.counts.tallies[:1]))
    return Taking(Part(taken), (block, {})).secrets()


@pytest.mark.parametrize("of", [of_year, of_correction])
def test_years_and_corrections_of_blocks_of_today_ask_for_it_too(of):
    before, now = (
        {people: what for what, people, _ in of(rule)} for rule in (Rule.QUARTERS, TODAY)
    )
    assert before.keys() < now.keys()
    assert all("sum: " in what for people, what in now.items() if people not in before)


def test_where_very_many_codes_are_in_use_only_sums_of_tables_are_asked(monkeypatch):
    asked, before = world(10, SPRING), world(10, SPRING, Rule.QUARTERS)
    assert len(list(small_sums(asked))) > len(list(small_sums(before)))
    monkeypatch.setattr(few, "MOST_CODES", 5)
    assert list(small_sums(asked)) == list(small_sums(before))
