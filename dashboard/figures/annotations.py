"""Draw events around the project into a figure with a time axis, and name them in its table.

The figure has numbered lines; the list beside it has the same numbers. Text of users is never
drawn, because plotly would read it as HTML.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dashboard.domain.shared.vocabulary import Annotation
from dashboard.figures import theme
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale
from dashboard.i18n.formats import listing

ROOM = 0.07
"""The part of the axis that a number takes on a phone."""
ROW_HEIGHT = 20


def within(known: Sequence[Annotation], first: date, last: date) -> tuple[Annotation, ...]:
    """The annotations with at least one shown day, sorted by day."""
    touched = (one for one in known if one.touches(first, last))
    return tuple(sorted(touched, key=lambda one: (one.day, one.code)))


def lines(shown: Sequence[Annotation]) -> list[Figure]:
    """A line on each day, and a band behind events of several days; shapes for a layout."""
    return [shape for one in shown for shape in _shapes(one)]


def numbers(shown: Sequence[Annotation], first: date, last: date) -> list[Figure]:
    """A number above each line, lower where the next line is close; annotations for a layout."""
    rows = _rows([max(one.day, first) for one in shown], (last - first) * ROOM)
    return [
        {
            "text": str(number),
            "x": max(one.day, first),
            "yref": "paper",
            "y": 1,
            "yanchor": "top",
            "yshift": -ROW_HEIGHT * row,
            "showarrow": False,
            "font": {"size": 13},
            "bgcolor": theme.TRACK,
            "bordercolor": theme.PLAN,
        }
        for number, (one, row) in enumerate(zip(shown, rows, strict=True), start=1)
    ]


def titles(
    rows: Sequence[tuple[date, str]], shown: Sequence[Annotation], locale: Locale
) -> Iterator[str]:
    """The name of each row, with the events that began since the row before."""
    befores = (date.min, *(day for day, _ in rows))
    for before, (day, name) in zip(befores, rows, strict=False):
        began = [one.label(locale) for one in shown if before < one.day <= day]
        yield f"{name} – {listing(began, locale)}" if began else name


def _shapes(one: Annotation) -> Iterator[Figure]:
    across = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "x0": one.day, "layer": "below"}
    if one.last_day:
        yield across | {
            "type": "rect",
            "x1": one.last_day,
            "fillcolor": theme.TRACK,
            "line": {"width": 0},
        }
    line = {"color": theme.PLAN, "width": 1.5}
    yield across | {"type": "line", "x1": one.day, "line": line}


def _rows(days: Sequence[date], room: timedelta) -> list[int]:
    """The row of each number, from the top: one further down if the number before is close."""
    rows: list[int] = []
    for before, day in zip((None, *days), days, strict=False):
        rows.append(rows[-1] + 1 if before and day - before < room else 0)
    return rows
