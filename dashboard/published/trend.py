"""The months of a publication, added up as far as they are published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.domain.trend import Point, trend

if TYPE_CHECKING:
    from dashboard.domain.progress import Progress


def published_trend(progress: Progress) -> tuple[Point, ...]:
    """Totals so far end before the first hidden month.

    Counted back from the whole they would go on, but that is a subtraction, which no view of a
    publication makes.
    """
    youth = replace(progress.youth, participations=None)
    return trend(replace(progress, youth=youth))


def ending_in_the_whole(points: tuple[Point, ...], progress: Progress) -> tuple[Point, ...]:
    """With the whole as the total of the last month held: it is a figure of its own."""
    last = max((at for at, point in enumerate(points) if point.held), default=None)
    if last is None:
        return points
    whole = replace(points[last], total=progress.youth.participations)
    return (*points[:last], whole, *points[last + 1 :])
