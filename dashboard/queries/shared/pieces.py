"""Split a range of days into whole months and single days to add or take away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dashboard.domain.shared.periods import LAST_YEAR, DateRange, month_of

DAY = timedelta(days=1)
HALF_A_MONTH = 15
FIRST, LAST = date(1, 1, 1), date(LAST_YEAR, 12, 31)

Place = Literal["start", "months", "end"]


@dataclass(frozen=True, slots=True)
class Piece:
    """The tallies from ``first`` to ``last``, to add (1) or to take away (-1).

    They are of whole months, or, at an end of the range, of some days of one ``month``.
    """

    place: Place
    first: date
    last: date
    sign: int = 1
    month: str = ""


def pieces(days: DateRange) -> Iterator[Piece]:
    """Split a range into pieces, at most one in each place; none when the range is empty.

    Part of a month is either its days, or the month less its other days, whichever are fewer.
    """
    if days.empty:
        return
    first, last = days.start or FIRST, days.end or LAST
    first_month, last_month = first.replace(day=1), last.replace(day=1)
    after_first, after_last = _next_month(first), _next_month(last)
    if first.day > HALF_A_MONTH:
        yield Piece("start", first, after_first - DAY, 1, month_of(first))
        first_month = after_first
    elif first > first_month:
        yield Piece("start", first_month, first - DAY, -1, month_of(first))
    if last.day <= HALF_A_MONTH:
        yield Piece("end", last_month, last, 1, month_of(last))
        last_month -= DAY
    elif last < after_last - DAY:
        yield Piece("end", last + DAY, after_last - DAY, -1, month_of(last))
    if first_month <= last_month:
        yield Piece("months", first_month, last_month)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
