"""The numbers of the curve as columns of a table, for programs that draw charts themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import Projection
from dashboard.domain.shared.periods import end_of_month, month_of
from dashboard.figures.curve import Curve
from dashboard.figures.curve_lines import ahead, plan
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import HIDDEN, long_date, month

Totals = Mapping[date, int | None]
"""By day; ``None`` where hidden."""


@dataclass(frozen=True, slots=True)
class CurveColumn:
    """A line of the curve: its name, and for each day its total.

    A total is ``x`` where hidden, and ``None`` where the line does not reach.
    """

    code: str
    name: str
    totals: tuple[int | str | None, ...]


@dataclass(frozen=True, slots=True)
class CurveSeries:
    """Days in words, and the lines; a whole month is named as such, another day by its date."""

    days: tuple[str, ...]
    columns: tuple[CurveColumn, ...]


def series(shown: Curve, locale: Locale) -> CurveSeries:
    """The totals that the curve draws: reached, planned, projected, with the likely range."""
    lines = list(_lines(shown))
    days = sorted({day for _, _, totals in lines for day in totals})
    return CurveSeries(
        tuple(_day_label(day, locale) for day in days),
        tuple(
            CurveColumn(code, name.say(locale), tuple(_total(totals, day) for day in days))
            for code, name, totals in lines
        ),
    )


def _lines(shown: Curve) -> Iterator[tuple[str, Text, Totals]]:
    pace = shown.pace
    ends = [end_of_month(point.month) for point in shown.months]
    if pace:
        ends = [min(day, pace.as_of) for day in ends]
    totals = (point.total for point in shown.months)
    yield "reached", text("Youth reached"), dict(zip(ends, totals, strict=True))
    if pace is None:
        return
    if pace.target:
        days = {*ends, *(ahead(pace.usual, pace) if pace.usual else ()), pace.last}
        yield "plan", text("Plan"), plan(pace, sorted(days))
    if pace.usual is None:
        return
    bands = dict(zip(ahead(pace.usual, pace), pace.usual.bands, strict=True))
    yield "projected", text("Projected"), _from(pace, _middles(pace.usual, pace))
    yield "low", text("Likely range, from"), {day: band.low for day, band in bands.items()}
    yield "high", text("Likely range, to"), {day: band.high for day, band in bands.items()}
    planned = pace.planned_sessions.projection
    if planned:
        yield "with_planned", text("With planned"), _from(pace, _middles(planned, pace))


def _middles(projection: Projection, pace: Pace) -> dict[date, int]:
    middles = (band.median for band in projection.bands)
    return dict(zip(ahead(projection, pace), middles, strict=True))


def _from(pace: Pace, totals: Mapping[date, int]) -> Totals:
    """The projection, begun at the total reached."""
    return {pace.as_of: pace.reached, **totals}


def _total(totals: Totals, day: date) -> int | str | None:
    if day not in totals:
        return None
    found = totals[day]
    return HIDDEN if found is None else found


def _day_label(day: date, locale: Locale) -> str:
    code = month_of(day)
    return month(code, locale, short=True) if day == end_of_month(code) else long_date(day, locale)
