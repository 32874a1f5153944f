"""Split a range of days into fiscal years, months and single days, as tallies of venues have them.

Days are added, never taken away: a latest day and a set of age groups cannot be subtracted.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from dashboard.domain.shared.periods import FISCAL_YEAR_STARTS, DateRange

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spans:
    """What makes up a range: the starts of whole years and months, and ranges of other days."""

    years: tuple[date, ...] = ()
    months: tuple[date, ...] = ()
    days: tuple[DateRange, ...] = field(default=())


def spans(first: date, last: date) -> Spans:
    """The range from ``first`` to ``last``, both included."""
    years: list[date] = []
    months: list[date] = []
    days: list[DateRange] = []
    at = first
    while at <= last:
        month_end = _next_month(at) - DAY
        year_end = date(at.year + 1, *FISCAL_YEAR_STARTS) - DAY
        if (at.month, at.day) == FISCAL_YEAR_STARTS and year_end <= last:
            years.append(at)
            at = year_end + DAY
        elif at.day == 1 and month_end <= last:
            months.append(at)
            at = month_end + DAY
        else:
            days.append(DateRange(at, min(month_end, last)))
            at = month_end + DAY
    return Spans(tuple(years), tuple(months), tuple(days))


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
