"""The months under the curve: a column for each, and a circle for each planned session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import floor, log10

from dashboard.domain.pace.pace import Pace
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.periods import MONTHS_KEPT, end_of_month
from dashboard.figures import theme
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Month, Text, plural, text
from dashboard.i18n.formats import HIDDEN

HEIGHT = 52
FEWEST = 6  # circles in a stack; of more, the distances shrink
MOST = 60  # circles drawn in all; more would look like a bar
ROOM = 1.15
MONTH_MS = 30 * 24 * 60 * 60 * 1000  # one width for all, so that a change sends it once
WIDTH = 0.78  # of a month
CLEAR = "rgba(0, 0, 0, 0)"


@dataclass(frozen=True, slots=True)
class Columns:
    """The months so far, the planned sessions by month, and the height of both."""

    months: tuple[Point, ...]
    planned: Mapping[str, int]

    @property
    def highest(self) -> int:
        """The highest youth count of a shown month, at least 1."""
        return max([1, *[point.youth or 0 for point in self.months]])

    @property
    def top(self) -> float:
        """The upper end of the axis."""
        return round(ROOM * self.highest, 2)

    @property
    def tick(self) -> int:
        """One round number below the highest: 1, 2 or 5 times a power of ten."""
        unit = int(10 ** floor(log10(self.highest)))
        return max(part * unit for part in (1, 2, 5) if part * unit <= self.highest)


def columns(months: Sequence[Point], pace: Pace | None) -> Columns:
    """Columns for the months that have data, with planned sessions where a pace is given."""
    planned = dict(pace.planned_sessions.by_month) if pace else {}
    return Columns(tuple([point for point in months if point.held]), planned)


@lru_cache(maxsize=MONTHS_KEPT)
def middle(month: str) -> date:
    """The day in the middle of a month."""
    return end_of_month(month) - timedelta(days=end_of_month(month).day // 2)


def traces(found: Columns, locale: Locale) -> Iterator[Figure]:
    """The traces from back to front.

    The last columns say a month’s counts and filter by it: ``assets/shared/points.js`` takes them
    from the columns before and the line of totals, and fills in the words of ``meta``.
    """
    yield _bars(found, [point.youth for point in found.months], WIDTH) | {
        "marker": {"color": theme.REACHED},
        "hoverinfo": "skip",
    }
    if hidden := [point for point in found.months if point.youth is None]:
        yield _signs(hidden)
    yield _bars(found, [found.top] * len(found.months), 1) | {
        "marker": {"color": CLEAR},  # full height, because a low column is hard to hit
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"words": _words().say(locale), "hidden": HIDDEN},
    }
    if found.planned:
        yield _circles(found, locale)


def names(found: Columns, locale: Locale) -> Iterator[Figure]:
    """The name of the columns above them, and that of the circles to their right."""
    common = {"showarrow": False, "font": {"size": 13}, "xref": "paper", "xanchor": "left"}
    yield common | {
        "text": text("Youth participations a month").say(locale),
        "x": 0,
        "yref": "y2",
        "y": found.top,
        "yanchor": "bottom",
    }
    if found.planned:
        number = sum(found.planned.values())
        words = plural("{count} planned session", "{count} planned sessions", number).say(locale)
        yield common | {
            "text": "<br>".join(words.rsplit(" ", 1)),  # narrow, for phones
            "x": 1,
            "xshift": 6,
            "yref": "y2",
            "y": 0,
            "yanchor": "bottom",
            "align": "left",
        }


def _bars(found: Columns, heights: Sequence[float | None], width: float) -> Figure:
    months = [point.month for point in found.months]
    return {
        "type": "bar",
        "x": [middle(month) for month in months],
        "y": list(heights),
        "width": round(width * MONTH_MS),
        "yaxis": "y2",
    }


def _signs(hidden: Sequence[Point]) -> Figure:
    """An x in place of each hidden column."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [middle(point.month) for point in hidden],
        "y": [0] * len(hidden),
        "yaxis": "y2",
        "text": [HIDDEN] * len(hidden),
        "textposition": "top center",
        "hoverinfo": "skip",
    }


def _circles(found: Columns, locale: Locale) -> Figure:
    """One circle for each planned session, stacked above the month's column if it has one."""
    at = [(month, one) for month, number in found.planned.items() for one in range(number)][:MOST]
    youth = {point.month: point.youth or 0 for point in found.months}
    words = {month: _planned(month, found.planned[month]).say(locale) for month, _ in at}
    step = found.top / max(FEWEST, *found.planned.values())
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [middle(month) for month, _ in at],
        "y": [min(youth.get(month, 0), found.top / 2) + step * (one + 0.5) for month, one in at],
        "yaxis": "y2",
        "cliponaxis": False,
        "marker": {
            "symbol": "circle-open",
            "size": 6,
            "color": theme.SESSIONS,
            "line": {"width": 1.5, "color": theme.SESSIONS},
        },
        "text": [words[month] for month, _ in at],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _words() -> Text:
    return text(
        "{month} – {youth} in the month, {total} in all",
        month="{month}",
        youth="{youth}",
        total="{total}",
    )


def _planned(month: str, number: int) -> Text:
    return plural(
        "{month} – {count} planned session",
        "{month} – {count} planned sessions",
        number,
        month=Month(month),
    )
