"""Participations and sessions side by side, a row a code."""

from collections.abc import Sequence

from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.vocabulary import Term, Terms
from dashboard.figures import theme
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise, count

CHARACTER_WIDTH = 7.4
ROW_HEIGHT = 42
HEADING_HEIGHT = 34
LABEL_ROOM = 1.28
PAIR_HEIGHT = 60
LEGEND_HEIGHT = 38
FIRST_OF_PAIR = {"offset": -0.38, "width": 0.38}
SECOND_OF_PAIR = {"offset": 0.04, "width": 0.28}
OUTLINE_WIDTH = 1.5
SESSIONS_AXIS = "x2"  # sessions are never hidden, but a publication has none by age


def breakdown(rows: Sequence[BreakdownRow], terms: Terms[Term], locale: Locale) -> Figure:
    """Two panels of bars with their values; a hidden value is an x, a zero a 0."""
    labels = [capitalise(terms[row.code].label(locale)) for row in rows]
    left = 16 + CHARACTER_WIDTH * max(map(len, labels), default=0)
    participations = [row.participations for row in rows]
    sessions = [row.sessions for row in rows]
    return {
        "data": [
            _bars(labels, participations, "x", theme.REACHED, locale),
            _bars(labels, sessions, SESSIONS_AXIS, theme.SESSIONS, locale),
        ],
        "config": theme.CONFIG,
        "layout": theme.layout(
            locale,
            height=HEADING_HEIGHT + ROW_HEIGHT * len(rows) + 8,
            margin={"l": round(left), "r": 4, "t": HEADING_HEIGHT, "b": 4},
            xaxis=_panel([0, 0.58], participations),
            xaxis2=_panel([0.64, 1], sessions),
            yaxis=theme.axis(autorange="reversed", showgrid=False, ticklabelstandoff=6),
            annotations=[
                heading("x domain", text("Participations").say(locale)),
                heading("x2 domain", text("Sessions").say(locale)),
            ],
        ),
    }


def with_earlier(figure: Figure, before: Sequence[BreakdownRow], locale: Locale) -> Figure:
    """A breakdown with an outlined bar under each of its bars, for an earlier period."""
    now, layout = figure["data"], figure["layout"]
    then: list[list[int | None]] = [
        [row.participations for row in before],
        [row.sessions for row in before],
    ]
    pairs = list(zip(now, then, strict=True))
    scales = {
        axis: _panel(layout[axis]["domain"], [*trace["x"], *values])
        for axis, (trace, values) in zip(("xaxis", "xaxis2"), pairs, strict=True)
    }
    head = HEADING_HEIGHT + LEGEND_HEIGHT
    room = {
        "height": head + PAIR_HEIGHT * len(before) + 8,
        "margin": layout["margin"] | {"t": head},
        "annotations": [*layout["annotations"], _legend(locale)],
    }
    return figure | {
        "data": [
            *(trace | FIRST_OF_PAIR for trace in now),
            *(_outlined(trace, values, locale) for trace, values in pairs),
        ],
        "layout": layout | scales | room,
    }


def _outlined(trace: Figure, values: Sequence[int | None], locale: Locale) -> Figure:
    """The quieter bar beside a trace's, told from it without colour too."""
    line = {"color": trace["marker"]["color"], "width": OUTLINE_WIDTH}
    bars = _bars(trace["y"], values, trace["xaxis"], theme.TRACK, locale)
    return bars | SECOND_OF_PAIR | {"marker": {"color": theme.TRACK, "line": line}}


def _legend(locale: Locale) -> Figure:
    """Above the headings, in two lines for phones."""
    signs = (text("■ the period shown"), text("□ the earlier period"))
    words = "<br>".join(sign.say(locale) for sign in signs)
    return heading("paper", words) | {"yshift": HEADING_HEIGHT - 12, "align": "left"}


def _bars(
    labels: list[str], values: Sequence[int | None], axis: str, colour: str, locale: Locale
) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "y": labels,
        "x": [value or 0 for value in values],
        "text": [
            NOT_AVAILABLE if value is None and axis == SESSIONS_AXIS else count(value, locale)
            for value in values
        ],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colour},
        "width": 0.56,
        "xaxis": axis,
        "hovertemplate": "%{y}<br>%{text}<extra></extra>",
    }


def _panel(domain: list[float], values: Sequence[int | None]) -> Figure:
    """The scale leaves room for the label at the end of the longest bar."""
    longest = max((value or 0 for value in values), default=0)
    return theme.axis(domain=domain, visible=False, range=[0, max(longest, 1) * LABEL_ROOM])


def heading(panel: str, words: str) -> Figure:
    """Words over the left end of a panel, or of the whole ``paper``."""
    return {
        "text": words,
        "xref": panel,
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13},
    }
