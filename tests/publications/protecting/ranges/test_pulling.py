"""Changes of a large block are made whole lightly: as good as others, and for less work."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.proving import programme as module
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.diving import NEAR, Aim
from dashboard.publications.protecting.ranges.proving.programme import CheapestChange
from dashboard.publications.protecting.ranges.proving.pulling import InsideRanges
from dashboard.publications.protecting.solver import UNBOUND, Work
from dashboard.publications.protecting.system import system_of
from tests.publications.protecting.ranges.test_choosing import small_block

SEED = 3
"""With others, sessions alone begin at other ranges, and some sums are a few steps farther away."""


def programmes(work=None):
    """One of each strictness, its ranges, and the sums that lack a witness."""
    small = small_block()
    block = replace(small, quarters=False, rules=replace(small.rules, seed=SEED))
    system = system_of(protecting._book(block, protecting.listed(block)))
    cover = BlockRanges(system, block.rules, (), {})
    needed = np.flatnonzero(cover.needed & (cover.goals.ceiling > 0))
    for strict in (True, False):
        programme = CheapestChange(system, cover.cells, needed, strict=strict, work=work)
        programme.give(cover.leeway())
        yield cover, needed, programme


@pytest.mark.parametrize(("at", "large"), [(0, module.LARGE), (2, module.LARGE), (5, 0)])
def test_a_change_is_whole_and_possible_and_goes_as_far_as_it_must(at, large, monkeypatch):
    monkeypatch.setattr(module, "LARGE", large)
    for cover, needed, programme in programmes():
        change = programme.cheapest(at, 9, np.inf, np.ones(len(needed)))
        move = np.round(change).astype(np.int64)
        system = cover.system
        assert np.allclose(change, move)
        assert np.all(system.grid.count + move >= 0)
        assert move[system.sums[needed[at]].parts].sum() >= 9
        assert system.fills(move) or not programme.strict


def test_it_leaves_no_range_but_those_that_the_cheapest_change_leaves():
    for cover, needed, programme in programmes():
        inside, system = programme._inside, cover.system
        aim = Aim(system.sums[needed[0]].parts.astype(np.int32), 9, np.inf)
        counts = system.counts[cover.cells]
        low, high = -np.minimum(counts, 7).astype(float), np.full(len(counts), 30.0)
        change = inside.farthest(np.ones(len(system.grid.cells)), low, high, aim)
        moved = system.matrix[cover.cells] @ change
        assert np.all((moved >= low) & (moved <= high))
        assert moved.max() > 20


def test_where_that_leads_nowhere_a_change_near_the_cheapest_is_whole(monkeypatch):
    [(cover, needed, programme), _] = programmes()
    monkeypatch.setattr(InsideRanges, "farthest", lambda *_: None)
    change = programme.cheapest(0, 9, np.inf, np.ones(len(needed)))
    assert np.allclose(change, np.round(change))
    assert change[cover.system.sums[needed[0]].parts].sum() >= 9 - NEAR


def test_a_pull_begins_where_the_last_one_ended(monkeypatch):
    """Though the row of its target was dropped, and other bounds and prices were set in between."""
    work, spent = Work(UNBOUND), []
    farthest = InsideRanges.farthest

    def metered(*given):
        left = work.left
        found = farthest(*given)
        spent.append(left - work.left)
        return found

    monkeypatch.setattr(InsideRanges, "farthest", metered)
    [(_, needed, programme), _] = programmes(work)
    for at in (0, 0, 3, 0):
        programme.cheapest(at, 9, np.inf, -np.ones(len(needed)))
    assert sum(spent[1:]) < 0.3 * spent[0]
