"""What parts proved, taken side by side: as far as it must go, and no dearer than that."""

from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.publications.protecting.ranges.pairing import Known, _cheapest
from dashboard.publications.protecting.ranges.programme import Leeway

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
