"""The table of the projection: one row for each month ahead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import Projection
from dashboard.domain.shared.periods import end_of_month, month_of, months_between
from dashboard.figures.curve_lines import ahead, plan
from dashboard.figures.tables import Table
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import NOT_AVAILABLE, number


@dataclass(frozen=True, slots=True)
class AheadColumn:
    """A line of the curve at the days ahead; a band has an upper edge, ``high``, too."""

    words: Text
    numbers: Mapping[date, int]
    high: Mapping[date, int] | None = None

    def edges(self) -> Iterator[tuple[Text, Mapping[date, int]]]:
        """The line, or the two edges of a band, each with its name."""
        if self.high is None:
            yield self.words, self.numbers
            return
        yield text("{band}, at least", band=self.words), self.numbers
        yield text("{band}, at most", band=self.words), self.high

    def said(self, locale: Locale) -> Mapping[date, str]:
        """The numbers in words; of a band, both of its edges."""
        highs = self.high
        return {
            day: number(value, locale)
            if highs is None
            else f"{number(value, locale)}–{number(highs[day], locale)}"
            for day, value in self.numbers.items()
        }


def table(pace: Pace, locale: Locale) -> Table:
    """The totals at the end of each month ahead, with a column for each line of the curve."""
    found = [(one.words, one.said(locale)) for one in columns(pace)]
    return {
        "headings": [text("Day").say(locale), *(words.say(locale) for words, _ in found)],
        "rows": [
            [day.isoformat(), *(said.get(day, NOT_AVAILABLE) for _, said in found)]
            for day in days(pace)
        ],
    }


def days(pace: Pace) -> list[date]:
    """The last days of the months ahead, with or without a projection."""
    if pace.usual:
        return list(ahead(pace.usual, pace))
    months = months_between(month_of(pace.as_of), month_of(pace.last))
    return [min(end_of_month(month), pace.last) for month in months]


def columns(pace: Pace) -> Iterator[AheadColumn]:
    """The lines ahead: the plan, what is planned, what may come."""
    found = days(pace)
    if pace.target:
        yield AheadColumn(text("Plan"), plan(pace, found))
    booked = dict(pace.planned_sessions.by_month)
    sessions = {day: booked.get(month_of(day), 0) for day in found}
    yield AheadColumn(text("Planned sessions"), sessions)
    if pace.usual is None:
        return
    bands = list(zip(found, pace.usual.bands, strict=True))
    yield AheadColumn(text("Projected"), _middles(pace.usual, found))
    yield AheadColumn(
        text("5 cases in 10"),
        {day: band.low_half for day, band in bands},
        {day: band.high_half for day, band in bands},
    )
    yield AheadColumn(
        text("8 cases in 10"),
        {day: band.low for day, band in bands},
        {day: band.high for day, band in bands},
    )
    if pace.planned_sessions.projection:
        yield AheadColumn(text("With planned"), _middles(pace.planned_sessions.projection, found))
    if pace.what_if and pace.what_if.projection:
        yield AheadColumn(text("What if"), _middles(pace.what_if.projection, found))


def _middles(projection: Projection, found: list[date]) -> Mapping[date, int]:
    return dict(zip(found, (band.median for band in projection.bands), strict=True))
