"""Witnesses that only move people between months: whole, possible, and they change no cell."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.ranges import BlockCounts, audit
from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.needs import listing
from dashboard.publications.protecting.ranges.needs.runs import small_runs
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.flows import Flows, take_flows
from dashboard.publications.protecting.ranges.proving.programme import FARTHEST
from dashboard.publications.protecting.ranges.proving.searching import search
from dashboard.publications.protecting.solver import UNBOUND, Work
from dashboard.publications.protecting.system import system_of
from tests.publications.protecting.ranges.test_ranges import THRESHOLD
from tests.publications.protecting.ranges.test_totals import SLOWLY
from tests.publications.protecting.worlds import WORDS, counts, worlds
from tests.support.one_search import protect

MONTHS = ("2014-01", "2014-02", "2014-03", "2014-04", "2014-05")
OFTEN = [
    (month, language, "high_school", kind, (1 + at, 6 - at, 3))
    for at, month in enumerate(MONTHS)
    for language in WORDS.languages
    for kind in WORDS.kinds
]
"""No count of both years is small, but many of a month are."""


def large(sessions):
    block = BlockCounts(counts(sessions), WORDS, WORDS.venue_types, Rules(THRESHOLD, 3))
    return replace(block, quarters=False)


def system(block):
    return system_of(protecting._book(block, protecting.listed(block)))


@pytest.mark.parametrize("strict", [True, False])
@SLOWLY
@given(sessions=worlds(months=MONTHS, sessions=30), seed=st.integers(0, 999))
@example(sessions=OFTEN, seed=0)
def test_a_flow_is_whole_and_possible_and_changes_no_cell(strict, sessions, seed):
    own = system(large(sessions))
    flows = Flows(own, WORDS.youth, strict=strict)
    warm, found = flows._warm, []
    solve = warm.solve
    warm.solve = lambda: found.append(solve()) or found[-1]
    move = flows.farthest(np.random.default_rng(seed).standard_normal(len(own.grid.cells)))
    if not len(own.grid.cells):  # nobody came
        return
    assert np.allclose(found[0], move, atol=1e-9)
    assert np.all(own.grid.count + move >= 0)
    changes = own.matrix @ move
    assert not np.any(changes[own.declared | own.reached | (own.least > 0)])
    assert own.fills(move) or not strict


def test_flows_prove_what_years_leave_open_and_hide_nothing():
    block = large(OFTEN)
    cover = BlockRanges(system(block), block.rules, (), {})
    low, high = cover.low.copy(), cover.high.copy()
    before = sum(map(np.count_nonzero, cover.lacks()))
    take_flows(cover, WORDS.youth)
    assert before > 0
    assert not cover.lacks().anything
    assert np.array_equal(cover.low, low)
    assert np.array_equal(cover.high, high)


def test_only_what_flows_leave_is_searched():
    """A large block of such months takes no step besides; the audit passes as with any other."""
    work = Work(UNBOUND)
    block = large(OFTEN)
    made = protect(block, {}, work=work)
    assert made.evidence.passed
    alone = Work(UNBOUND)
    take_flows(BlockRanges(system(block), block.rules, (), {}), WORDS.youth, alone)
    assert work.left == alone.left


def test_blocks_that_tell_each_axis_of_their_quarters_have_no_flows(monkeypatch):
    monkeypatch.setattr(protecting, "take_flows", lambda *_: pytest.fail("a flow"))
    assert protect(replace(large(OFTEN), quarters=True), {}).evidence.passed
    with pytest.raises(pytest.fail.Exception, match="a flow"):
        protect(large(OFTEN), {})


def test_no_flow_is_sought_once_the_work_is_over():
    block = large(OFTEN)
    cover = BlockRanges(system(block), block.rules, (), {})
    take_flows(cover, WORDS.youth, Work(0))
    assert not cover.witnesses


@pytest.mark.parametrize(("quarters", "thresholds"), [(False, 4), (True, None)])
def test_witnesses_of_a_large_block_stay_near(quarters, thresholds, monkeypatch):
    seen = []

    def noted(cover, manner, work):
        seen.append(manner.farthest)
        return search(cover, manner, work)

    monkeypatch.setattr(protecting, "search", noted)
    assert protect(replace(large(OFTEN), quarters=quarters), {}).evidence.passed
    assert set(seen) == {thresholds * THRESHOLD if thresholds else FARTHEST}


def test_where_near_witnesses_prove_too_little_others_are_sought(monkeypatch):
    seen = []

    def noted(cover, manner, work):
        seen.append(manner.farthest)
        done = search(cover, manner, work)
        cover.missing[:1] |= len(seen) == 1
        return done

    monkeypatch.setattr(protecting, "search", noted)
    found = protect(large(OFTEN), {})
    assert seen == [4 * THRESHOLD, FARTHEST]
    assert found.ready


def test_what_must_not_be_told_is_listed_once_for_a_search_and_its_audit(monkeypatch):
    """The audit of what is kept lists it anew."""
    seen = []

    def counted(block):
        seen.append(block)
        return small_runs(block)

    monkeypatch.setattr(listing, "small_runs", counted)
    block = large(OFTEN)
    found = protect(block, {})
    assert len(seen) == 1
    assert audit(block, found.shown, found.witnesses) == found.evidence
    assert len(seen) == 2
