"""The bars of one breakdown, on a scale that all breakdowns share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.figures import theme
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale

CHARACTER_WIDTH = 6.7
ROW_HEIGHT = 26
PAIR_HEIGHT = 42
ROOM_FOR_A_COUNT, ROOM_FOR_WORDS = 1.3, 2.1
ALONE = {"offset": -0.34, "width": 0.68}
FIRST_OF_PAIR = {"offset": -0.42, "width": 0.44}
SECOND_OF_PAIR = {"offset": 0.06, "width": 0.32}
OUTLINE_WIDTH = 1.5


@dataclass(frozen=True, slots=True)
class LabelledBar:
    """A bar's length, ``None`` where it has no bar, and the words at its end."""

    length: int | Decimal | None
    words: str


@dataclass(frozen=True, slots=True)
class BarScale:
    """What the bars of all breakdowns share.

    ``longest`` is the length of the longest bar. ``label`` is the number of characters of the
    longest row name. ``in_words``: the words at the end of a bar are longer than a count.
    """

    longest: float
    label: int
    in_words: bool
    of_people: bool
    pairs: bool


def multiple(
    labels: Sequence[str],
    bars: Sequence[LabelledBar],
    before: Sequence[LabelledBar | None],
    scale: BarScale,
    locale: Locale,
) -> Figure:
    """Bars with their words; with an earlier period, an outlined bar under each."""
    colour = theme.REACHED if scale.of_people or scale.in_words else theme.SESSIONS
    room = ROOM_FOR_WORDS if scale.in_words else ROOM_FOR_A_COUNT
    places = list(range(len(labels)))
    now = _trace(places, bars, {"color": colour}) | (FIRST_OF_PAIR if scale.pairs else ALONE)
    return {
        "data": [now, *([_outlined(places, before, colour)] if scale.pairs else [])],
        **theme.frame(locale, theme.STILL),
        "layout": {
            "height": (PAIR_HEIGHT if scale.pairs else ROW_HEIGHT) * len(labels),
            "margin": {"l": round(14 + CHARACTER_WIDTH * scale.label), "r": 0, "t": 0, "b": 0},
            "font": {"size": 13},
            "xaxis": {"visible": False, "range": [0, (scale.longest or 1) * room]},
            "yaxis": {
                "range": [len(labels) - 0.5, -0.5],
                "tickvals": places,
                "ticktext": list(labels),
                "showgrid": False,
                "ticklabelstandoff": 6,
            },
        },
    }


def _outlined(places: list[int], before: Sequence[LabelledBar | None], colour: str) -> Figure:
    """The outlined bars of the earlier period, which differ from the others even without colour."""
    bars = [bar or LabelledBar(None, "") for bar in before]
    widths = [OUTLINE_WIDTH if bar.length else 0 for bar in bars]
    line = {"color": colour, "width": widths}
    return _trace(places, bars, {"color": theme.TRACK, "line": line}) | SECOND_OF_PAIR


def _trace(places: list[int], bars: Sequence[LabelledBar], marker: Figure) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": [_plain(bar.length or 0) for bar in bars],
        "text": [bar.words for bar in bars],
        "textposition": "outside",
        "cliponaxis": False,
        "constraintext": "none",
        "marker": marker,
        "hoverinfo": "skip",
    }


def _plain(number: int | Decimal) -> float:
    """The number as JSON writes it shortest; a change sends many."""
    return int(number) if number == int(number) else float(number)
