"""The table of the projection: one row for each month ahead."""

from collections.abc import Iterator, Mapping
from datetime import date

from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import Projection, last_of
from dashboard.domain.shared.periods import month_of, months_between
from dashboard.figures.curve_lines import ahead, plan
from dashboard.figures.tables import Table
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import NOT_AVAILABLE, number


def table(pace: Pace, locale: Locale) -> Table:
    """The totals at the end of each month ahead, with a column for each line of the curve."""
    days = _days(pace)
    columns = dict(_columns(pace, days, locale))
    return {
        "headings": [text("Day").say(locale), *(words.say(locale) for words in columns)],
        "rows": [
            [day.isoformat(), *(column.get(day, NOT_AVAILABLE) for column in columns.values())]
            for day in days
        ],
    }


def _days(pace: Pace) -> list[date]:
    """The last days of the months ahead, with or without a projection."""
    if pace.usual:
        return list(ahead(pace.usual, pace))
    months = months_between(month_of(pace.as_of), month_of(pace.last))
    return [min(last_of(month), pace.last) for month in months]


def _columns(
    pace: Pace, days: list[date], locale: Locale
) -> Iterator[tuple[Text, Mapping[date, str]]]:
    if pace.target:
        yield text("Plan"), _said(plan(pace, days), locale)
    booked = dict(pace.planned_sessions.by_month)
    sessions = {day: booked.get(month_of(day), 0) for day in days}
    yield text("Planned sessions"), _said(sessions, locale)
    if pace.usual is None:
        return
    bands = list(zip(days, pace.usual.bands, strict=True))
    yield text("Projected"), _middles(pace.usual, days, locale)
    halves = {day: (band.low_half, band.high_half) for day, band in bands}
    yield text("5 cases in 10"), _ranges(halves, locale)
    wide = {day: (band.low, band.high) for day, band in bands}
    yield text("8 cases in 10"), _ranges(wide, locale)
    if pace.planned_sessions.projection:
        yield text("With planned"), _middles(pace.planned_sessions.projection, days, locale)
    if pace.what_if and pace.what_if.projection:
        yield text("What if"), _middles(pace.what_if.projection, days, locale)


def _middles(projection: Projection, days: list[date], locale: Locale) -> Mapping[date, str]:
    return _said(dict(zip(days, (band.median for band in projection.bands), strict=True)), locale)


def _ranges(sides: Mapping[date, tuple[int, int]], locale: Locale) -> Mapping[date, str]:
    return {
        day: f"{number(low, locale)}–{number(high, locale)}" for day, (low, high) in sides.items()
    }


def _said(numbers: Mapping[date, int], locale: Locale) -> Mapping[date, str]:
    return {day: number(value, locale) for day, value in numbers.items()}
