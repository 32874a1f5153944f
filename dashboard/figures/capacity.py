"""Planned sessions beside those that can be led, a row for each language and month."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dashboard.domain.plan.capacity import Capacity, MonthAhead, Outlook
from dashboard.domain.shared.vocabulary import Language, Terms
from dashboard.figures import theme
from dashboard.figures.tables import Table
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise, month, number

ROW_HEIGHT = 30
ROOM, ROOM_FOR_WORDS = 1.35, 2.2  # of a bar and its label, over the bar, on a phone
LEFT = 84
HEAD = 44
LEGEND_ROW, SIGN, BESIDE_SIGN = 19, 10, 16
NO_COLOUR = "rgba(0, 0, 0, 0)"
FILLED = {"color": theme.SESSIONS, "line": {"width": 0}}
OUTLINED = {"color": theme.TRACK, "line": {"color": theme.REACHED, "width": 1.5}}


class _Row(NamedTuple):
    """A line of the figure; that of a language's name has no month."""

    id: str
    label: str
    month: MonthAhead | None = None


def capacity(found: Capacity, languages: Terms[Language], locale: Locale) -> Figure:
    """Filled bars for the sessions that need a language, outlined bars for those it can lead."""
    rows = [row for one in found.outlooks for row in _rows(one, languages, locale)]
    needed = [row.month.needed if row.month else None for row in rows]
    can_lead = [row.month.capacity if row.month else None for row in rows]
    ahead = [row.month for row in rows if row.month]
    return {
        "data": [
            _bars(rows, can_lead, 0.74) | {"marker": OUTLINED},
            _bars(rows, needed, 0.4) | {"marker": FILLED},
            _labels(rows, locale),
        ],
        **theme.frame(locale, theme.STILL),
        "layout": {
            "height": HEAD + ROW_HEIGHT * len(rows) + 8,
            "barmode": "overlay",
            "margin": {"l": LEFT, "r": 4, "t": HEAD, "b": 4},
            "xaxis": {"visible": False, "range": [0, max([1, *map(_room, ahead)])]},
            "yaxis": {
                "type": "category",
                "range": [len(rows) - 0.5, -0.5],
                "showgrid": False,
                "tickvals": [row.id for row in rows],
                "ticktext": [row.label if row.month else "" for row in rows],
                "ticklabelstandoff": 6,
            },
            "annotations": [
                *_legend(locale),
                *(_name(row, at) for at, row in enumerate(rows) if not row.month),
            ],
            "shapes": [_sign(at, marker) for at, marker in enumerate((OUTLINED, FILLED))],
        },
    }


def _rows(one: Outlook, languages: Terms[Language], locale: Locale) -> Iterator[_Row]:
    yield _Row(one.language, capitalise(languages[one.language].label(locale)))
    for ahead in one.months:
        label = month(ahead.month, locale, short=True)
        yield _Row(f"{one.language} {ahead.month}", label, ahead)


def _bars(rows: Sequence[_Row], values: Sequence[int | None], width: float) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row.id for row in rows],
        "x": list(values),
        "width": width,
        "hoverinfo": "skip",
    }


def _labels(rows: Sequence[_Row], locale: Locale) -> Figure:
    """What is said of each month, at the end of the longer bar."""
    ends = [_end(row.month) if row.month else None for row in rows]
    return _bars(rows, ends, 0.4) | {
        "marker": {"color": NO_COLOUR},
        "text": [_label(row.month, locale) if row.month else "" for row in rows],
        "textposition": "outside",
        "constraintext": "none",
        "cliponaxis": False,
    }


def _end(ahead: MonthAhead) -> int:
    return max(ahead.needed, ahead.capacity)


def _room(ahead: MonthAhead) -> float:
    return _end(ahead) * (ROOM if ahead.capacity else ROOM_FOR_WORDS)


def _label(ahead: MonthAhead, locale: Locale) -> str:
    """Both numbers; no sessions are counted out of none."""
    if ahead.capacity:
        both = text("{needed} of {capacity}", needed=ahead.needed, capacity=ahead.capacity)
        return both.say(locale)
    if ahead.needed:
        return text("{needed}, none can be led", needed=ahead.needed).say(locale)
    return number(0, locale)


def _name(row: _Row, at: int) -> Figure:
    """The name of a language above its months."""
    font = {"size": 15, "weight": 600}
    return theme.heading("paper", row.label) | {
        "yref": "y",
        "y": at,
        "yanchor": "middle",
        "font": font,
    }


def _legend(locale: Locale) -> Iterator[Figure]:
    """What each sign means, from the lowest up."""
    for at, said in enumerate((text("sessions that can be led"), text("sessions planned"))):
        words = theme.heading("paper", said.say(locale))
        yield words | {"xshift": BESIDE_SIGN - LEFT, "yshift": LEGEND_ROW * at}


def _sign(at: int, marker: Figure) -> Figure:
    """A square that looks like its bars; the page would write a character in ink."""
    low = LEGEND_ROW * at + 5
    return {
        "type": "rect",
        "xref": "paper",
        "xsizemode": "pixel",
        "xanchor": 0,
        "x0": 1 - LEFT,
        "x1": 1 - LEFT + SIGN,
        "yref": "paper",
        "ysizemode": "pixel",
        "yanchor": 1,
        "y0": low,
        "y1": low + SIGN,
        "fillcolor": marker["color"],
        "line": marker["line"],
    }


def table(found: Capacity, languages: Terms[Language], locale: Locale) -> Table:
    """A row for each language and month, with bilingual sessions in a column."""
    return {
        "headings": [
            text("Language and month").say(locale),
            text("Planned").say(locale),
            text("Bilingual").say(locale),
            text("Can be led").say(locale),
            text("Short by").say(locale),
        ],
        "rows": [
            [
                f"{capitalise(languages[one.language].label(locale))}, {ahead.month}",
                *(
                    number(value, locale)
                    for value in (ahead.planned, ahead.besides, ahead.capacity, ahead.missing)
                ),
            ]
            for one in found.outlooks
            for ahead in one.months
        ],
    }
