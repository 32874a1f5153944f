"""The bars of one breakdown as SVG, on a scale that all breakdowns share.

Lengths are shares of the width that a place has, so that no script draws them: they stand in the
first HTML, and are as wide as the page whatever its width.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from dashboard.figures import theme
from dashboard.figures.html import escaped, filled, joined
from dashboard.figures.shapes import rounded

CHARACTER_WIDTH = 6.7
NAMES_KEPT = 64
"""Of breakdowns: the same in most answers of a language."""
ROW_HEIGHT, PAIR_HEIGHT = 26, 42
BASELINE = 5  # of words in the middle of a bar, below it
LINE_HEIGHT = 14
NAME_TO_BAR, BAR_TO_WORDS = 8, 4
ROOM_FOR_A_COUNT, ROOM_FOR_WORDS = 1.3, 2.1
SVG = Markup('<svg class="bars" width="{width}" height="{height}"{fill}>{parts}</svg>')
FILL = Markup(' fill="{colour}"')
NAME = Markup('<text x="{x}" y="{y}">{words}</text>')
OUTLINE = ' fill="{track}" stroke="{colour}" stroke-width="1.5"'


class LabelledBar(NamedTuple):
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

    @property
    def row(self) -> int:
        """The height of a row in pixels, with the bar of an earlier period or without."""
        return PAIR_HEIGHT if self.pairs else ROW_HEIGHT

    @property
    def colour(self) -> str:
        """The colour of what is counted."""
        return theme.REACHED if self.of_people or self.in_words else theme.SESSIONS

    def share(self, bar: LabelledBar) -> float:
        """How much of the width a bar takes, in percent: there is room for words after it."""
        room = ROOM_FOR_WORDS if self.in_words else ROOM_FOR_A_COUNT
        return 100 * float(bar.length or 0) / ((self.longest or 1) * room)


@dataclass(frozen=True, slots=True)
class Multiple:
    """The bars of a breakdown from top to bottom, each below its name.

    A name has its lines. ``before`` has the bars of the earlier period, ``None`` where a row has
    none; it is empty where nothing is compared.
    """

    names: Sequence[str]
    bars: Sequence[LabelledBar]
    before: Sequence[LabelledBar | None]
    scale: BarScale


def names(of: Multiple) -> Markup:
    """The names of the rows, which end where the bars begin."""
    return _names(tuple(of.names), of.scale.label, of.scale.row)


@lru_cache(NAMES_KEPT)
def _names(names: tuple[str, ...], longest: int, row: int) -> Markup:
    width = round(14 + CHARACTER_WIDTH * longest)
    lines = (
        filled(NAME, x=width - NAME_TO_BAR, y=rounded(y), words=words)
        for at, name in enumerate(names)
        for y, words in _lines(name, (at + 0.5) * row)
    )
    return _svg(width, row * len(names), joined(lines))


def bars(of: Multiple) -> Markup:
    """Bars with their words; with an earlier period, an outlined bar under each.

    The outlined ones differ from the others even without colour.
    """
    scale = of.scale
    row, colour = scale.row, scale.colour
    first = 3 if scale.pairs else 4
    parts = [_bar(scale, bar, at * row + first, 18) for at, bar in enumerate(of.bars)]
    if scale.pairs:
        outline = OUTLINE.format(track=theme.TRACK, colour=colour)
        before = enumerate(of.before)
        parts += [_bar(scale, bar, at * row + 24, 14, outline) for at, bar in before if bar]
    return _svg("100%", row * len(of.names), joined(parts), filled(FILL, colour=colour))


def _svg(width: int | str, height: int, parts: Markup, fill: Markup | str = "") -> Markup:
    return filled(SVG, width=width, height=height, fill=fill, parts=parts)


def _lines(name: str, middle: float) -> Iterator[tuple[float, str]]:
    """Where each line of a name stands, and its words."""
    lines = name.split("\n")
    first = middle + BASELINE - LINE_HEIGHT * (len(lines) - 1) / 2
    return ((first + LINE_HEIGHT * at, words) for at, words in enumerate(lines))


def _bar(scale: BarScale, bar: LabelledBar, y: int, height: int, outline: str = "") -> str:
    """A bar as HTML, unless it has no length, and its words."""
    share, baseline = rounded(scale.share(bar)), y + height // 2 + BASELINE
    words = f'<text x="{share}%" dx="{BAR_TO_WORDS}" y="{baseline}">{escaped(bar.words)}</text>'
    if not bar.length:
        return words
    return f'<rect y="{y}" width="{share}%" height="{height}"{outline}/>{words}'
