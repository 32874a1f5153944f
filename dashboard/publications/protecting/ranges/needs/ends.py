"""Where a range ends: on a fixed grid, never on the count itself, and not as far on both sides."""

from typing import NamedTuple

from dashboard.domain.shared.intervals import Interval

GRID = 5
"""Ranges begin at 0 or 1 more than a multiple of this, and end on a multiple."""

_WIDER = 0.5
"""How often a small count of one session alone has a range one step wider."""


class Luck(NamedTuple):
    """Two numbers from 0 to below 1, drawn with the secret seed, for the low and the high end."""

    low: float
    high: float


def around(least: int, most: int, luck: Luck, hidden_up_to: int, room: int = GRID) -> Interval:
    """The range that is shown for a count whose proofs go from ``least`` to ``most``.

    Each side is widened by 1 to ``room`` people, drawn with the seed, and then to the grid. So
    neither an end nor the middle tells the count. Ranges of large counts begin at 0 or above
    ``hidden_up_to``, and end where those of small counts do or later: readers who know this rule
    can't tell from a range that its count is none of the small ones that it holds.
    """
    low = max(0, least - 1 - int(luck.low * room))
    high = max(most + 1 + int(luck.high * room), low + hidden_up_to)
    begins = (low - 1) // GRID * GRID + 1
    if begins <= hidden_up_to:
        return Interval(0, max(_up(high), small(hidden_up_to).high))
    return Interval(begins, _up(high))


def narrowest(least: int, most: int, hidden_up_to: int) -> Interval:
    """What every range holds that may be shown of such a count, whatever is drawn."""
    begins = (least - 2) // GRID * GRID + 1
    return Interval(begins if begins > hidden_up_to else 0, _up(most + 1))


def credible(count: int, shown: Interval) -> bool:
    """Whether readers who know how ranges are made can suppose that this is the count.

    A range is wider than its count on each side, but for 0, which has no other side.
    """
    if shown.exact:
        return count == shown.low
    return (shown.low < count or shown.low == 0 <= count) and count < shown.high


def small(hidden_up_to: int, alone: Luck | None = None) -> Interval:
    """The narrowest range of a count hidden for its own sake: the same for all small counts.

    Of one sensitive session ``alone``, it may be a step wider: so may be that of 15 to 19 people.
    Else readers of a block with little else that is small would know which count is not.
    """
    least = Interval(0, _up(hidden_up_to + 2))
    wider = alone is not None and alone.low < _WIDER
    return Interval(0, least.high + GRID) if wider else least


def in_order(shown: Interval, hidden_up_to: int) -> bool:
    """Whether a range begins and ends where ranges do."""
    if shown.low == 0:
        begins = shown.high >= small(hidden_up_to).high
    else:
        begins = shown.low > hidden_up_to and shown.low % GRID == 1
    return begins and shown.high % GRID == 0


def _up(count: int) -> int:
    return -(-count // GRID) * GRID
