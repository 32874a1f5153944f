"""Where a range ends: on a fixed grid, never on the count itself, and not as far on both sides."""

from typing import NamedTuple

from dashboard.domain.shared.intervals import Interval

GRID = 5
"""Ranges begin at 0 or 1 more than a multiple of this, and end on a multiple."""


class Luck(NamedTuple):
    """Two numbers from 0 to below 1, drawn with the secret seed, for the low and the high end."""

    low: float
    high: float


def around(least: int, most: int, luck: Luck, narrowest: int, room: int = GRID) -> Interval:
    """The range that is shown for a count whose proofs go from ``least`` to ``most``.

    Each side is widened by 1 to ``room`` people, drawn with the seed, and then to the grid. So
    neither an end nor the middle tells the count. The range is at least ``narrowest`` wide.
    """
    low = max(0, least - 1 - int(luck.low * room))
    high = max(most + 1 + int(luck.high * room), low + narrowest)
    begins = (low - 1) // GRID * GRID + 1
    return Interval(begins if begins > 1 else 0, _up(high))


def small(hidden_up_to: int) -> Interval:
    """The narrowest range of a count hidden for its own sake: the same for all small counts."""
    return Interval(0, _up(hidden_up_to + 1))


def on_grid(shown: Interval) -> bool:
    """Whether a range ends where ranges end."""
    begins = shown.low == 0 or (shown.low > 1 and shown.low % GRID == 1)
    return begins and shown.high % GRID == 0


def _up(count: int) -> int:
    return -(-count // GRID) * GRID
