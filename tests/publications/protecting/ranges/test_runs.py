"""Several months in a row that have few people together: nobody learns how many these are."""

from dataclasses import replace
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.asked import asked
from dashboard.publications.protecting.grid import strata
from dashboard.publications.protecting.ranges import BlockCounts, audit
from dashboard.publications.protecting.ranges.needs.few import small_sums
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, Rule
from dashboard.publications.protecting.ranges.needs.runs import ADULTS, SmallRuns, small_runs
from dashboard.publications.protecting.ranges.needs.spans import _longest_small
from tests.publications.protecting.ranges.attacker import Attacker, Guess
from tests.publications.protecting.ranges.test_few import MOST, few_people, learned
from tests.publications.protecting.worlds import WORDS, counts
from tests.support.one_search import protect

SPRING = ("2014-04", "2014-05", "2014-06")
MONTHS = (*SPRING, "2014-07", "2014-09", "2014-10", "2015-02")
TELLING = (0, 24)
"""Worlds that told 3 people or more of 7 in two months, and 7 or more of 10, before the rule."""


def world(seed, months=SPRING):
    sessions = counts(few_people(seed, months))
    return BlockCounts(sessions, WORDS, WORDS.venue_types, Rules(MOST, 0))


def runs(attacker, months, most=4):
    """All months in a row, everyone and all that so many codes name, as rows of an attacker."""
    every = {
        "language": ("", *WORDS.languages),
        "venue_type": ("", *WORDS.venue_types),
        "kind": ("", *WORDS.kinds),
        "age": ("", "youth", ADULTS, *WORDS.ages),
    }
    for codes in product(*every.values()):
        chosen = {axis: code for axis, code in zip(every, codes, strict=True) if code}
        if len(chosen) <= most:
            each = [row_of_month(attacker, month, chosen) for month in months]
            for first in range(len(each)):
                for last in range(first + 1, len(each)):
                    yield np.sum(each[first : last + 1], axis=0)


def row_of_month(attacker, month, chosen):
    if chosen.get("age") != ADULTS:
        return attacker.row(month, chosen)
    others = {axis: code for axis, code in chosen.items() if axis != "age"}
    return attacker.row(month, others) - attacker.row(month, others | {"age": "youth"})


@pytest.mark.parametrize("seed", TELLING)
def test_nobody_learns_how_many_people_came_in_two_months(seed):
    block = world(seed)
    found = protect(block, {})
    assert found.evidence.passed, found.evidence.failures
    attacker = Attacker(block, found.shown, Guess())
    assert not list(learned(attacker, runs(attacker, SPRING, 2)))


@pytest.mark.parametrize("seed", TELLING)
def test_the_audit_misses_the_proof_of_such_a_count(seed):
    """And what was told before is still audited as it was made."""
    before = replace(world(seed), made_by=Rule.SCATTERED)
    found = protect(before, {})
    assert audit(before, found.shown, found.witnesses).passed
    attacker = Attacker(before, found.shown, Guess())
    assert list(learned(attacker, runs(attacker, SPRING, 2)))
    block = replace(world(seed), made_by=Rule.QUARTERS)
    failures = audit(block, found.shown, found.witnesses).failures
    assert failures
    assert all(one.what.startswith("months: ") for one in failures)


@pytest.mark.parametrize("seed", range(2))
def test_each_small_run_of_months_is_part_of_one_that_is_found_or_asked_anyway(seed):
    """What may be as few as one person may be so in each part."""
    block = world(seed, MONTHS)
    knows = Attacker(block, {}, Guess())
    listed = [
        np.array([at in each.parts for at in knows.unknown], dtype=float)
        for each in small_runs(block)
    ]
    whole = [row for row, _ in knows.asked() if 0 < knows.true(row) <= MOST]
    longest = np.array([*listed, *whole])
    small = {row.tobytes(): row for row in runs(knows, MONTHS) if 0 < knows.true(row) <= MOST}
    assert all(np.any(np.all(longest >= row, axis=1)) for row in small.values())
    found = [row.tobytes() for row in listed if knows.true(row) <= MOST]
    assert len(set(found)) == len(found) > len(MONTHS)
    assert sum(one in small for one in found) > len(found) / 2  # others are of one month


def test_two_people_whose_groups_were_reached_may_have_come_in_other_months():
    """That there are two of them is known, and not that they came before the last month."""
    ages = (*WORDS.ages, "unknown")
    words = replace(WORDS, ages=ages)
    sessions = [("2014-04", "en", "high_school", "discussion", (20, 20, 1, 1))]
    sessions += [(month, "en", "high_school", "discussion", (20, 20, 0, 0)) for month in SPRING[1:]]
    block = BlockCounts(counts(sessions, words=words), words, words.venue_types, Rules(MOST, 0))
    adults = [each.what for each in small_runs(block) if ADULTS in each.what]
    assert "months: 2014-04 to 2014-05 adults" in adults


