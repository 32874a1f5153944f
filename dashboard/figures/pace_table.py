"""The numbers of the fan: a row a month, what was reached and what may come."""

from collections.abc import Iterator, Sequence
from datetime import date

from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import Projection
from dashboard.domain.shared.vocabulary import Annotation
from dashboard.figures import annotations
from dashboard.figures.pace import ahead, past
from dashboard.figures.tables import Table
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import NOT_AVAILABLE, count


def table(pace: Pace, locale: Locale, shown: Sequence[Annotation] = ()) -> Table:
    """A row a day: that of the pace, the ends of months, and the last day projected.

    ``shown`` is what happened meanwhile, each in the row of the day by which it had begun.
    """
    so_far = past(pace)
    columns = dict(_columns(pace, locale))
    days = sorted({*so_far, *(day for totals in columns.values() for day in totals)})
    return {
        "headings": [
            text("Day").say(locale),
            text("Total so far").say(locale),
            *columns,
        ],
        "rows": [
            [
                title,
                count(so_far[day], locale) if day in so_far else NOT_AVAILABLE,
                *(
                    count(totals[day], locale) if day in totals else NOT_AVAILABLE
                    for totals in columns.values()
                ),
            ]
            for day, title in zip(days, annotations.titles(days, shown, locale), strict=True)
        ],
    }


def _columns(pace: Pace, locale: Locale) -> Iterator[tuple[str, dict[date, int]]]:
    """Heading and totals by day, of what is projected."""
    if pace.usual is None:
        return
    days, bands = ahead(pace.usual, pace), pace.usual.bands
    yield text("Low").say(locale), dict(zip(days, (band.low for band in bands), strict=True))
    yield text("Projected").say(locale), _middles(pace.usual, pace)
    yield text("High").say(locale), dict(zip(days, (band.high for band in bands), strict=True))
    if pace.planned_sessions.projection:
        yield text("With planned").say(locale), _middles(pace.planned_sessions.projection, pace)
    if pace.what_if and pace.what_if.projection:
        yield text("What if").say(locale), _middles(pace.what_if.projection, pace)


def _middles(projection: Projection, pace: Pace) -> dict[date, int]:
    totals = (band.median for band in projection.bands)
    return dict(zip(ahead(projection, pace), totals, strict=True))
