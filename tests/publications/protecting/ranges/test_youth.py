"""A young person at each session: whoever supposes that learns no small count."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.grid import Finest, Grid, strata
from dashboard.publications.protecting.ranges import BlockCounts, audit
from dashboard.publications.protecting.ranges.auditing.audit import fills_sessions
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, Rule
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.taken import Taking
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks
from dashboard.publications.protecting.sums import SumBook
from dashboard.publications.protecting.system import system_of
from tests.publications.protecting.ranges.attacker import Attacker, Guess
from tests.publications.protecting.ranges.test_ranges import SLOWLY, THRESHOLD, narrowed
from tests.publications.protecting.worlds import AGES, WORDS, counts, worlds
from tests.support.one_search import protect

YOUNG = Guess(somebody=True, at_sessions=True, young=True)
MONTHS = ("2014-02", "2014-03")


def few(seed):
    """Some sessions of a few people each."""
    luck = random.Random(seed)  # noqa: S311 - no secret
    return [
        (
            luck.choice(MONTHS),
            luck.choice(WORDS.languages),
            luck.choice(WORDS.venue_types),
            luck.choice(WORDS.kinds),
            tuple(luck.choice((0, 1, 1, 2, 3, 9)) for _ in WORDS.ages),
        )
        for _ in range(luck.choice((6, 9, 12)))
    ]


def world(sessions, seed=0, made_by=TODAY):
    known = counts(sessions)
    return BlockCounts(known, WORDS, WORDS.venue_types, Rules(THRESHOLD, seed), made_by=made_by)


TELLING = (34, 58, 66, 68)
"""Worlds that told small counts before the rule."""


@pytest.mark.parametrize("seed", TELLING)
def test_whoever_supposes_one_at_each_session_learns_no_small_count(seed):
    """What was told before is still audited as it was made, and today’s audit refuses it."""
    block, before = (world(few(seed), seed, rule) for rule in (TODAY, Rule.SEVERAL))
    found, then = protect(block, {}), protect(before, {})
    assert audit(before, then.shown, then.witnesses).passed
    assert list(narrowed(Attacker(before, then.shown, YOUNG), YOUNG))
    assert audit(block, then.shown, then.witnesses).failures
    assert found.evidence.passed, found.evidence.failures
    assert not list(narrowed(Attacker(block, found.shown, YOUNG), YOUNG))


def each(*sessions):
    """These people, each at a session of the same month and kind."""
    return [("2014-02", "en", "high_school", "discussion", people) for people in sessions]


@SLOWLY
@given(worlds(months=MONTHS, people=3), st.integers(0, 999))
@example(each((1, 0, 9), (1, 0, 9)), 0)
@example(each((1, 0, 9), (0, 0, 9)), 0)
def test_search_and_audit_count_those_who_may_have_come_to_each_session(sessions, seed):
    block = world(sessions)
    known = strata([block.counts], AGES, [block.attending])
    system = system_of(SumBook(Grid.of(known), WORDS, block.rules))
    draw = np.random.default_rng(seed)
    for _ in range(20):
        count = system.grid.count
        move = np.maximum(draw.integers(-2, 2, len(count)), -count)
        full = all(
            is_attended(tally, now)
            for tally, now in zip(
                block.counts.tallies, (count + move).reshape(-1, len(AGES)), strict=True
            )
        )
        witness = dict(zip(system.grid.cells, move.tolist(), strict=True))
        assert system.fills(move) == full
        assert fills_sessions(witness, known) == full


def is_attended(tally, people):
    """Whether these people are as many at each session as readers suppose, slowly."""
    had = tally.participations
    if had[0] + had[1] >= tally.sessions:
        return people[0] + people[1] >= tally.sessions
    return sum(people) >= min(tally.sessions, sum(had))


def years(*rules):
    """Blocks of two young people and many adults each, made by these rules."""
    parts = []
    for rule, month in zip(rules, ("2014-05", "2014-08"), strict=True):
        sessions = [(month, *one[1:]) for one in each((1, 0, 20), (1, 0, 20))]
        parts.append((world(sessions, made_by=rule), {}))
    return YearOfBlocks(tuple(parts))


@pytest.mark.parametrize("first", [Rule.SEVERAL, TODAY])
@pytest.mark.parametrize("second", [Rule.SEVERAL, TODAY])
def test_each_block_of_a_narrowed_year_keeps_the_rule_that_it_was_made_by(first, second):
    known = years(first, second).known
    for at in known:
        full = fills_sessions({Finest(*at, "12-14"): -1, Finest(*at, "26-plus"): 1}, known)
        assert full == ((first, second)[at[0]] < Rule.YOUTH)


@pytest.mark.parametrize("rule", [Rule.SEVERAL, TODAY])
def test_so_do_what_corrections_take_from_a_block_and_what_they_leave(rule):
    block = world(each(*[(1, 0, 20)] * 4), made_by=rule)
    own = replace(block, counts=counts(each(*[(1, 0, 20)] * 2)))
    known = Taking(Part(own), (block, {})).known
    assert len(known) == 2
    for at in known:
        full = fills_sessions({Finest(*at, "12-14"): -1, Finest(*at, "26-plus"): 1}, known)
        assert full == (rule < Rule.YOUTH)
