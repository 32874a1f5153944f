"""The lines of the curve: reached, planned and projected totals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import Projection
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.periods import end_of_month
from dashboard.figures import theme
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Text, text

HEIGHT = 170
ROOM = 0.14
"""Of the range, above the highest line: there stand the numbers of events."""
TOTAL = "%{y:,}"
"""What plotly writes a point’s total for, with our thousands separator: totals are sent once."""
BAND = "rgba(31, 138, 132, 0.2)"
"""The opacity of one band; the inner band lies on the outer one and is darker."""


@dataclass(frozen=True, slots=True)
class CurveLine:
    """Totals by day, in order, ``None`` where hidden; ``words`` describe one point.

    ``named``: the line has its name at its end. ``marked``: each total is drawn as a point, so that
    a single one can be seen.
    """

    totals: Mapping[date, int | None]
    words: Callable[[int | str], Text]
    style: Figure
    named: bool = True
    marked: bool = False

    @property
    def end(self) -> tuple[date, int] | None:
        """The last known total and its day."""
        latest = reversed([*self.totals.items()])
        return next(((day, total) for day, total in latest if total is not None), None)


def lines(months: Sequence[Point], before: Sequence[Point], pace: Pace | None) -> list[CurveLine]:
    """The lines from back to front; the total reached comes last."""
    ends = [end_of_month(point.month) for point in months]
    if pace:
        ends = [min(day, pace.as_of) for day in ends]
    reached = dict(zip(ends, [point.total for point in months], strict=True))
    earlier = dict(zip(ends, [point.total for point in before], strict=bool(before)))
    return [
        *(_against(pace, ends) if pace else ()),
        *(_ahead(pace) if pace else ()),
        *([CurveLine(earlier, _earlier, _line(theme.REACHED, 2.5, "dot"))] if before else ()),
        CurveLine(reached, _reached, _line(theme.REACHED, 3.5), marked=True),
    ]


def ahead(projection: Projection, pace: Pace) -> tuple[date, ...]:
    """The day of each band: the end of its month, or the last projected day."""
    return tuple(min(end_of_month(band.month), pace.last) for band in projection.bands)


def plan(pace: Pace, days: Sequence[date]) -> dict[date, int]:
    """The target to date on these days; empty without a target."""
    return {day: round(pace.target.to_date(day)) for day in days} if pace.target else {}


def edges(pace: Pace | None) -> list[CurveLine]:
    """The upper and lower edge of the wide band, then of the narrow one; none has a name."""
    if pace is None or pace.usual is None:
        return []
    bands, days = pace.usual.bands, (pace.as_of, *ahead(pace.usual, pace))
    sides = zip(*((b.high, b.low, b.high_half, b.low_half) for b in bands), strict=True)
    return [
        CurveLine(
            dict(zip(days, (pace.reached, *side), strict=True)),
            _projected,
            {"width": 0},
            named=False,
        )
        for side in sides
    ]


def bands(found: Sequence[CurveLine]) -> list[Figure]:
    """The edges as traces; each lower edge fills up to the upper edge before it."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(edge.totals),
            "y": list(edge.totals.values()),
            "line": edge.style,
            "fill": "tonexty" if at % 2 else "none",
            "fillcolor": BAND,
            "hoverinfo": "skip",
        }
        for at, edge in enumerate(found)
    ]


def trace(line: CurveLine, locale: Locale) -> Figure:
    """A line whose points say their day, which ``assets/shared/points.js`` writes, and total."""
    return {
        "type": "scatter",
        "mode": "lines+markers" if line.marked else "lines",
        "marker": {"size": 5},
        "x": list(line.totals),
        "y": list(line.totals.values()),
        "line": line.style,
        "cliponaxis": False,
        "hovertemplate": f"%{{text}} – {line.words(TOTAL).say(locale)}<extra></extra>",
    }


def scale(lines: Sequence[CurveLine], edges: Sequence[CurveLine]) -> tuple[float, float]:
    """The range of the axis: from zero, unless that would make bands too thin."""
    known = [
        total for line in (*lines, *edges) for total in line.totals.values() if total is not None
    ]
    low, high = min(known, default=0), max([1, *known])
    far = bool(edges) and high / 2 < low < high
    room = ROOM * (high - low if far else high)
    return (low - room if far else 0), high + room


def heading(above: float, locale: Locale) -> Figure:
    """The heading of the lines, at this height above them."""
    return {
        "text": text("Running total").say(locale),
        "showarrow": False,
        "font": {"size": 13},
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": above,
    }


def _against(pace: Pace, ends: Sequence[date]) -> Iterator[CurveLine]:
    """The plan, and the level of the target."""
    if not pace.target:
        return
    days = sorted({*ends, min(pace.target.due, pace.last), pace.last})
    yield CurveLine(plan(pace, days), _planned, _line(theme.PLAN, 2, "dash"), named=False)
    level = dict.fromkeys((days[0], days[-1]), pace.target.value)
    yield CurveLine(level, _target, _line(theme.PLAN, 1, "dot"))


def _ahead(pace: Pace) -> Iterator[CurveLine]:
    what_if = pace.what_if.projection if pace.what_if else None
    for projection, words, style in (
        (pace.usual, _projected, _line(theme.REACHED, 2.5, "dot")),
        (
            pace.planned_sessions.projection,
            _with_planned,
            _line(theme.SESSIONS, 2.5, "dashdot"),
        ),
        (what_if, _what_if, _line(theme.SESSIONS, 3)),
    ):
        if projection:
            middles = (band.median for band in projection.bands)
            totals = zip(ahead(projection, pace), middles, strict=True)
            yield CurveLine({pace.as_of: pace.reached, **dict(totals)}, words, style)


def _line(color: str, width: float, dash: str = "solid") -> Figure:
    return {"color": color, "width": width, "dash": dash}


def _target(value: int | str) -> Text:
    return text("{value} target", value=value)


def _planned(value: int | str) -> Text:
    return text("{value} planned", value=value)


def _reached(value: int | str) -> Text:
    return text("{value} reached", value=value)


def _earlier(value: int | str) -> Text:
    return text("{value} earlier", value=value)


def _projected(value: int | str) -> Text:
    return text("{value} projected", value=value)


def _with_planned(value: int | str) -> Text:
    """Its first space is where the name breaks, so that both of its lines fit beside the plot."""
    return text("{value}\N{NO-BREAK SPACE}with what’s planned", value=value)


def _what_if(value: int | str) -> Text:
    return text("{value} what if", value=value)