@pytest.mark.parametrize("rules", [(TODAY, TODAY, TODAY), (Rule.COVERAGE, TODAY, TODAY)])
def test_what_sums_of_blocks_have_in_common_is_listed_once(rules):
    """Nothing that one of them must not tell is left out."""
    months = (MONTHS[:4], MONTHS[2:5], MONTHS[3:])
    parts = {
        step: replace(world(step, own), made_by=rule)
        for step, (own, rule) in enumerate(zip(months, rules, strict=True))
    }
    shared = SmallRuns({step: part.counts for step, part in parts.items()})
    alone, together = [], []
    for first, last in combinations_with_replacement(parts, 2):
        own = {step: parts[step].counts for step in range(first, last + 1)}
        block = replace(parts[last], made_by=min(parts[step].made_by for step in own))
        alone += small_runs(block, own)
        together += shared.of(block, own)
    once = {frozenset(each.parts): each for each in reversed(alone)}
    assert {frozenset(each.parts): each for each in together} == once
    assert len(together) == len(once) < len(alone)


@pytest.mark.parametrize("seed", range(3))
def test_the_longest_small_runs_are_those_that_a_month_more_makes_too_large(seed):
    people = np.random.default_rng(seed).integers(0, MOST, (5, 12)) // 2
    before = np.cumsum(np.pad(people, ((0, 0), (1, 0))), axis=1)

    def is_small(row, first, last):
        return first >= 0 and last < 12 and 0 < people[row, first : last + 1].sum() <= MOST

    every = product(range(5), combinations_with_replacement(range(12), 2))
    longest = [
        (row, first, last)
        for row, (first, last) in every
        if is_small(row, first, last)
        and not (is_small(row, first - 1, last) or is_small(row, first, last + 1))
    ]
    found = list(zip(*(own.tolist() for own in _longest_small(before, MOST)), strict=True))
    assert found == longest


GROUPS = (("12-14", "26-plus"), ("15-17", "26-plus"))
"""Several age groups, but for those that have a name together."""
TELLING_OF_GROUPS = (32, 38)
"""Worlds that told 10 people or more of 10 in such groups, and 8 or more of 10, before the rule."""


def of_groups(attacker, months):
    """All months in a row, and single ones, of several age groups, as rows of an attacker."""
    every = (("", *WORDS.languages), ("", *WORDS.venue_types), ("", *WORDS.kinds))
    for ages, codes in product(GROUPS, product(*every)):
        named = zip(("language", "venue_type", "kind"), codes, strict=True)
        chosen = {axis: code for axis, code in named if code}
        each = [sum(attacker.row(one, chosen | {"age": age}) for age in ages) for one in months]
        for first in range(len(each)):
            for last in range(first, len(each)):
                yield np.sum(each[first : last + 1], axis=0)


@pytest.mark.parametrize("seed", TELLING_OF_GROUPS)
def test_nobody_learns_how_many_people_of_several_groups_came_in_some_months(seed):
    block, before = (replace(world(seed), made_by=rule) for rule in (TODAY, Rule.COVERAGE))
    found, then = protect(block, {}), protect(before, {})
    assert audit(before, then.shown, then.witnesses).passed
    of_months = replace(block, made_by=Rule.QUARTERS)
    failures = audit(of_months, then.shown, then.witnesses).failures
    assert failures
    assert all(one.what.startswith("months: ") and "+" in one.what for one in failures)
    attacker = Attacker(before, then.shown, Guess())
    assert list(learned(attacker, of_groups(attacker, SPRING)))
    assert found.evidence.passed, found.evidence.failures
    attacker = Attacker(block, found.shown, Guess())
    assert not list(learned(attacker, of_groups(attacker, SPRING)))


@pytest.mark.parametrize("seed", range(2))
def test_several_groups_of_small_months_are_part_of_what_is_found_or_asked(seed):
    block = world(seed, MONTHS)
    knows = Attacker(block, {}, Guess())
    people = np.array(list(knows.people.values()))
    known = strata([block.counts], WORDS.ages)
    every = asked([block.counts], known, WORDS, block.venue_types, MOST)
    found = [
        np.array([at in each.parts for at in knows.unknown])
        for each in (*small_runs(block), *small_sums(block), *every)
    ]
    for row in of_groups(knows, MONTHS):
        if 0 < knows.true(row) <= MOST:
            inside = (row > 0) & (people > 0)
            assert any(not np.any(inside & ~own) for own in found)
