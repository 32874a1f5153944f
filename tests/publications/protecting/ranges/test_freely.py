"""Witnesses of people who move freely: whole, possible, few steps, and all that they prove."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.drafting.choosing import best
from dashboard.publications.protecting.ranges.drafting.protecting import Bound
from dashboard.publications.protecting.ranges.needs.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.freely import (
    FreeMoves,
    _ways,
    take_freely,
    who_stays,
)
from dashboard.publications.protecting.solver import Work
from dashboard.publications.protecting.system import system_of
from tests.publications.protecting.ranges.attacker import Attacker, Guess
from tests.publications.protecting.ranges.test_flows import MONTHS
from tests.publications.protecting.ranges.test_ranges import THRESHOLD, narrowed
from tests.publications.protecting.ranges.test_totals import SLOWLY
from tests.publications.protecting.worlds import WORDS, counts, worlds


def tiny(sessions, seed=1):
    """So many sessions of one to three people each."""
    draw = random.Random(seed)  # noqa: S311
    every = []
    for _ in range(sessions):
        people = [0] * len(WORDS.ages)
        for _ in range(draw.randint(1, 3)):
            people[draw.randrange(len(people))] += 1
        codes = (WORDS.languages, WORDS.venue_types, WORDS.kinds)
        every.append((draw.choice(MONTHS), *map(draw.choice, codes), tuple(people)))
    return every


def block(sessions):
    own = counts(sessions)
    ages = {age: 1 for age in WORDS.ages if any(t.participations for t in own.tallies)}
    return BlockCounts(
        own, WORDS, WORDS.venue_types, Rules(THRESHOLD, 3), quarters=False, first=True, named=ages
    )


@pytest.mark.parametrize("sessions", [40, 80, 160])
def test_a_block_of_tiny_sessions_is_proved_though_no_work_is_left(sessions):
    """Its headline is told as it is; nothing is found without moving freely."""
    own, work = block(tiny(sessions)), Work(0)
    assert best(own, {}, work, bound=Bound(0)) is None
    found = best(own, {}, work, bound=Bound(0, freely=True, paced=False))
    assert found.evidence.passed
    assert found.ready
    assert found.cut_short
    assert found.shown[TOTAL].low == sum(sum(t.participations) for t in own.counts.tallies)
    assert found.shown[YOUTH_TOTAL].exact


def cover_of(own):
    """What is sought for a block, with nothing found so far."""
    system = system_of(protecting._book(own, protecting.listed(own)))
    return BlockRanges(system, own.rules, (TOTAL, YOUTH_TOTAL), {})


def test_free_moves_end_with_their_work_and_then_hide_more():
    """What lacks a proof then is missing, so it is not published."""
    own = block(tiny(80))
    exact, missing = list[int](), list[bool]()
    for looks in (1_000, 20, 1):
        cover = cover_of(own)
        work = Work(looks * len(cover.system.sums))
        take_freely(cover, WORDS.youth, work)
        assert work.spent <= 2 * (work.given + 2 * len(cover.system.sums))
        assert np.array_equal(cover.missing, np.any(np.array(cover.lacks()) > 0, axis=0))
        shown = cover.intervals(own.names).values()
        exact.append(sum(one.exact for one in shown))
        missing.append(bool(cover.missing.any()))
    assert missing == [False, False, True]
    assert exact[0] > exact[1]


def test_a_total_that_cannot_stay_is_given_up_without_beginning_anew(monkeypatch):
    """With one person at each session, nobody can be elsewhere while the totals stay."""
    own, real, spent = block(list(ones(60))), protecting.take_freely, list[int]()
    whole = Work(0)

    def counted(cover, youth, work, *rest):
        before = whole.spent
        real(cover, youth, work, *rest)
        assert whole.spent - before == work.spent
        spent.append(work.spent)

    monkeypatch.setattr(protecting, "take_freely", counted)
    found = best(own, {}, whole, bound=Bound(0, freely=True, paced=False))
    assert found.evidence.passed
    assert not found.ready
    assert [each > 0 for each in spent] == [True]
    guess = Guess(somebody=True)
    assert not list(narrowed(Attacker(own, found.shown, guess), guess))


def ones(sessions):
    """So many sessions of one person each, all at high schools."""
    for month, language, _, kind, people in tiny(sessions):
        first = next(at for at, n in enumerate(people) if n)
        one = tuple(int(at == first) for at in range(len(people)))
        yield month, language, "high_school", kind, one


def test_a_later_block_whose_work_ends_is_proved_freely_with_exact_totals():
    """That nothing more is sought is no sign that its totals can't be exact."""
    own, bound = block(tiny(40)), Bound(1, freely=True, paced=False)
    own = replace(own, quarters=True)
    found = best(own, {}, exact=True, bound=bound)
    assert found.evidence.passed
    assert found.ready
    assert found.cut_short
    guess = Guess(somebody=True)
    assert not list(narrowed(Attacker(own, found.shown, guess), guess))


def free_moves(sessions):
    """Those of a block of tiny sessions that leave their ages, years and places, of each kind."""
    cover = cover_of(block(tiny(sessions)))
    held, work = next(_ways(cover.system, WORDS.youth)), Work()
    return [(cover, FreeMoves(cover, held, work, stay)) for stay in (who_stays(cover.system), None)]


def test_nobody_moves_freely_in_vain():
    for _, moves in free_moves(40):
        assert not np.any(moves.farthest(np.zeros(0, dtype=np.int64)))


def test_a_sum_that_is_helped_alone_goes_no_farther_than_it_must():
    [(cover, moves), _] = free_moves(40)

    def gain(move, at):
        return int((cover.system.matrix[[at]] @ move)[0])

    every = moves.lacking().tolist()
    near = {at: gain(moves.nearest(at), at) for at in every[:40]}
    far = {at: gain(moves.farthest(np.array([at])), at) for at in every[:40]}
    assert all(near[at] <= moves._ends(at)[1] for at in near)
    assert sum(near.values()) < sum(far.values())


@pytest.mark.parametrize("strict", [True, False])
@SLOWLY
@given(sessions=worlds(months=MONTHS, sessions=30), at=st.integers(0, 999))
def test_a_free_move_is_whole_and_possible_and_leaves_what_is_held(strict, sessions, at):
    own = block(sessions)
    cover = cover_of(own)
    system = cover.system
    if not len(system.grid.cells):  # nobody came
        return
    stay = who_stays(system) if strict else None
    for held in (*_ways(system, WORDS.youth), system.matrix[np.flatnonzero(cover.kept)]):
        moves = FreeMoves(cover, held, Work(), stay)
        warm = moves._warm
        solve, found = warm.solve, []
        warm.solve = lambda solve=solve, found=found: found.append(solve()) or found[-1]
        move = moves.farthest(np.array([at % len(system.sums)]))
        if move is None:
            continue
        assert np.allclose(found[0], np.round(found[0]))
        assert np.array_equal(np.subtract(*np.split(np.round(found[0]), 2)), move)
        assert not np.any(held @ move)
        assert np.all(system.grid.count + move >= 0)
        now = system.counts + system.matrix @ move
        assert np.all(now >= np.maximum(system.reached, system.least))
        assert system.fills(move) or not strict
