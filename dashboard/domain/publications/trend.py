"""The monthly trend of a publication, with totals as far as they are published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.domain.progress.trend import Point, trend

if TYPE_CHECKING:
    from dashboard.domain.progress.progress import Progress


def published_trend(progress: Progress) -> tuple[Point, ...]:
    """The trend; totals end before the first month that is hidden or of an earlier day.

    Counting back from the whole would continue them, but no view of a publication subtracts. Nor
    are counts of different days added up.
    """
    older = {row.code: row for row in progress.by_month if row.youth_as_of}
    months = tuple(
        row._replace(youth=None) if row.code in older else row for row in progress.by_month
    )
    youth = replace(progress.youth, participations=None)
    points = trend(replace(progress, youth=youth).with_rows(by_month=months))
    return tuple(
        point._replace(youth=older[point.month].youth, as_of=older[point.month].youth_as_of)
        if point.month in older
        else point
        for point in points
    )


def ending_in_the_whole(points: tuple[Point, ...], progress: Progress) -> tuple[Point, ...]:
    """The same trend, whose last held month shows the published total of the whole."""
    last = max((at for at, point in enumerate(points) if point.held), default=None)
    if last is None:
        return points
    youth = progress.youth
    whole = points[last]._replace(
        total=youth.participations, total_as_of=youth.as_of, total_range=youth.range
    )
    return (*points[:last], whole, *points[last + 1 :])
