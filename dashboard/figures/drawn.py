"""A figure as an SVG picture, for paper.

Figures are dicts for plotly.js. This draws the part of its language that the curve uses: lines,
bands, columns, circles, words and shapes, on one axis of days and two of numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from markupsafe import Markup

from dashboard.figures import strokes
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale
from dashboard.i18n.formats import number

INK, SOFT, GRID, PAPER = "#16282d", "#4b5d62", "#dde1e4", "#ffffff"
LINE = 15
TICK_GAP = 6


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

    def x(self, day: date) -> float:
        """Where a day is drawn."""
        return self.days.at(day.toordinal())


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
    return strokes.picture(parts, width, plane.height)


def _plane(layout: Figure, width: int) -> Plane:
    edge, height = layout["margin"], layout["height"]
    top, bottom = edge["t"], height - edge["b"]
    first, last = (day.toordinal() for day in layout["xaxis"]["range"])
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
            yield strokes.rule((plane.days.begin, y), (plane.days.end, y), GRID)
            beside = plane.days.begin - TICK_GAP, y + strokes.SIZE / 3
            yield strokes.line(number(value, locale), beside, "right", SOFT)
    axis = layout["xaxis"]
    for day, words in zip(axis["tickvals"], axis["ticktext"], strict=True):
        for down, line in enumerate(words.split("<br>"), start=1):
            below = plane.x(day), plane.bottom + LINE * down
            yield strokes.line(line, below, "center", SOFT)


def _ticks(scale: Scale, most: int) -> list[int]:
    """Round numbers on the axis, at most so many: steps of 1, 2 or 5 times a power of ten."""
    room = (scale.last - scale.first) / most
    unit = 10 ** floor(log10(max(room, 1)))
    step = int(next(part * unit for part in (1, 2, 5, 10) if part * unit >= room))
    return [*range(ceil(scale.first / step) * step, floor(scale.last) + 1, step)]


def _shapes(shapes: Sequence[Figure], plane: Plane) -> Iterator[Markup]:
    """Annotated days: a line on each axis of numbers, or a band over several days.

    A line stops between the axes, where the name of the lower one stands.
    """
    for shape in shapes:
        left, right = plane.x(shape["x0"]), plane.x(shape["x1"])
        if shape["type"] == "rect":
            high = plane.bottom - plane.top
            yield strokes.rectangle((left, plane.top), right - left, high, GRID)
        else:
            for axis in plane.numbers.values():
                yield strokes.rule((left, axis.end), (left, axis.begin), SOFT)


def _traces(traces: Sequence[Figure], plane: Plane) -> Iterator[Markup]:
    before: list[strokes.Point] = []
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
            yield strokes.area([*before, *reversed(points)], _colour(trace))
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
            corner = plane.x(day) - wide / 2, y
            yield strokes.rectangle(corner, wide, scale.begin - y, colour)


def _strokes(trace: Figure, known: Sequence[tuple[float, float | None]]) -> Iterator[Markup]:
    """The lines of a trace, one for each run of known values."""
    line = trace.get("line", {})
    if "lines" not in trace["mode"] or not line["width"]:
        return
    run: list[strokes.Point] = []
    for x, y in [*known, (0, None)]:
        if y is not None:
            run.append((x, y))
            continue
        if len(run) > 1:
            yield strokes.path(run, line["color"], line["width"], line["dash"])
        run = []


def _marks(trace: Figure, points: Sequence[strokes.Point]) -> Iterator[Markup]:
    """The points of a trace as dots, rings or words."""
    marker, at = trace.get("marker", {}), range(len(points))
    for index in at if "text" in trace["mode"] else ():
        x, y = points[index]
        yield strokes.line(trace["text"][index], (x, y - TICK_GAP / 2), "center", SOFT)
    for index in at if "markers" in trace["mode"] else ():
        is_ring = "symbol" in marker
        colour = marker["color"] if is_ring else trace["line"]["color"]
        yield strokes.ring(points[index], marker["size"], "none" if is_ring else colour, colour)


def _note(note: Figure, plane: Plane) -> Iterator[Markup]:
    """Words on the figure, in as many lines as they have."""
    lines = note["text"].split("<br>")
    x = plane.days.at(_across(note, plane)) + note.get("xshift", 0)
    y = _down(note, plane) - note.get("yshift", 0)
    high = LINE * len(lines)
    begin = {"bottom": y - high, "top": y, "middle": y - high / 2}[note["yanchor"]]
    if "bordercolor" in note:
        yield strokes.rectangle((x - strokes.SIZE / 2, begin), strokes.SIZE, high, PAPER, SOFT)
    for at, line in enumerate(lines):
        foot = begin + LINE * at + LINE * 0.77
        yield strokes.line(line, (x, foot), note.get("xanchor", "center"), INK)


def _across(note: Figure, plane: Plane) -> float:
    """The day of a note; for those beside the figure, a share of its width in days."""
    if note.get("xref") == "paper":
        share: float = note["x"]
        return plane.days.first + (plane.days.last - plane.days.first) * share
    day: date = note["x"]
    return day.toordinal()


def _down(note: Figure, plane: Plane) -> float:
    if note.get("yref") == "paper":
        share: float = note["y"]
        return plane.bottom + (plane.top - plane.bottom) * share
    return plane.numbers[note.get("yref", "y")].at(note["y"])
