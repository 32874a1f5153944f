"""Where the range of one session alone lies around its count: it is drawn, so none can subtract it.

Two values must be possible that are twice a small count apart. Were they as far above the count as
below it, readers who know this rule would take as much from both ends of its range.
"""

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.grid import Integers


def width(hidden_up_to: int) -> int:
    """How far apart the two ends of a window are."""
    return 2 * hidden_up_to


def drawn(counts: Integers, hidden_up_to: int, seed: int) -> Integers:
    """Where the window of each count begins: from its width below the count up to the count."""
    draw = np.random.default_rng(seed).spawn(2)[1]
    return counts - draw.integers(width(hidden_up_to), size=len(counts), endpoint=True)


def inside(begins: int, count: int, within: Interval, hidden_up_to: int) -> int:
    """Where one begins that lies within a range, as near as can be to where it was drawn.

    0 if none does: a range that is too narrow for any is one from 0, and tells no more than that of
    a small count.
    """
    wide = width(hidden_up_to)
    least = max(within.low + 1 if within.low else 0, count - wide)
    most = min(count, within.high - 1 - wide)
    return min(max(begins, least), most) if least <= most else 0


def elsewhere(count: int, hidden_up_to: int) -> tuple[int, int]:
    """Where it begins instead if the drawn one has no proof: as low as it may, or as high."""
    return count - width(hidden_up_to), count
