"""Closed proofs hide no more than must be."""

from datetime import date

import numpy as np
import pytest

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.proving import regaining
from dashboard.publications.protecting.ranges.proving.closing import ProofTables, how_open
from dashboard.publications.protecting.ranges.proving.pruning import needed_witnesses
from dashboard.publications.protecting.ranges.proving.regaining import barred, closed, regain
from dashboard.publications.protecting.solver import Work
from tests.publications.protecting.ranges.test_closing import world
from tests.publications.protecting.ranges.test_ranges import THRESHOLD
from tests.publications.protecting.ranges.test_tightened import schools
from tests.publications.protecting.worlds import WORDS, counts

SEEDS = (1, 2, 3)


@pytest.fixture
def cover():
    new = counts(schools("2014-05", 14), as_of=date(2014, 6, 30))
    block = BlockCounts(new, WORDS, WORDS.venue_types, Rules(THRESHOLD, 2))
    return protecting.Seeking(block, {}).sought(block.rules)


def narrow(cover):
    """Ranges are worth as much as they are narrow."""
    return -float(np.sum(cover.high - cover.low))


def test_witnesses_that_others_make_idle_are_left_out_and_all_stays_proved(cover):
    once = needed_witnesses(cover)
    for move in tuple(cover.witnesses):
        cover.take(move, strict=cover.system.fills(move))
    twice = needed_witnesses(cover)
    assert 0 < len(twice) <= len(once)
    [lean] = cover.again(SEEDS[:1], twice)
    assert not lean.lacks().anything
    assert not list(cover.again(SEEDS[:1], twice[1:]))


def test_what_is_closed_stays_closed_while_rows_are_regained(cover):
    assert how_open(cover)
    told = closed(cover, SEEDS, narrow)
    assert not how_open(told)
    more = regain(told, SEEDS, narrow, Work(10**8))
    assert not how_open(more)
    assert narrow(more) >= narrow(told)


def test_without_work_nothing_is_regained(cover):
    told = closed(cover, SEEDS, narrow)
    assert regain(told, SEEDS, narrow, Work(0)) is told


def test_what_is_not_closed_is_small_in_no_witness_at_last(monkeypatch):
    monkeypatch.setattr(regaining, "close", lambda *_: None)
    block = world(15)
    cover = protecting.Seeking(block, {}).sought(block.rules)
    counts, left = cover.system.counts, np.logical_or(*ProofTables(cover).open)
    work = Work(10**8)
    made = barred(cover, SEEDS, lambda _: 0.0, work)
    assert how_open(made) < how_open(cover)
    dear = {id(cover): 1.0}
    assert barred(cover, SEEDS, lambda one: dear.get(id(one), 0.0), work) is cover
    assert not made.lacks().anything
    for move in made.witnesses:
        now = counts + cover.system.matrix @ move
        assert not np.any(cover.is_small(now)[left & ~cover.is_small(counts)])


def test_each_finest_count_is_among_what_is_closed(cover):
    every = {tuple(each.parts.tolist()) for each in cover.system.sums}
    assert every.issuperset((at,) for at in range(len(cover.system.grid.cells)))
