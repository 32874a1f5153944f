"""What an SVG picture is drawn with: rules, rectangles, areas, paths, rings and words.

Places are in pixels, from the upper left corner.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from dashboard.figures.shapes import rounded

Point = tuple[float, float]
SIZE = 13
"""Of a letter."""
PICTURE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
    'height="{height}" font-family="Source Sans 3" font-size="{size}">{parts}</svg>'
)
RULE = Markup(
    '<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}"/>'
)
RECTANGLE = Markup(
    '<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}" stroke="{edge}"/>'
)
AREA = Markup('<polygon points="{points}" fill="{colour}" fill-opacity="0.2"/>')
PATH = Markup(
    '<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
)
RING = Markup(
    '<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
)
WORDS = Markup('<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{words}</text>')
DASHES = {"dash": "8 5", "dot": "2 3", "dashdot": "8 4 2 4"}
ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def picture(parts: Iterable[Markup], width: int, height: float) -> str:
    """The whole document."""
    return str(
        PICTURE.format(width=width, height=rounded(height), size=SIZE, parts=Markup().join(parts))
    )


def rule(begin: Point, end: Point, colour: str, width: float = 1) -> Markup:
    """A straight line."""
    (x1, y1), (x2, y2) = begin, end
    return RULE.format(
        x1=rounded(x1), y1=rounded(y1), x2=rounded(x2), y2=rounded(y2), colour=colour, width=width
    )


def rectangle(
    corner: Point, width: float, height: float, colour: str, edge: str = "none"
) -> Markup:
    """A rectangle from its upper left corner."""
    x, y = corner
    return RECTANGLE.format(
        x=rounded(x),
        y=rounded(y),
        width=rounded(width),
        height=rounded(height),
        colour=colour,
        edge=edge,
    )


def area(points: Sequence[Point], colour: str) -> Markup:
    """A pale area within these points."""
    return AREA.format(points=_places(points), colour=colour)


def path(points: Sequence[Point], colour: str, width: float, dash: str) -> Markup:
    """A line through these points; ``dash`` is one of plotly's names."""
    found = DASHES.get(dash, "")
    dashes = Markup(' stroke-dasharray="{}"').format(found) if found else ""
    return PATH.format(points=_places(points), colour=colour, width=width, dash=dashes)


def ring(centre: Point, size: float, fill: str, colour: str) -> Markup:
    """A circle; with ``fill`` in its own colour, a dot."""
    x, y = centre
    return RING.format(x=rounded(x), y=rounded(y), r=size / 2, fill=fill, colour=colour)


def line(words: object, foot: Point, anchor: str, colour: str) -> Markup:
    """One line of words, whose foot is ``left``, ``center`` or ``right`` of its place."""
    x, y = foot
    return WORDS.format(
        x=rounded(x), y=rounded(y), anchor=ANCHORS[anchor], colour=colour, words=words
    )


def _places(points: Sequence[Point]) -> str:
    return " ".join(f"{rounded(x)},{rounded(y)}" for x, y in points)
