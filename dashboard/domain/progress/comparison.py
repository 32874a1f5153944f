"""The shown period beside an earlier one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dashboard.domain.progress.progress import Progress
from dashboard.domain.progress.running import running_totals
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import FIRST_YEAR, DateRange, Period, month_of, months_between

DAY = timedelta(days=1)
QUARTERS = 4
LONGEST_MONTH = 31


class ComparisonPeriod(StrEnum):
    """Which earlier period to compare with."""

    PREVIOUS = "previous"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The earlier period, under the same privacy rule.

    ``earlier`` is ``None`` when there is nothing to compare, such as without a first day.
    """

    how: ComparisonPeriod
    earlier: Progress | None


def earlier(filters: Filters, how: ComparisonPeriod, data_as_of: date | None) -> Filters | None:
    """The same filters over the earlier period; ``None`` without a first and a last day.

    A range without a last day ends with the data. A named period is compared with the one before
    it. Other days are compared with as many days just before them, or with the same dates a year
    before (28 for 29 February). Overlapping periods are not compared: the days they share say
    nothing, and the difference could reveal the count of a few days.
    """
    days, period = filters.range, filters.period
    last = days.end or data_as_of
    if days.start is None or last is None or days.start > last:
        return None
    if period and period.first_year and days == period.range:
        before = _like_before(period, period.first_year, how)
        return replace(filters, start=None, end=None, period=before) if before else None
    dates = _days_before(days.start, last, how)
    if dates[0].year < FIRST_YEAR or dates[1] >= days.start:
        return None
    return replace(filters, start=dates[0], end=dates[1], period=None)


def difference(now: int | None, then: int | None) -> int | None:
    """How many more there are now; ``None`` when either count is hidden."""
    return None if now is None or then is None else now - then


def is_over(progress: Progress, today: date) -> bool:
    """Whether the period has ended; if not, a part is compared with a whole."""
    last = progress.filters.range.end
    return last is None or last <= today


def trends(progress: Progress, before: Progress) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Both periods month by month, each from its own first month, and of the same length.

    A month without a session is a zero. A month is not ``held`` when it comes after the data, or
    after the end of the shorter period.
    """
    length = max(_months_held(progress), _months_held(before))
    return _points(progress, length), _points(before, length)


def _points(progress: Progress, length: int) -> tuple[Point, ...]:
    months, held = _months_from(progress.filters.range, length), _months_held(progress)
    counted = {row.code: row.youth for row in progress.by_month}
    youth = [counted.get(month, 0) for month in months[:held]]
    totals = running_totals(youth, progress.youth.participations)
    points = [
        Point(month, held=True, youth=count, total=total, planned=None)
        for month, count, total in zip(months[:held], youth, totals, strict=True)
    ]
    ahead = (Point(m, held=False, youth=None, total=None, planned=None) for m in months[held:])
    return (*points, *ahead)


def _months_held(progress: Progress) -> int:
    """How many months the period has, up to its last day or that of the data."""
    days, as_of = progress.filters.range, progress.data_as_of
    if days.start is None or as_of is None:
        return 0
    return len(months_between(month_of(days.start), month_of(min(days.end or as_of, as_of))))


def _months_from(days: DateRange, length: int) -> tuple[str, ...]:
    if days.start is None:
        return ()
    late_enough = days.start + length * timedelta(days=LONGEST_MONTH)
    return months_between(month_of(days.start), month_of(late_enough))[:length]


def _like_before(period: Period, year: int, how: ComparisonPeriod) -> Period | None:
    """The year or quarter before; ``None`` before the first year that periods cover."""
    if period.quarter:
        back = 1 if how is ComparisonPeriod.PREVIOUS else QUARTERS
        year, quarter = divmod(QUARTERS * year + period.quarter - 1 - back, QUARTERS)
        found = Period.fiscal_quarter(year, quarter + 1)
    elif period.school:
        found = Period.school_year(year - 1)
    else:
        found = Period.fiscal_year(year - 1)
    return found if (found.first_year or 0) >= FIRST_YEAR else None


def _days_before(first: date, last: date, how: ComparisonPeriod) -> tuple[date, date]:
    if how is ComparisonPeriod.PREVIOUS:
        return first - (last - first) - DAY, first - DAY
    return _a_year_before(first), _a_year_before(last)


def _a_year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
