"""A figure as an SVG picture, for paper.

Figures are dicts for plotly.js. This draws the part of its language that the curve uses: lines,
bands, columns, circles, words and shapes, on one axis of days and two of numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from typing import Any

from markupsafe import Markup

from dashboard.figures.shapes import rounded
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale
from dashboard.i18n.formats import number

INK, SOFT, GRID, PAPER = "#16282d", "#4b5d62", "#dde1e4", "#ffffff"
SIZE, LINE = 13, 15
TICK_GAP = 6
OPENING = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
    'height="{height}" font-family="Source Sans 3" font-size="{size}">{parts}</svg>'
)
RULE = Markup(
    '<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}"/>'
)
RECTANGLE = Markup(
    '<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}" stroke="{edge}"/>'
)
AREA = Markup('<polygon points="{points}" fill="{colour}" fill-opacity="{opacity}"/>')
PATH = Markup(
    '<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
)
RING = Markup(
    '<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
)
WORDS = Markup('<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{words}</text>')
DASHES = {"dash": "8 5", "dot": "2 3", "dashdot": "8 4 2 4"}
ANCHORS = {"left": "start", "center": "middle", "right": "end"}


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: from its first to its last value, and where these are drawn."""

    first: float
    last: float
    begin: float
    end: float

    def at(self, value: float) -> float:
        """Where a value is drawn."""
        return self.begin + (self.end - self.begin) * (value - self.first) / (
            self.last - self.first
        )


@dataclass(frozen=True, slots=True)
class Plane:
    """Where a figure is drawn: its days across, and its axes of numbers by their names."""

    days: Scale
    numbers: dict[str, Scale]
    width: float
    height: float
    top: float
    bottom: float

    def x(self, day: str) -> float:
        """Where a day is drawn."""
        return self.days.at(date.fromisoformat(day).toordinal())


def drawn(figure: Figure, locale: Locale, width: int) -> str:
    """Draw a figure of days; its own layout says how high it is.

    Args:
        figure: As ``figures.curve`` makes it; it must have data.
        locale: The language of the numbers beside the axes.
        width: In pixels, of which 13 are the size of a letter.
    """
    plane = _plane(figure["layout"], width)
    parts = [
        *_rules(figure["layout"], plane, locale),
        *_shapes(figure["layout"].get("shapes", ()), plane),
        *_traces(figure["data"], plane),
        *(part for one in figure["layout"]["annotations"] for part in _note(one, plane)),
    ]
    return str(
        OPENING.format(
            width=width,
            height=rounded(plane.height),
            size=SIZE,
            parts=Markup().join(parts),
        )
    )


def _plane(layout: Figure, width: int) -> Plane:
    edge, height = layout["margin"], layout["height"]
    top, bottom = edge["t"], height - edge["b"]
    first, last = (date.fromisoformat(day).toordinal() for day in layout["xaxis"]["range"])
    axes = {name.replace("axis", ""): layout[name] for name in ("yaxis", "yaxis2")}
    return Plane(
        Scale(first, last, edge["l"], width - edge["r"]),
        {name: _scale(axis, top, bottom) for name, axis in axes.items()},
        width,
        height,
        top,
        bottom,
    )


def _scale(axis: Figure, top: float, bottom: float) -> Scale:
    below, above = (bottom - (bottom - top) * share for share in axis["domain"])
    low, high = axis["range"]
    return Scale(low, high, below, above)


def _rules(layout: Figure, plane: Plane, locale: Locale) -> Iterator[Markup]:
    """The lines and numbers of the axes, and the names of the days."""
    for name, scale in plane.numbers.items():
        axis = layout[name.replace("y", "yaxis")]
        for value in axis.get("tickvals") or _ticks(scale, axis["nticks"]):
            y = scale.at(value)
            yield _rule((plane.days.begin, y), (plane.days.end, y), GRID, 1)
            yield _line(
                number(value, locale), plane.days.begin - TICK_GAP, y + SIZE / 3, "right", SOFT
            )
    axis = layout["xaxis"]
    for day, words in zip(axis["tickvals"], axis["ticktext"], strict=True):
        for down, line in enumerate(words.split("<br>"), start=1):
            yield _line(line, plane.x(day), plane.bottom + LINE * down, "center", SOFT)


def _ticks(scale: Scale, most: int) -> list[int]:
    """Round numbers on the axis, at most so many: steps of 1, 2 or 5 times a power of ten."""
    room = (scale.last - scale.first) / most
    unit = 10 ** floor(log10(max(room, 1)))
    step = int(next(part * unit for part in (1, 2, 5, 10) if part * unit >= room))
    return [*range(ceil(scale.first / step) * step, floor(scale.last) + 1, step)]


def _shapes(shapes: Sequence[Figure], plane: Plane) -> Iterator[Markup]:
    """Annotated days: a line from top to bottom, or a band over several days."""
    for shape in shapes:
        left, right = plane.x(shape["x0"]), plane.x(shape["x1"])
        if shape["type"] == "rect":
            colour = GRID
            yield _rectangle((left, plane.top), right - left, plane.bottom - plane.top, colour)
        else:
            yield _rule((left, plane.top), (left, plane.bottom), SOFT, 1)


