"""How often sessions are added to what is published: pure arithmetic on the fiscal calendar."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from dashboard.domain.shared.periods import FISCAL_YEAR_STARTS, Period, fiscal_year_of

_DAY = timedelta(days=1)
_HALF_ENDS = (9, 30)
"""Month and day on which the second quarter of the fiscal year ends."""


class PublishingRhythm(StrEnum):
    """Part of the fiscal year whose sessions are published together, once it is over."""

    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    FISCAL_YEAR = "fiscal-year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return {
            PublishingRhythm.QUARTER: 3,
            PublishingRhythm.HALF_YEAR: 6,
            PublishingRhythm.FISCAL_YEAR: 12,
        }[self]


def closing(wanted: date, last: date | None, rhythm: PublishingRhythm) -> date:
    """The day up to which sessions count: the last day of the last part of the year that is over.

    The first publication has everything up to the day that is wanted. ``last`` is the day of the
    data of the last publication, which another rhythm may have had.
    """
    return wanted if last is None else max(last, _last_end(wanted, rhythm))


def next_closing(day: date, rhythm: PublishingRhythm) -> date:
    """The last day of the first part of the year that ends after this day."""
    found = day + _DAY
    while not _ends(found, rhythm):
        found += _DAY
    return found


def narrowable(
    days: Collection[date], rhythm: PublishingRhythm, settled: Collection[str]
) -> dict[str, date]:
    """The fiscal years that are to be narrowed, and of each the day from which data do it.

    ``days`` are those of the data of all publications. It takes two in a fiscal year to narrow it.
    That is done with the second quarter of the next year, or the longer part of the year that the
    quarter is in: corrections have come in by then. A year stays until it is ``settled``.
    """
    years = Counter(fiscal_year_of(day).year for day in set(days))
    found = {Period.fiscal_year(year).code: year for year, count in years.items() if count > 1}
    return {
        code: next_closing(date(year + 1, *_HALF_ENDS) - _DAY, rhythm)
        for code, year in found.items()
        if code not in settled
    }


def _last_end(day: date, rhythm: PublishingRhythm) -> date:
    while not _ends(day, rhythm):
        day -= _DAY
    return day


def _ends(day: date, rhythm: PublishingRhythm) -> bool:
    first = day + _DAY
    return first.day == 1 and (first.month - FISCAL_YEAR_STARTS[0]) % rhythm.months == 0
