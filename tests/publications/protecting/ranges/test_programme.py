"""The cheapest change: where the search for each begins, and how it is made whole."""

from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.diving import BACK, dive
from dashboard.publications.protecting.ranges.proving.programme import FARTHEST, CheapestChange
from dashboard.publications.protecting.ranges.proving.pulling import InsideRanges
from dashboard.publications.protecting.solver import UNBOUND, Work
from dashboard.publications.protecting.system import system_of
from tests.publications.protecting.ranges.test_choosing import small_block

FRACTIONS = np.array([0.5, 1.4, 2.3, 3.2, 4.1, 5.0])


def test_what_the_cheapest_costs_does_not_depend_on_what_was_sought_before(monkeypatch):
    """Only what makes it whole begins where that ended last; see ``InsideRanges``."""
    monkeypatch.setattr(InsideRanges, "farthest", lambda *_: None)
    block = small_block()
    system = system_of(protecting._book(block, protecting.listed(block)))
    cover = BlockRanges(system, block.rules, (), {})
    needed = np.flatnonzero(cover.needed)[:6]
    still = np.zeros(len(needed))

    def found(*targets):
        work = Work(UNBOUND)
        programme = CheapestChange(system, cover.cells, needed, strict=True, work=work)
        programme.give(cover.leeway())
        for at in targets:
            left = work.left
            change = programme.cheapest(at, 9, np.inf, still)
        return left - work.left, change.tolist()

    assert all(found(0, at) == found(at) for at in range(1, len(needed)))


def test_no_count_gains_more_than_it_may():
    block = small_block()
    system = system_of(protecting._book(block, protecting.listed(block)))
    cover = BlockRanges(system, block.rules, (), {})
    needed = np.flatnonzero(cover.needed & (cover.goals.ceiling > 0))[:6]

    def most(farthest):
        programme = CheapestChange(system, cover.cells, needed, strict=True, farthest=farthest)
        programme.give(cover.leeway())
        every = [programme.cheapest(at, 9, np.inf, np.ones(6)) for at in range(len(needed))]
        return max(change.max() for change in every if change is not None)

    assert most(FARTHEST) > 5 >= most(5)


@pytest.mark.parametrize("branches", [True, False])
def test_a_change_is_sought_in_whole_numbers_only_with_branches(branches):
    block = small_block()
    system = system_of(protecting._book(block, protecting.listed(block)))
    cover = BlockRanges(system, block.rules, (), {})
    needed = np.flatnonzero(cover.needed)[:1]
    programme = CheapestChange(system, cover.cells, needed, strict=True, branches=branches)
    programme.give(cover.leeway())
    half = np.full(len(system.grid.cells), 0.5)
    assert (programme.in_whole_people(half, 0, 1, np.inf) is not None) == branches
    assert programme.in_whole_people(np.ones_like(half), 0, 1, np.inf) is not None


class Steps:
    """A programme of six counts: what is fixed in each step, and in which ones there is nothing."""

    def __init__(self, *nothing):
        self.nothing, self.fixed = nothing, []

    def bound(self, places, low, high):
        if not len(places) or not np.array_equal(low, high):  # set free again
            return
        self.fixed.append(sorted(places[: len(places) // 2].tolist()))

    def solve(self):
        if len(self.fixed) - 1 in self.nothing:
            return None
        return np.concatenate([FRACTIONS, np.zeros(len(FRACTIONS))])


def dived(steps):
    """What comes of it: counts that are fixed stay as they are in what is found."""
    programme = object.__new__(CheapestChange)
    programme._size, programme._warm = len(FRACTIONS), steps
    programme._farthest = FARTHEST
    programme._system = SimpleNamespace(grid=SimpleNamespace(count=np.zeros(len(FRACTIONS))))
    return dive(programme, FRACTIONS, BACK)


@pytest.mark.parametrize(
    ("nothing", "fixed", "whole"),
    [
        ((), [[3, 4], [2], [1], [0]], True),
        ((0,), [[3, 4], [4], [2, 3], [1], [0]], True),  # one alone instead of two
        ((1,), [[3, 4], [2]], False),  # it was one alone
        ((0, 1), [[3, 4], [4]], False),
    ],
)
def test_where_many_counts_lead_nowhere_fewer_are_fixed(nothing, fixed, whole):
    steps = Steps(*nothing)
    found = dived(steps)
    assert steps.fixed == fixed
    assert (found is not None) == whole
