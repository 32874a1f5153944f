"""A self-contained SVG picture of words and shapes, for pages that know nothing of ours.

It must not load anything. So it uses the reader's own fonts, and contains its colours for light and
dark backgrounds. Lines break by a cautious estimate of how wide letters are.
"""

from __future__ import annotations

from enum import StrEnum
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from dashboard.figures import theme
from dashboard.figures.shapes import PALE, TRACK, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH, EDGE = 600, 24
CHARACTER = 0.55  # of the font size: wider than most letters
LINE = 1.35
DOCUMENT = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
    'height="{height}" role="img" lang="{lang}" aria-labelledby="title desc">'
    '<title id="title">{title}</title><desc id="desc">{desc}</desc>{style}'
    '<rect class="paper" width="{width}" height="{height}" rx="10" fill="#ffffff"/>{body}</svg>\n'
)
STYLE = Markup(
    "<style>text{font-family:'Source Sans 3','Segoe UI',system-ui,sans-serif;fill:#16282d}"
    ".soft{fill:#4b5d62}.grid{stroke:#dde1e4}@media (prefers-color-scheme:dark){text{fill:#e9f0ef}"
    ".soft{fill:#aebdbd}.paper{fill:#162225}.dial__track,.grid{stroke:#2d3d41}"
    ".bar__track{fill:#2d3d41}.dial__halo{stroke:#162225}.dial__mark{stroke:#e9f0ef}"
    ".dial__over{stroke:#c4efeb}}</style>"
)
TEXT = Markup(
    '<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}"'
    ' class="{name}">{words}</text>'
)
RECTANGLE = Markup(
    '<rect class="{name}" x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"{pale}/>'
)
OPACITY = Markup(' fill-opacity="{}"')


class Fill(StrEnum):
    """What a rectangle is, by the name of its class."""

    VALUE = "bar__value"
    TRACK = "bar__track"
    RANGE = "bar__range"


class Ink(NamedTuple):
    """How words are drawn; ``anchor`` is the end of the text that sits at its position."""

    size: int
    weight: int = 400
    soft: bool = False
    anchor: str = "start"


class Paper:
    """Draws words and shapes from the top down; ``bottom`` is how far down they reach."""

    def __init__(self) -> None:
        self.bottom: float = EDGE
        self._parts: list[Markup] = []

    def paragraph(self, words: str, ink: Ink) -> None:
        """Words over the whole width, in as many lines as they need."""
        for line in wrap(words, int((WIDTH - 2 * EDGE) / (ink.size * CHARACTER))):
            self.bottom += ink.size * LINE
            self.words(EDGE, self.bottom, line, ink)

    def words(self, x: float, y: float, words: str, ink: Ink) -> None:
        """Words on one line, whose foot is at ``y``."""
        self._parts.append(
            TEXT.format(
                x=rounded(x),
                y=rounded(y),
                words=words,
                size=ink.size,
                weight=ink.weight,
                anchor=ink.anchor,
                name="soft" if ink.soft else "ink",
            )
        )

    def rectangle(
        self, x: float, y: float, width: float, height: float, fill: Fill = Fill.VALUE
    ) -> None:
        """A bar, the track that it runs in, or the pale end of a range."""
        self._parts.append(
            RECTANGLE.format(
                name=fill,
                x=rounded(x),
                y=rounded(y),
                width=rounded(width),
                height=rounded(height),
                colour=TRACK if fill is Fill.TRACK else theme.REACHED,
                pale=OPACITY.format(PALE) if fill is Fill.RANGE else "",
            )
        )

    def shapes(self, shapes: Iterable[Markup]) -> None:
        """Shapes as they are."""
        self._parts += shapes

    def space(self, height: float) -> None:
        """Leave room."""
        self.bottom += height

    def document(self, title: str, desc: str, lang: str) -> str:
        """The whole picture, with its words repeated for screen readers."""
        return str(
            DOCUMENT.format(
                width=WIDTH,
                height=rounded(self.bottom + EDGE),
                lang=lang,
                title=escape(title),
                desc=escape(desc),
                style=STYLE,
                body=Markup().join(self._parts),
            )
        )
