"""Youth reached month by month, against the plan."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dashboard.domain.progress.progress import Course
from dashboard.domain.progress.running import running_totals
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.intervals import Interval
from dashboard.domain.shared.periods import MONTHS_KEPT, end_of_month, month_of, months_between

PLANS_KEPT = 64


class Point(NamedTuple):
    """A month: its youth, the total so far and the plan at its end.

    A count is ``None`` when hidden, or when the month is not ``held``: it comes after the data.
    ``planned`` is ``None`` where the plan can't be compared. ``as_of`` and ``total_as_of`` are the
    earlier days that a publication's youth and total may be of. ``range`` and ``total_range`` are
    what a publication tells of them instead, if anything.
    """

    month: str
    held: bool
    youth: int | None
    total: int | None
    planned: int | None
    as_of: date | None = None
    total_as_of: date | None = None
    range: Interval | None = None
    total_range: Interval | None = None


def trend(progress: Course) -> tuple[Point, ...]:
    """The months of the data, then those of the plan until its target is due."""
    youth = [row.youth for row in progress.by_month]
    totals = running_totals(youth, progress.youth.participations)
    target = progress.youth.target if progress.youth.planned is not None else None
    months = tuple([row.code for row in progress.by_month])
    plans = _plans(target, months, progress.data_as_of)
    held = [
        Point(
            row.code,
            held=True,
            youth=row.youth,
            total=total,
            planned=planned,
            range=row.youth_range,
        )
        for row, total, planned in zip(progress.by_month, totals, plans, strict=True)
    ]
    return (*held, *_ahead(target, held))


def _ahead(target: Target | None, held: list[Point]) -> list[Point]:
    """The plan's remaining months, which have no data yet."""
    if target is None or not held:
        return []
    months = months_between(held[-1].month, month_of(target.due))[1:]
    plans = _plans(target, months, None)
    return [
        Point(month, held=False, youth=None, total=None, planned=planned)
        for month, planned in zip(months, plans, strict=True)
    ]


@lru_cache(PLANS_KEPT)
def _plans(
    target: Target | None, months: tuple[str, ...], until: date | None
) -> tuple[int | None, ...]:
    """The plan at the end of each month: many answers have the same months."""
    if target is None:
        return (None,) * len(months)
    ends = [end_of_month(month) for month in months]
    return tuple([_plan(target, min(end, until) if until else end) for end in ends])


@lru_cache(MONTHS_KEPT)
def _plan(target: Target, day: date) -> int:
    """The plan of a day; other months have many of the same days."""
    return round(target.to_date(day))
