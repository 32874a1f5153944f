"""What parts proved, taken side by side: as far as it must go, and no dearer than that."""

from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.publications.protecting.ranges.proving import pairing
from dashboard.publications.protecting.ranges.proving.pairing import (
    Known,
    _cheapest,
    take_side_by_side,
)
from dashboard.publications.protecting.ranges.proving.programme import Leeway
from dashboard.publications.protecting.ranges.proving.reaching import Lacks

SMALL = np.array([0, 2])
"""The count that must change has some people in each of two parts; the rest are the other count."""
ONE = [[0, 0, 0, 0], [-4, 9, 0, 0], [-2, 1, 0, 0], [3, -2, 0, 0], [5, -7, 0, 0]]
TWO = [[0, 0, 0, 0], [0, 0, -3, 9], [0, 0, -2, 2], [0, 0, 2, -3], [0, 0, 4, -9]]
LEAVING = (True, False, True, True, True)
"""The one that goes farthest down leaves nobody."""


def part(moves):
    own = np.array(moves)
    return Known(own, np.array(LEAVING), own[:, 1::2].sum(axis=1, keepdims=True))


def cover(*, price=1.0, told=False):
    """The only cell is the other count: 30 people, shown as 28 to 32."""
    every = (np.array([28]), np.array([32]), np.array([price]), np.array([told]), np.array([30]))
    system = SimpleNamespace(counts=np.array([30]))
    return SimpleNamespace(system=system, cells=np.array([0]), leeway=lambda: Leeway(*every))


@pytest.mark.parametrize(
    ("change", "strict", "first", "second"),
    [
        (-2, False, 0, 2),  # one part alone does, within what is shown already
        (-4, False, 2, 2),  # not the part that goes as far alone, which is dearer
        (-6, False, 1, 2),
        (-7, False, 1, 1),
        (-7, True, 2, 2),  # strictly, no pair goes so far: the farthest
        (-99, False, 1, 1),
        (3, True, 3, 0),
        (5, True, 3, 3),
        (7, True, 4, 3),
        (99, True, 4, 4),
    ],
)
def test_the_cheapest_of_all_that_go_far_enough_is_taken(change, strict, first, second):
    parts = (part(ONE), part(TWO))
    found = _cheapest(cover(), parts, SMALL, change, strict=strict)
    want = np.array(ONE[first]) + np.array(TWO[second])
    assert found.tolist() == want.tolist(), (change, found)


def test_a_cell_that_must_stay_is_left_alone_if_it_can_be():
    still = [[0, 0, 0, 0], [-4, 0, 0, 0], [-4, 1, 0, 0]]
    own = np.array(still)
    known = Known(own, np.ones(3, bool), own[:, 1:2] * 100)
    found = _cheapest(cover(price=np.inf), (known,), SMALL, -4, strict=False)
    assert found.tolist() == still[1]


def many(farthest=-9):
    """More cheap witnesses than are tried with those of other parts, and two dear ones."""
    moves = np.array([[0, 0], *([-2, 0] for _ in range(pairing._FEW + 1)), [-4, 9], [farthest, 40]])
    return Known(moves, np.ones(len(moves), bool), moves[:, 1:])


@pytest.mark.parametrize(
    ("change", "parts", "want"),
    [(-2, 1, [-2, 0]), (-4, 1, [-4, 9]), (-11, 2, [-11, 40]), (-18, 2, [-18, 80])],
)
def test_of_many_witnesses_those_that_go_far_enough_are_tried(change, parts, want):
    people = np.array([0])
    found = _cheapest(cover(), [many()] * parts, people, change, strict=False)
    assert found.tolist() == want


def test_to_hide_what_was_exact_costs_more_than_to_widen_a_range():
    low, high, size = np.array([30, 21]), np.array([30, 40]), np.array([30, 30])
    told, price = np.array([True, False]), np.array([1.0, 1.0])
    given = SimpleNamespace(
        system=SimpleNamespace(counts=np.array([30, 30])),
        cells=np.array([0, 1]),
        leeway=lambda: Leeway(low, high, price, told, size),
    )
    exact, wider, none = pairing._cost(given)(np.array([[3, 0], [0, 18], [0, 9]])).tolist()
    assert exact > wider > none == 0


class Sought:
    """Ranges in which the small count lacks a witness; what leaves a range of before is refused."""

    def __init__(self, *, floor=None, ceiling=0, apart=0, refused=()):
        plain = cover()
        self.cells, self.leeway, self.missing = plain.cells, plain.leeway, np.array([False, True])
        sums = [None, SimpleNamespace(parts=SMALL)]
        self.system = SimpleNamespace(counts=np.array([30, 6]), sums=sums)
        self.floor = np.array([0, 6 if floor is None else floor])
        self.ceiling, self.apart, self.refused = ceiling, apart, refused
        self.goals = self
        self.least, self.tried = 6, []
        self.reach = SimpleNamespace(strict_least=np.array([30, 6]), strict_most=np.array([30, 6]))

    def take(self, move, *, strict):
        self.tried.append(move.tolist())
        if move.tolist() in self.refused:
            return
        now = 6 + int(move[SMALL].sum())
        self.least = min(self.least, now)
        if strict:
            self.reach.strict_least[1] = min(self.reach.strict_least[1], now)
            self.reach.strict_most[1] = max(self.reach.strict_most[1], now)

    def lacks(self):
        up = self.ceiling if self.reach.strict_most[1] < self.ceiling else 0
        wide = max(self.apart - int(self.reach.strict_most[1] - self.reach.strict_least[1]), 0)
        return Lacks(*(np.array([0, one]) for one in (self.least > self.floor[1], up, wide)))


def together(first, second):
    return (np.array(ONE[first]) + np.array(TWO[second])).tolist()


@pytest.fixture
def sought():
    """Side by side, those leave somebody that do so alone."""
    every = [(a, b) for a in range(5) for b in range(5)]
    full = [together(a, b) for a, b in every if LEAVING[a] and LEAVING[b]]

    def take(**needs):
        found = Sought(**needs)
        found.system.fills = lambda move: move.tolist() in full
        take_side_by_side(found, (part(ONE), part(TWO)))
        return found

    return take


@pytest.mark.parametrize(
    ("needs", "refused", "farthest"),
    [
        ({"floor": 1}, [(2, 1)], (1, 1)),
        ({"ceiling": 11}, [(3, 3)], (4, 4)),
        ({"apart": 5}, [(3, 3)], (4, 4)),
        ({"apart": 2}, [(3, 0), (2, 0), (0, 2), (4, 4)], (2, 2)),
    ],
)
def test_what_goes_farthest_is_taken_where_the_cheapest_is_refused(
    sought, needs, refused, farthest
):
    """Else a year that its parts prove would have no proof."""
    cheap = sought(**needs)
    assert not np.any(cheap.lacks())
    assert together(*farthest) not in cheap.tried
    never = [together(*one) for one in refused]
    other = sought(**needs, refused=never)
    assert never[0] in other.tried
    assert together(*farthest) in other.tried
    assert not np.any(other.lacks())


def test_nothing_is_taken_for_a_sum_that_has_its_witnesses(sought):
    assert sought().tried == []


def test_two_values_that_cannot_lie_apart_above_do_so_below(sought):
    """What is told above may not go farther: then the cheapest that goes as far down does."""
    found = sought(apart=2, refused=[together(3, 0)])
    assert [sum(np.array(move)[SMALL]) for move in found.tried] == [3, -2]
    assert not np.any(found.lacks())
