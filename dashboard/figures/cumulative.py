"""The cumulative chart: youth reached so far, against the planned line to the target."""

from collections.abc import Callable, Sequence

from dashboard.domain.progress.trend import Point
from dashboard.figures import theme
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import month

HEIGHT = 340
TICKS = 5
BELOW_THE_SLOPE = -24


def cumulative(points: Sequence[Point], locale: Locale) -> Figure:
    """A line for the total reached and a dashed line for the plan, each named at its end."""
    months = [point.month for point in points]
    reached = [point.total for point in points]
    planned = [point.planned for point in points]
    highest = max([1, *(value for value in (*reached, *planned) if value)])
    ahead = _ahead(reached, planned)
    return {
        "data": [
            _line(months, planned, _planned, locale, color=theme.PLAN, dash="dash", width=2),
            _line(months, reached, _reached, locale, color=theme.REACHED, width=3.5)
            | {"mode": "lines+markers", "marker": {"size": 6}},  # a single month makes no line
        ],
        **theme.frame(locale),
        "layout": {
            "height": HEIGHT,
            "hovermode": "closest",
            "margin": {"l": 48, "r": 14, "t": 16, "b": 44},
            "xaxis": _months(months, locale),
            "yaxis": dict(
                visible=bool(months),
                range=[0, highest * 1.14],
                tickformat=",",
                **({"dtick": 1} if highest <= TICKS else {"nticks": TICKS + 1}),
            ),
            "annotations": [
                *_end(planned, _planned, locale, above=not ahead),
                *_end(reached, _reached, locale, above=ahead),
            ],
        },
    }


def _line(
    months: list[str],
    values: Sequence[int | None],
    words: Callable[[int], Text],
    locale: Locale,
    **line: object,
) -> Figure:
    said = (
        f"{month(code, locale)} – {words(value).say(locale)}" if value is not None else ""
        for code, value in zip(months, values, strict=True)
    )
    return {
        "type": "scatter",
        "mode": "lines",
        "x": months,
        "y": list(values),
        "line": line,
        "connectgaps": False,
        "text": list(said),
        "hovertemplate": "%{text}<extra></extra>",
    }


def _months(months: list[str], locale: Locale) -> Figure:
    """A category for each month, with labels of our own, so that plotly needs no locale file."""
    shown = months[:: max(1, -(-len(months) // TICKS))]
    return {
        "type": "category",
        "showgrid": False,
        "tickvals": shown,
        "ticktext": [month(code, locale, short=True).replace(" ", "<br>") for code in shown],
        "tickangle": 0,
        "range": [-0.4, max(len(months) - 0.6, 1)],
    }


def _ahead(reached: Sequence[int | None], planned: Sequence[int | None]) -> bool:
    """Whether the last known total is at least the plan at that time."""
    both = [(r, p) for r, p in zip(reached, planned, strict=True) if r is not None]
    return not both or both[-1][0] >= (both[-1][1] or 0)


def _end(
    values: Sequence[int | None], words: Callable[[int], Text], locale: Locale, *, above: bool
) -> list[Figure]:
    """The last value of a line in words at its end, clear of both lines."""
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    if not known:
        return []
    at, value = known[-1]
    return [
        {
            "text": words(value).say(locale).replace(" ", "<br>", 1),  # narrow, for phones
            "x": at,
            "y": value,
            "xanchor": "right" if at > len(values) / 2 else "left",
            "yanchor": "bottom" if above else "top",
            "yshift": 6 if above else BELOW_THE_SLOPE,
            "align": "right",
            "showarrow": False,
            "bgcolor": theme.TRACK,
        }
    ]


def _planned(value: int) -> Text:
    return text("{value} planned", value=value)


def _reached(value: int) -> Text:
    return text("{value} reached", value=value)
