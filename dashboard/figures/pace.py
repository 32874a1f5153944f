"""What was reached and what may come: a line that opens like a fan, against the target."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import Projection, last_of
from dashboard.domain.shared.periods import month_of
from dashboard.domain.shared.vocabulary import Annotation
from dashboard.figures import annotations, theme
from dashboard.figures.names import apart
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import long_date, month

HEIGHT = 340
MARGIN = {"l": 52, "r": 84, "t": 16, "b": 44}
PLOT_HEIGHT = HEIGHT - MARGIN["t"] - MARGIN["b"]
TICKS = 4
MONTHS_BACK = 12
NAME_HEIGHT = 38
ROOM = 0.08
RANGE = "rgba(31, 138, 132, 0.2)"


@dataclass(frozen=True, slots=True)
class PaceLine:
    """Totals by day, ``None`` where hidden; ``words`` say one of them, the last one at its end."""

    totals: Mapping[date, int | None]
    words: Callable[[int], Text]
    style: Figure
    named: bool = True


def fan(pace: Pace, locale: Locale, shown: Sequence[Annotation] = ()) -> Figure:
    """The total so far, and what may come: the range and its middle, each named at its end.

    ``shown`` is what happened meanwhile.
    """
    lines, edges = list(_lines(pace)), _edges(pace)
    low, high = _scale([*lines, *edges])
    return {
        "data": [*_range(edges), *(_trace(line, locale) for line in lines)],
        "config": theme.CONFIG,
        "layout": theme.layout(
            locale,
            height=HEIGHT,
            hovermode="closest",
            margin=MARGIN,
            xaxis=_days(lines, locale),
            yaxis=theme.axis(
                visible=bool(lines), range=[low, high], tickformat=",", nticks=TICKS + 2
            ),
            annotations=[*_names(lines, low, high, locale), *_numbered(pace, shown)],
            **({"shapes": annotations.lines(shown)} if shown else {}),
        ),
    }


def nothing(locale: Locale) -> Figure:
    """What stands in its place when there is no pace to show."""
    return {"data": [], "config": theme.CONFIG, "layout": theme.layout(locale, height=HEIGHT)}


def past(pace: Pace) -> dict[date, int | None]:
    """The totals of the last months, each on its last day or on that of the pace."""
    shown = pace.months[-MONTHS_BACK:]
    return {min(last_of(point.month), pace.as_of): point.total for point in shown}


def ahead(projection: Projection, pace: Pace) -> tuple[date, ...]:
    """The day of each band: the end of its month, or the last one projected."""
    return tuple(min(last_of(band.month), pace.last) for band in projection.bands)


def span(pace: Pace) -> tuple[date, date] | None:
    """The first and the last day shown."""
    days = [day for line in _lines(pace) for day in line.totals]
    return (min(days), max(days)) if days else None


def _numbered(pace: Pace, shown: Sequence[Annotation]) -> list[Figure]:
    days = span(pace) if shown else None
    return annotations.numbers(shown, *days) if days else []


def _lines(pace: Pace) -> Iterator[PaceLine]:
    """From the back to the front."""
    so_far = past(pace)
    if not so_far:
        return
    if pace.target:
        days = sorted({*so_far, min(pace.target.due, pace.last), pace.last})
        plan = {day: round(pace.target.to_date(day)) for day in days}
        dashed = {"color": theme.PLAN, "width": 2, "dash": "dash"}
        yield PaceLine(plan, _planned_by_then, dashed, named=False)
        level = dict.fromkeys((days[0], days[-1]), pace.target.value)
        yield PaceLine(level, _target, dashed | {"width": 1, "dash": "dot"})
    yield from _lines_ahead(pace)
    reached = {"color": theme.REACHED, "width": 3.5}
    yield PaceLine(so_far, _reached, reached, named=pace.usual is None)


def _lines_ahead(pace: Pace) -> Iterator[PaceLine]:
    what_if = pace.what_if.projection if pace.what_if else None
    for projection, words, style in (
        (pace.usual, _projected_total, {"color": theme.REACHED, "width": 2.5, "dash": "dot"}),
        (
            pace.planned_sessions.projection,
            _with_planned,
            {"color": theme.SESSIONS, "width": 2.5, "dash": "dashdot"},
        ),
        (what_if, _what_if, {"color": theme.SESSIONS, "width": 2.5}),
    ):
        if projection:
            middles = (band.median for band in projection.bands)
            totals = zip(ahead(projection, pace), middles, strict=True)
            yield PaceLine({pace.as_of: pace.reached, **dict(totals)}, words, style)


def _edges(pace: Pace) -> list[PaceLine]:
    """The upper and the lower edge of the range, neither drawn nor named."""
    if pace.usual is None:
        return []
    days = (pace.as_of, *ahead(pace.usual, pace))
    highs = (pace.reached, *(band.high for band in pace.usual.bands))
    lows = (pace.reached, *(band.low for band in pace.usual.bands))
    return [
        PaceLine(dict(zip(days, edge, strict=True)), _projected_total, {"width": 0}, named=False)
        for edge in (highs, lows)
    ]


def _range(edges: Sequence[PaceLine]) -> list[Figure]:
    """Filled from the second edge up to the first."""
    fills = ("none", "tonexty")
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [day.isoformat() for day in edge.totals],
            "y": list(edge.totals.values()),
            "line": edge.style,
            "fill": fill,
            "fillcolor": RANGE,
            "hoverinfo": "skip",
        }
        for edge, fill in zip(edges, fills, strict=False)
    ]


def _trace(line: PaceLine, locale: Locale) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day.isoformat() for day in line.totals],
        "y": list(line.totals.values()),
        "line": line.style,
        "connectgaps": False,
        "text": [
            "" if total is None else f"{long_date(day, locale)} – {line.words(total).say(locale)}"
            for day, total in line.totals.items()
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _scale(lines: Sequence[PaceLine]) -> tuple[float, float]:
    """From zero, unless all totals are far from it: then the fan would be a thread."""
    known = [total for line in lines for total in line.totals.values() if total is not None]
    low, high = min(known, default=0), max([1, *known])
    far = high / 2 < low < high
    room = ROOM * (high - low if far else high)
    return (low - room if far else 0), high + room


def _days(lines: Sequence[PaceLine], locale: Locale) -> Figure:
    """Days with months as labels: explicit ones, so that no locale file of plotly's is needed."""
    days = sorted({day for line in lines for day in line.totals})
    if not days:
        return theme.axis(visible=False)
    ends = sorted({last_of(month_of(day)) for day in days})
    shown = ends[:: max(1, -(-len(ends) // TICKS))]
    first = days[0] - (days[-1] - days[0]) * ROOM / 2
    return theme.axis(
        type="date",
        showgrid=False,
        tickvals=[day.isoformat() for day in shown],
        ticktext=[month(month_of(day), locale, short=True).replace(" ", "<br>") for day in shown],
        tickangle=0,
        range=[first.isoformat(), days[-1].isoformat()],
    )


def _names(lines: Sequence[PaceLine], low: float, high: float, locale: Locale) -> Iterator[Figure]:
    """The last total of each line in words, to the right of the plot, one clear of the other."""
    named = [(line, _last(line)) for line in lines if line.named]
    known = sorted(((line, end) for line, end in named if end is not None), key=lambda one: one[1])
    heights = [PLOT_HEIGHT * (end - low) / (high - low) for _, end in known]
    for (line, end), at, place in zip(
        known, heights, apart(heights, NAME_HEIGHT, PLOT_HEIGHT), strict=True
    ):
        yield {
            "text": line.words(end).say(locale).replace(" ", "<br>", 1),  # narrow, for phones
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 6,
            "y": end,
            "yanchor": "middle",
            "yshift": round(place - at),
            "align": "left",
            "showarrow": False,
            "font": {"size": 13},
        }


def _last(line: PaceLine) -> int | None:
    return next((total for total in reversed([*line.totals.values()]) if total is not None), None)


def _target(value: int) -> Text:
    return text("{value} target", value=value)


def _planned_by_then(value: int) -> Text:
    return text("{value} planned", value=value)


def _reached(value: int) -> Text:
    return text("{value} reached", value=value)


def _projected_total(value: int) -> Text:
    return text("{value} projected", value=value)


def _with_planned(value: int) -> Text:
    return text("{value} with planned", value=value)


def _what_if(value: int) -> Text:
    return text("{value} what if", value=value)