def _traces(traces: Sequence[Figure], plane: Plane) -> Iterator[Markup]:
    before: list[tuple[float, float]] = []
    for trace in traces:
        scale = plane.numbers[trace.get("yaxis", "y")]
        if trace["type"] == "bar":
            yield from _columns(trace, plane, scale)
            continue
        known = [
            (plane.x(day), None if value is None else scale.at(value))
            for day, value in zip(trace["x"], trace["y"], strict=True)
        ]
        points = [(x, y) for x, y in known if y is not None]
        if trace.get("fill") == "tonexty":
            yield AREA.format(
                points=_points([*before, *reversed(points)]), colour=_colour(trace), opacity=0.2
            )
        before = points
        yield from _strokes(trace, known)
        yield from _marks(trace, points)


def _colour(trace: Figure) -> str:
    """The colour of a band, without its opacity, which SVG gives on its own."""
    red, green, blue, _ = trace["fillcolor"].removeprefix("rgba(").rstrip(")").split(",")
    return f"rgb({red},{green},{blue})"


def _columns(trace: Figure, plane: Plane, scale: Scale) -> Iterator[Markup]:
    """Visible columns; those that only catch the mouse are clear."""
    colour = trace["marker"]["color"]
    if colour.startswith("rgba"):
        return
    days = trace["width"] / 86_400_000
    wide = plane.days.at(plane.days.first + days) - plane.days.begin
    for day, value in zip(trace["x"], trace["y"], strict=True):
        if value:
            y = scale.at(value)
            yield _rectangle((plane.x(day) - wide / 2, y), wide, scale.begin - y, colour)


def _strokes(trace: Figure, known: Sequence[tuple[float, float | None]]) -> Iterator[Markup]:
    """The lines of a trace, one for each run of known values."""
    line = trace.get("line", {})
    if "lines" not in trace["mode"] or not line["width"]:
        return
    dash = DASHES.get(line["dash"], "")
    run: list[tuple[float, float]] = []
    for x, y in [*known, (0, None)]:
        if y is not None:
            run.append((x, y))
            continue
        if len(run) > 1:
            yield PATH.format(
                points=_points(run),
                colour=line["color"],
                width=line["width"],
                dash=Markup(' stroke-dasharray="{}"').format(dash) if dash else "",
            )
        run = []


def _marks(trace: Figure, points: Sequence[tuple[float, float]]) -> Iterator[Markup]:
    """The points of a trace as dots, rings or words."""
    marker, at = trace.get("marker", {}), range(len(points))
    for index in at if "text" in trace["mode"] else ():
        x, y = points[index]
        yield _line(trace["text"][index], x, y - TICK_GAP / 2, "center", SOFT)
    for index in at if "markers" in trace["mode"] else ():
        x, y = points[index]
        is_ring = "symbol" in marker
        colour = marker["color"] if is_ring else trace["line"]["color"]
        fill = "none" if is_ring else colour
        yield RING.format(
            x=rounded(x), y=rounded(y), r=marker["size"] / 2, fill=fill, colour=colour
        )


def _note(note: Figure, plane: Plane) -> Iterator[Markup]:
    """Words on the figure, in as many lines as they have."""
    lines = note["text"].split("<br>")
    x = plane.days.at(_across(note, plane)) + note.get("xshift", 0)
    y = _down(note, plane) - note.get("yshift", 0)
    high = LINE * len(lines)
    begin = {"bottom": y - high, "top": y, "middle": y - high / 2}[note["yanchor"]]
    if "bordercolor" in note:
        yield _rectangle((x - SIZE / 2, begin), SIZE, high, PAPER, SOFT)
    for at, line in enumerate(lines):
        foot = begin + LINE * at + LINE * 0.77
        yield _line(line, x, foot, note.get("xanchor", "center"), INK)


def _across(note: Figure, plane: Plane) -> float:
    """The day of a note; for those beside the figure, a share of its width in days."""
    if note.get("xref") == "paper":
        share: float = note["x"]
        return plane.days.first + (plane.days.last - plane.days.first) * share
    return date.fromisoformat(note["x"]).toordinal()


def _down(note: Figure, plane: Plane) -> float:
    if note.get("yref") == "paper":
        share: float = note["y"]
        return plane.bottom + (plane.top - plane.bottom) * share
    return plane.numbers[note.get("yref", "y")].at(note["y"])


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{rounded(x)},{rounded(y)}" for x, y in points)


def _rule(
    begin: tuple[float, float], end: tuple[float, float], colour: str, width: float
) -> Markup:
    (x1, y1), (x2, y2) = begin, end
    return RULE.format(
        x1=rounded(x1), y1=rounded(y1), x2=rounded(x2), y2=rounded(y2), colour=colour, width=width
    )


def _rectangle(
    corner: tuple[float, float], width: float, height: float, colour: str, edge: str = "none"
) -> Markup:
    x, y = corner
    return RECTANGLE.format(
        x=rounded(x),
        y=rounded(y),
        width=rounded(width),
        height=rounded(height),
        colour=colour,
        edge=edge,
    )


def _line(words: Any, x: float, y: float, anchor: str, colour: str) -> Markup:  # noqa: ANN401
    return WORDS.format(
        x=rounded(x), y=rounded(y), anchor=ANCHORS[anchor], colour=colour, words=words
    )
