"""Dials and bars as SVG, without words.

Colours are attributes, so a shape is complete without a style sheet, which may replace them. Shapes
have no size: they fill the width of their place.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from math import pi
from typing import NamedTuple

from markupsafe import Markup

from dashboard.domain.shared.intervals import Interval
from dashboard.figures import theme
from dashboard.figures.gauges import FULL, Arc, Gauge, Stroke, arcs, toward
from dashboard.figures.html import filled, joined

EDGE, TRACK, PAPER, INK = theme.PLAN, "#dde1e4", "#ffffff", "#16282d"
SOFTER = "#91bebe"
"""What the pale end of a bar looks like, without what is behind it."""
OVER = "#12343b"
CENTRE, RADIUS = (100, 102), 80
"""Of a dial: its centre, and the middle of its pens."""
ARC = "M{start} A80 80 0 0 1 180 102"
"""From a place of the half circle to its end. A dash that begins where the path does has a clean
edge: one that began in the middle after an offset, where browsers join an arc, had a skewed one."""
LINE = Markup('<path class="dial__{name}" d="{line}" stroke="{colour}" stroke-width="{width}"/>')
DIAL = Markup(
    '<svg class="dial" viewBox="0 0 200 104" width="200" height="104" aria-hidden="true" '
    'focusable="false">{shapes}</svg>'
)
PATH = Markup(
    '<path class="dial__{name}" d="{arc}" pathLength="{rest}" fill="none" stroke="{colour}" '
    'stroke-width="{width}" stroke-dasharray="{on} 200"/>'
)
PLAIN_DIAL = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 104">{shapes}</svg>')
PLAIN_PATH = Markup(
    '<path d="{arc}" fill="none" stroke="{colour}" stroke-width="{width}" '
    'stroke-dasharray="{on} 600"/>'
)
PLAIN_LINE = Markup('<path d="{line}" stroke="{colour}" stroke-width="{width}"/>')
LONG = pi * RADIUS / 100  # a hundredth of the arc
BAR = Markup(
    '<svg class="bar" width="100%" height="10" aria-hidden="true" focusable="false">'
    '<rect class="bar__track" width="100%" height="10" fill="{track}"/>'
    '<rect class="bar__value" width="{share}%" height="10" fill="{colour}"/>{soft}</svg>'
)
SOFT = Markup(
    '<rect class="bar__range" x="{start}%" width="{share}%" height="10" fill="{colour}" '
    'fill-opacity="{pale}"/>'
)
PALE = 0.4
DIALS_KEPT = 256
"""Those with steps are mostly the same."""


class Pen(NamedTuple):
    """How a stroke is drawn: its style sheet class, width and colour."""

    name: str
    width: int
    colour: str


PENS: dict[Stroke, tuple[Pen, ...]] = {
    Stroke.TRACK: (Pen("edge", 24, EDGE), Pen("track", 22, TRACK)),
    Stroke.HIDDEN: (Pen("edge", 12, EDGE), Pen("track", 10, TRACK)),
    Stroke.RANGE: (Pen("range", 24, SOFTER),),
    Stroke.VALUE: (Pen("value", 24, theme.REACHED),),
    Stroke.OVER: (Pen("over", 24, OVER),),
    Stroke.HALO: (Pen("halo", 25, PAPER),),
    Stroke.MARK: (Pen("mark", 31, INK),),
}
"""The pens of each stroke, drawn one on the other: a track has an edge to be seen in grey."""


@lru_cache(maxsize=DIALS_KEPT)
def dial(gauge: Gauge) -> Markup:
    """The dial of a gauge as an SVG element."""
    return filled(DIAL, shapes=strokes(gauge))


def plain_dial(gauge: Gauge) -> Markup:
    """The dial for programs that do not know ``pathLength``, such as typesetters."""
    return PLAIN_DIAL.format(
        shapes=joined(
            _line(PLAIN_LINE, arc, pen) if arc.straight else _plain_path(arc, pen)
            for arc in arcs(gauge)
            for pen in PENS[arc.stroke]
        )
    )


def _plain_path(arc: Arc, pen: Pen) -> Markup:
    return PLAIN_PATH.format(
        arc=_from(arc.start),
        colour=pen.colour,
        width=pen.width,
        on=rounded(arc.length * LONG),
    )


def _line(shape: Markup, arc: Arc, pen: Pen) -> Markup:
    """A straight stroke: what is the width of its pen is its length here."""
    inside, outside = (
        _place(arc.middle, away) for away in (RADIUS - pen.width / 2, RADIUS + pen.width / 2)
    )
    width = rounded(arc.length * LONG)
    line = f"M{inside} L{outside}"
    return filled(shape, name=pen.name, line=line, colour=pen.colour, width=width)


def strokes(gauge: Gauge) -> Markup:
    """The strokes of a dial, to place in a larger picture."""
    return joined(
        _line(LINE, arc, pen) if arc.straight else _stroke(pen, arc.start, arc.length)
        for arc in arcs(gauge)
        for pen in PENS[arc.stroke]
    )


@lru_cache(maxsize=1024)  # tracks are the same in each answer
def _stroke(pen: Pen, start: float, length: float) -> Markup:
    return filled(
        PATH,
        name=pen.name,
        arc=_from(start),
        rest=rounded(FULL - start),
        colour=pen.colour,
        width=pen.width,
        on=rounded(length),
    )


def _from(start: float) -> str:
    return ARC.format(start=_place(start, RADIUS))


def _place(percent: float, away: float) -> str:
    """Of the half circle, so far away from its centre."""
    across, down = toward(percent)
    return f"{rounded(CENTRE[0] + away * across)} {rounded(CENTRE[1] + away * down)}"


def bar(count: int | Interval | None, most: int) -> Markup:
    """A count as a bar, relative to the longest; empty for zero, no bar if hidden.

    The bar of a range is full up to its low end, and pale from there to its high end.
    """
    if count is None:
        return Markup()
    told = count if isinstance(count, Interval) else Interval.exactly(count)
    share, high = (100 * Decimal(end) / max(most, 1) for end in (told.low, told.high))
    soft = Markup()
    if not told.exact:
        soft = filled(
            SOFT, pale=PALE, start=rounded(share), share=rounded(high - share), colour=theme.REACHED
        )
    return filled(BAR, track=TRACK, share=rounded(share), colour=theme.REACHED, soft=soft)


def bars(counts: Sequence[int | Interval | None]) -> list[Markup]:
    """A bar for each count; the highest fills the whole width."""
    ends = [count.high if isinstance(count, Interval) else count or 0 for count in counts]
    return [bar(count, max(ends, default=0)) for count in counts]


def rounded(value: Decimal | float) -> str:
    """A coordinate, with no more digits than can be seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
