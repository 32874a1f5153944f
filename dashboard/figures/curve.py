"""Past, plan and projection as one curve, with the months as columns below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.pace.pace import Pace
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.periods import end_of_month, month_of, months_between
from dashboard.domain.shared.vocabulary import Annotation
from dashboard.figures import annotations, curve_lines, curve_months, curve_names, theme
from dashboard.figures.annotations import within
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale
from dashboard.i18n.formats import month

MARGIN = {"l": 48, "r": 92, "t": 26, "b": 40}
BETWEEN = 26  # room for the heading of the columns
PLOT = curve_lines.HEIGHT + BETWEEN + curve_months.HEIGHT
HEIGHT = PLOT + MARGIN["t"] + MARGIN["b"]
TICKS = 4


@dataclass(frozen=True, slots=True)
class Curve:
    """The input of the curve.

    ``months`` are the months so far; ``before`` are those of an earlier period to compare with.
    ``pace`` is that of the whole project; ``None`` where the months are filtered. ``known`` are all
    annotations, whatever their days.
    """

    months: tuple[Point, ...]
    before: tuple[Point, ...] = ()
    pace: Pace | None = None
    known: tuple[Annotation, ...] = ()

    @property
    def first(self) -> date:
        """The first day drawn; the curve must have months."""
        return date.fromisoformat(f"{self.months[0].month}-01")

    @property
    def last(self) -> date:
        """The last day drawn."""
        return self.pace.last if self.pace else end_of_month(self.months[-1].month)

    @property
    def happened(self) -> tuple[Annotation, ...]:
        """The annotations within the drawn days, in order."""
        return within(self.known, self.first, self.last) if self.months else ()


def curve(shown: Curve, locale: Locale) -> Figure:
    """Draw the running total with plan and projection above, and a column for each month below."""
    if not shown.months:
        return {"data": [], **theme.frame(locale), "layout": {"height": HEIGHT}}
    lines = curve_lines.lines(shown.months, shown.before, shown.pace)
    edges = curve_lines.edges(shown.pace)
    low, high = curve_lines.scale(lines, edges)
    columns = curve_months.columns(shown.months, shown.pace)
    return {
        "data": [
            *curve_lines.bands(edges),
            *(curve_lines.trace(line, locale) for line in lines),
            *curve_months.traces(columns, locale),
        ],
        **theme.frame(locale),
        "layout": {
            "height": HEIGHT,
            "hovermode": "closest",
            "barmode": "overlay",
            "margin": MARGIN,
            "xaxis": _days(shown, locale),
            "yaxis": {
                "range": [low, high],
                "domain": [round(1 - curve_lines.HEIGHT / PLOT, 3), 1],
                "tickformat": ",",
                "nticks": TICKS + 1,
            },
            "yaxis2": {
                "range": [0, columns.top],
                "domain": [0, round(curve_months.HEIGHT / PLOT, 3)],
                "tickformat": ",",
                "tickvals": [columns.tick],
            },
            "annotations": [
                curve_lines.heading(0, locale),
                *curve_names.names(lines, (low, high), shown.last, locale),
                *curve_months.names(columns, locale),
                *annotations.numbers(shown.happened, shown.first, shown.last),
            ],
            "shapes": annotations.lines(shown.happened),
        },
    }


def _days(shown: Curve, locale: Locale) -> Figure:
    """An axis of days, with labels of our own in the middle of some months."""
    months = months_between(month_of(shown.first), month_of(shown.last))
    labelled = months[:: max(1, -(-len(months) // TICKS))]
    return {
        "type": "date",
        "anchor": "y2",
        "showgrid": False,
        "tickvals": [curve_months.middle(code) for code in labelled],
        "ticktext": [month(code, locale, short=True).replace(" ", "<br>") for code in labelled],
        "tickangle": 0,
        "range": [shown.first, shown.last + timedelta(days=1)],
    }


def latest(months: Sequence[Point], number: int) -> tuple[Point, ...]:
    """The last ``number`` of the months so far."""
    return tuple([point for point in months if point.held][-number:])
