"""Changes of large blocks: what years gain and lose first, then in which months."""

import numpy as np
import pytest

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.proving import programme as module
from dashboard.publications.protecting.ranges.proving import pulling
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.diving import Aim
from dashboard.publications.protecting.ranges.proving.programme import CheapestChange
from dashboard.publications.protecting.ranges.proving.pulling import InsideRanges
from dashboard.publications.protecting.ranges.proving.years_first import Bounds, YearsFirst
from dashboard.publications.protecting.system import system_of
from tests.bench.publications import WORDS, project

RULES = Rules(10, 3)


def block(sessions, months):
    counts = project(sessions, months)
    return BlockCounts(counts, WORDS, WORDS.venue_types, RULES, quarters=False, first=True)


def programme_of(own, *, strict=True):
    """A programme for all sums of a block, and their ranges, nothing of which is hidden so far."""
    system = system_of(protecting._book(own, protecting.listed(own)))
    cover = BlockRanges(system, RULES, (), {})
    every = np.arange(len(system.sums))
    programme = CheapestChange(system, cover.cells, every, strict=strict)
    programme.give(cover.leeway())
    return cover, programme


def within(cover, aim, low=0.0, high=0.0):
    size = len(cover.cells)
    return Bounds(np.full(size, low), np.full(size, high), aim)


def like_the_first(cells):
    """Those of the same age at the same kind of place in any month: nobody moves among them."""
    return np.array([at for at, cell in enumerate(cells) if cell[2:] == cells[0][2:]], np.int32)


def nobody_moves(cover):
    return np.zeros(len(cover.system.grid.cells))


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("seed", [0, 1])
def test_a_change_is_whole_and_possible_and_inside_all_ranges(strict, seed):
    cover, programme = programme_of(block(600, 3), strict=strict)
    system = cover.system
    pull = np.random.default_rng(seed).standard_normal(len(system.grid.cells))
    alike = like_the_first(system.grid.cells)
    aim = Aim(alike, 3, np.inf)
    change = programme._years_first.farthest(nobody_moves(cover), pull, within(cover, aim))
    move = np.round(change).astype(np.int64)
    assert np.allclose(change, move, atol=1e-6)
    assert np.all(system.grid.count + move >= 0)
    assert move[alike].sum() >= 3
    assert not np.any(system.matrix[cover.cells] @ move)
    assert system.fills(move) or not strict
    assert move @ pull > 0


def test_what_leaves_a_range_is_not_taken(monkeypatch):
    """Were people to move between months as nobody asked them to."""
    cover, programme = programme_of(block(300, 4))
    first, aim = programme._years_first, Aim(np.array([0], dtype=np.int32), -np.inf, np.inf)
    move = nobody_moves(cover)
    move[0] = 1
    monkeypatch.setattr(first._months, "farthest", lambda *_: move)
    assert first.farthest(move, move, within(cover, aim)) is None


def test_what_is_not_whole_is_not_taken(monkeypatch):
    cover, programme = programme_of(block(300, 4))
    first, aim = programme._years_first, Aim(np.array([0], dtype=np.int32), -np.inf, np.inf)
    move = nobody_moves(cover)
    move[0] = 0.5
    monkeypatch.setattr(first._months, "farthest", lambda *_: move)
    assert first.farthest(move, move, within(cover, aim, -1.0, 1.0)) is None


def test_where_people_have_no_place_to_move_it_is_not_tried_again(monkeypatch):
    """A change is sought as in other blocks then."""
    monkeypatch.setattr(module, "LARGE", 0)
    monkeypatch.setattr(pulling, "LARGE", 0)
    _, programme = programme_of(block(20, 6))
    tried, others = [], []
    near, farthest = programme._years_first._sums.near, InsideRanges.farthest
    monkeypatch.setattr(
        programme._years_first._sums, "near", lambda *own: tried.append(near(*own)) or tried[-1]
    )
    monkeypatch.setattr(programme._years_first._months, "farthest", lambda *_: None)
    monkeypatch.setattr(
        InsideRanges, "farthest", lambda *own: others.append(farthest(*own)) or others[-1]
    )
    wanted = np.ones(programme._wanted.shape[0])
    for _ in range(2):
        assert programme.cheapest(0, 2, np.inf, wanted) is not None
    assert len(others) == 2
    assert sum(years is not None for years in tried) == 1


def test_a_block_is_proved_with_such_changes(monkeypatch):
    monkeypatch.setattr(module, "LARGE", 0)
    monkeypatch.setattr(pulling, "LARGE", 0)
    found, farthest = [], YearsFirst.farthest
    monkeypatch.setattr(
        YearsFirst, "farthest", lambda *own: found.append(farthest(*own)) or found[-1]
    )
    seeking = protecting.Seeking(block(120, 4), {})
    assert seeking.audited(seeking.sought(RULES)).evidence.passed
    assert any(one is not None for one in found)
