"""In which order witnesses are sought, and what does instead of one that there is not."""

import random
from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.proving import searching
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.reaching import Lacks, Reach
from dashboard.publications.protecting.ranges.proving.searching import Manner, search
from dashboard.publications.protecting.solver import Warm
from dashboard.publications.protecting.system import system_of
from tests.publications.protecting.ranges.test_choosing import small_block
from tests.publications.protecting.worlds import WORDS, counts, one_each
from tests.support.one_search import protect


def wished(strict_least, strict_most, *, count=10, floor=1, ceiling=11, threshold=10):
    """By how much a count must change, as long as no witness is found."""
    one = [np.array([n]) for n in (floor, count, strict_least, strict_most)]
    up = max(ceiling, strict_least + threshold if strict_least > max(floor, 1) else 0)
    lacks = Lacks(np.array([False]), np.array([up if strict_most < up else 0]), np.array([0]))
    cover = SimpleNamespace(
        system=SimpleNamespace(counts=np.array([count])),
        hidden_up_to=threshold,
        goals=SimpleNamespace(floor=one[0], ceiling=np.array([ceiling]), elsewhere=lambda _: ()),
        reach=Reach(*one),
        lacks=lambda: lacks,
    )
    return [wish.change for wish in searching.wishes(cover, 0)]


@pytest.mark.parametrize(
    ("strict_least", "strict_most", "wishes"),
    [
        (5, 15, []),
        (5, 14, [5, 4 - 10]),  # 4 to 14 does as well as 5 to 15
        (5, 11, [5, 1 - 10]),
        (5, 10, [5, 1]),  # in any case as far as the threshold
        (1, 10, [1]),
    ],
)
def test_a_count_that_cannot_go_up_far_enough_goes_farther_down(strict_least, strict_most, wishes):
    assert wished(strict_least, strict_most) == wishes


def cover_of(block):
    """What is sought for a block."""
    system = system_of(protecting._book(block, protecting.listed(block)))
    return BlockRanges(system, block.rules, (), {})


def test_only_a_small_count_is_sought_with_cells_that_may_be_empty(monkeypatch):
    tried = set()

    def cheapest(programme, target, least, most, wanted):
        tried.add((programme.strict, least > 0))

    monkeypatch.setattr(searching.CheapestChange, "cheapest", cheapest)
    search(cover_of(small_block()))
    assert tried == {(True, True), (True, False), (False, False)}


@pytest.mark.parametrize("whole_last", [True, False])
def test_what_is_not_easily_made_whole_is_sought_last(whole_last, monkeypatch):
    tried, asked = [], []

    def cheapest(programme, target, least, most, wanted):
        tried.append(target)
        return np.full(programme._size, 0.5)

    def in_whole_people(programme, values, target, least, most):
        asked.append(len(tried))

    monkeypatch.setattr(searching.CheapestChange, "cheapest", cheapest)
    monkeypatch.setattr(searching.CheapestChange, "in_whole_people", in_whole_people)
    monkeypatch.setattr(searching, "rounded", lambda *_, **__: None)
    search(cover_of(small_block()), Manner(whole_last=whole_last))
    first = len(tried) // 2 if whole_last else 0
    assert asked == list(range(first + 1, len(tried) + 1))
    assert tried[first:] == tried[: len(tried) - first]


def test_what_has_no_witness_is_asked_once(monkeypatch):
    """A sum may lack the same for two needs; and that there is none at all is known by then."""
    asked = []
    monkeypatch.setattr(
        searching.CheapestChange, "cheapest", lambda *args, **_: asked.append(args[1])
    )
    monkeypatch.setattr(searching, "wishes", lambda _, at: iter(2 * [searching.SearchWish(at, 7)]))
    assert not search(cover_of(small_block()), Manner(all_or_none=True))
    assert len(asked) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_totals_that_cannot_be_exact_are_given_up_at_the_first_sum(monkeypatch, seed):
    """Where one person came to each session, no table leaves everyone as many."""
    solved, own = [], Warm.solve

    def solve(programme):
        solved.append(own(programme))
        return solved[-1]

    monkeypatch.setattr(Warm, "solve", solve)
    sessions = one_each(random.Random(seed), 12)  # noqa: S311 - no secret
    block = BlockCounts(counts(sessions), WORDS, WORDS.venue_types, Rules(10, seed))
    assert protect(block, {}).evidence.passed
    assert sum(1 for one in solved if one is None) < 20 < len(solved)
