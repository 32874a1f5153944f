"""The months of a publication, added up as far as they are published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.domain.progress.trend import Point, trend

if TYPE_CHECKING:
    from dashboard.domain.progress.progress import Progress


def published_trend(progress: Progress) -> tuple[Point, ...]:
    """Totals so far end before the first month that is hidden or of an earlier day.

    Counted back from the whole they would go on, but that is a subtraction, which no view of a
    publication makes; nor are counts of different days added up.
    """
    older = {row.code: row for row in progress.by_month if row.youth_as_of}
    months = tuple(
        replace(row, youth=None) if row.code in older else row for row in progress.by_month
    )
    youth = replace(progress.youth, participations=None)
    points = trend(replace(progress, youth=youth, by_month=months))
    return tuple(
        replace(point, youth=older[point.month].youth, as_of=older[point.month].youth_as_of)
        if point.month in older
        else point
        for point in points
    )


def ending_in_the_whole(points: tuple[Point, ...], progress: Progress) -> tuple[Point, ...]:
    """With the whole as the total of the last month held: it is a figure of its own."""
    last = max((at for at, point in enumerate(points) if point.held), default=None)
    if last is None:
        return points
    youth = progress.youth
    whole = replace(points[last], total=youth.participations, total_as_of=youth.as_of)
    return (*points[:last], whole, *points[last + 1 :])
