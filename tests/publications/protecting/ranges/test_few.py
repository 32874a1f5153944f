"""Several cells of one table that are small together: nobody learns how many people they are."""

import random
from dataclasses import replace
from functools import partial
from itertools import combinations, combinations_with_replacement, product

import numpy as np
import pytest

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.ranges import BlockCounts, audit
from dashboard.publications.protecting.ranges.needs.changes import summed
from dashboard.publications.protecting.ranges.needs.few import SmallSums, small_sums
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from tests.publications.protecting.ranges.attacker import Attacker, Guess, is_told
from tests.publications.protecting.worlds import WORDS, counts
from tests.support.one_search import protect

MOST = 10


def few_people(seed, months=("2014-02", "2014-03")):
    """Twelve sessions with few people of most ages."""
    luck = random.Random(seed)  # noqa: S311 - no secret
    return [
        (
            luck.choice(months),
            luck.choice(WORDS.languages),
            luck.choice(WORDS.venue_types),
            luck.choice(WORDS.kinds),
            tuple(luck.choice((0, 2, 4, 5, 20)) for _ in WORDS.ages),
        )
        for _ in range(12)
    ]


def world(seed):
    """They as one block."""
    return BlockCounts(counts(few_people(seed)), WORDS, WORDS.venue_types, Rules(MOST, 0))


def test_sums_of_a_quarter_are_asked_for_though_a_large_block_has_no_such_table():
    sessions = [
        (month, "fr", venue_type, "discussion", people)
        for month, people in (("2013-11", (30, 30, 30)), ("2014-02", (2, 0, 2)))
        for venue_type in WORDS.venue_types
    ]
    block = BlockCounts(counts(sessions), WORDS, WORDS.venue_types, Rules(MOST, 0))
    asked, of_large = (list(small_sums(replace(block, quarters=one))) for one in (True, False))
    assert "sum: 2013-14-q4 shelter+group_home" in [each.what for each in asked]
    assert of_large == asked


def sums(block):
    """Each sum of some codes on each axis of a table, slowly, as a row of an attacker."""
    attacker = Attacker(block, {}, Guess())
    for table in block.tables:
        own = [[code for code in codes if code != "youth"] for codes in table.codes]
        some = [[s for n in range(1, len(o)) for s in combinations(o, n)] for o in own]
        for chosen in product(*some):
            rows = [
                attacker.row(table.period, dict(zip(table.by, codes, strict=True)))
                for codes in product(*chosen)
            ]
            if len(rows) > 1:
                yield np.sum(rows, axis=0)


def learned(attacker, rows):
    """The small sums of which somebody learns that they are more than one, or surely small."""
    seen = set()
    for row in rows:
        count = attacker.true(row)
        if row.tobytes() not in seen and 0 < count <= MOST:
            seen.add(row.tobytes())
            low = max(1, attacker.told(row))
            if ends := attacker.narrow(row, partial(is_told, low, MOST)):
                yield count, *ends


TELLING = (2, 20, 25)
"""Worlds whose tables told such a sum as 3 people or more before it was a need."""


@pytest.mark.parametrize("seed", TELLING)
def test_nobody_learns_how_many_people_small_cells_are_together(seed):
    block = world(seed)
    found = protect(block, {})
    assert found.evidence.passed, found.evidence.failures
    assert not list(learned(Attacker(block, found.shown, Guess()), sums(block)))


@pytest.mark.parametrize("seed", TELLING)
def test_the_audit_misses_the_proof_of_such_a_sum(seed):
    """And what was told before is still audited as it was made."""
    block = replace(world(seed), made_by=Rule.SUMS)
    before = replace(block, made_by=0)
    found = protect(before, {})
    assert audit(before, found.shown, found.witnesses).passed
    assert list(learned(Attacker(before, found.shown, Guess()), sums(before)))
    failures = audit(block, found.shown, found.witnesses).failures
    assert failures
    assert all(one.what.startswith("sum: ") for one in failures)


def test_every_small_sum_of_a_table_is_found_once():
    block = replace(world(3), made_by=Rule.QUARTERS)
    knows = Attacker(block, {}, Guess())
    small = {row.tobytes() for row in sums(block) if 0 < knows.true(row) <= MOST}
    found = [tuple(at in each.parts for at in knows.unknown) for each in small_sums(block)]
    assert len(set(found)) == len(found)
    assert {row_of(each) for each in found} == small


def row_of(inside):
    return np.array(inside, dtype=float).tobytes()


def test_small_sums_of_the_same_people_are_listed_once():
    """Nothing that some blocks together must not tell is left out."""
    months = (("2014-02",), ("2014-03",), ("2014-07",), ("2015-02",))
    every = [counts(few_people(seed, own)) for seed, own in enumerate(months)]
    shared = SmallSums(dict(enumerate(every)))
    alone, together = [], []
    for first, last in combinations_with_replacement(range(4), 2):
        own = {step: every[step] for step in range(first, last + 1)}
        tallies = summed(*((one.tallies, 1) for one in own.values()))
        block = BlockCounts(
            replace(every[last], tallies=tallies), WORDS, WORDS.venue_types, Rules(MOST, 0)
        )
        alone += small_sums(block, own)
        together += shared.of(block, own)
    assert {each.parts for each in together} == {each.parts for each in alone}
    assert len({each.parts for each in together}) == len(together) < len(alone)
