"""Past, plan and what may come as one curve, with the months as columns under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import last_of
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.periods import month_of, months_between
from dashboard.figures import curve_lines, curve_months, theme
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale
from dashboard.i18n.formats import month

MARGIN = {"l": 48, "r": 88, "t": 26, "b": 40}
BETWEEN = 26  # the heading of the columns stands here
PLOT = curve_lines.HEIGHT + BETWEEN + curve_months.HEIGHT
HEIGHT = PLOT + MARGIN["t"] + MARGIN["b"]
SIGNS = 16  # the height of a row of signs, under the heading
TICKS = 4
NEAR = 0.06  # of the width: signs of notes nearer than this would overlap

Note = tuple[date, str]
"""A day, and what is said of it."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn.

    ``months`` are those so far, and ``before`` those of an earlier period beside them. ``pace``
    is that of the whole project: ``None`` where the months are not the whole project's.
    """

    months: tuple[Point, ...]
    before: tuple[Point, ...] = ()
    pace: Pace | None = None
    notes: tuple[Note, ...] = ()

    @property
    def first(self) -> date:
        """The first day drawn, of a curve that has months."""
        return date.fromisoformat(f"{self.months[0].month}-01")

    @property
    def last(self) -> date:
        """The last one."""
        return self.pace.last if self.pace else last_of(self.months[-1].month)


def curve(shown: Curve, locale: Locale) -> Figure:
    """The running total with what it is held against, above; a column a month, below."""
    if not shown.months:
        return {"data": [], "config": theme.CONFIG, "layout": theme.layout(locale, height=HEIGHT)}
    lines = curve_lines.lines(shown.months, shown.before, shown.pace)
    edges = curve_lines.edges(shown.pace)
    low, high = curve_lines.scale([*lines, *edges])
    above = SIGNS if numbered(shown) else 0
    columns = curve_months.columns(shown.months, shown.pace)
    return {
        "data": [
            *curve_lines.bands(edges),
            *(curve_lines.trace(line, locale) for line in lines),
            *curve_months.traces(columns, locale),
        ],
        "config": theme.CONFIG,
        "layout": theme.layout(
            locale,
            height=HEIGHT + above,
            hovermode="closest",
            barmode="overlay",
            margin=MARGIN | {"t": MARGIN["t"] + above},
            xaxis=_days(shown, locale),
            yaxis=theme.axis(
                range=[low, high],
                domain=[1 - curve_lines.HEIGHT / PLOT, 1],
                tickformat=",",
                nticks=TICKS + 1,
            ),
            yaxis2=theme.axis(
                range=[0, columns.top],
                domain=[0, curve_months.HEIGHT / PLOT],
                tickformat=",",
                tickvals=[columns.tick],
            ),
            annotations=[
                curve_lines.heading(above, locale),
                *curve_lines.names(lines, (low, high), shown.last, locale),
                *curve_months.names(columns, locale),
                *(sign for sign, _ in _notes(shown)),
            ],
            shapes=[line for _, line in _notes(shown)],
        ),
    }


def numbered(shown: Curve) -> tuple[tuple[str, Note], ...]:
    """The notes of the days drawn, in their order, each with its sign."""
    within = sorted(note for note in shown.notes if shown.first <= note[0] <= shown.last)
    return tuple((_sign(at), note) for at, note in enumerate(within))


def _notes(shown: Curve) -> Iterator[tuple[Figure, Figure]]:
    """The sign of each note above the curve, and its line down to the months."""
    near, before, lowered = NEAR * (shown.last - shown.first), date.min, False
    for sign, (day, _) in numbered(shown):
        lowered = day - before < near and not lowered
        before, at = day, day.isoformat()
        yield (
            {
                "text": sign,
                "x": at,
                "yref": "paper",
                "y": 1,
                "yanchor": "top" if lowered else "bottom",
                "xanchor": "left" if lowered else "center",
                "showarrow": False,
                "font": {"size": 14},
            },
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": theme.PLAN, "width": 1},
            },
        )


def _sign(at: int) -> str:
    """A number in a circle; there are twenty of those."""
    circled = 20
    return chr(ord("①") + at) if at < circled else f"({at + 1})"


def _days(shown: Curve, locale: Locale) -> Figure:
    """Days, with a label in the middle of some months: explicit ones, in the reader's words."""
    months = months_between(month_of(shown.first), month_of(shown.last))
    labelled = months[:: max(1, -(-len(months) // TICKS))]
    return theme.axis(
        type="date",
        anchor="y2",
        showgrid=False,
        tickvals=[curve_months.middle(code).isoformat() for code in labelled],
        ticktext=[month(code, locale, short=True).replace(" ", "<br>") for code in labelled],
        tickangle=0,
        range=[shown.first.isoformat(), (shown.last + timedelta(days=1)).isoformat()],
    )


def latest(months: Sequence[Point], number: int) -> tuple[Point, ...]:
    """Of the months, so many of those so far."""
    return tuple(point for point in months if point.held)[-number:]
