"""The dial and the bar as SVG, without words: the words stand beside them.

Colours are attributes, which a style sheet may replace, so that a shape is whole without one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from dashboard.figures import theme
from dashboard.publications.drawings.dials import is_dial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.cards import Table
    from dashboard.figures.theme import Figure

TRACK = "#dde1e4"
ARC = "M12 100 A88 88 0 0 1 188 100"
DIAL = Markup(
    '<svg class="dial" viewBox="0 0 200 104" width="200" height="104" aria-hidden="true" '
    'focusable="false">{shapes}</svg>'
)
STROKE = Markup(
    '<path class="{name}" d="{arc}" pathLength="100" fill="none" stroke="{colour}" '
    'stroke-width="22"{dashes}/>'
)
DASHES = Markup(' stroke-dasharray="{on} 100" stroke-dashoffset="-{start}"')
BAR = Markup(
    '<svg class="bar" width="100%" height="10" aria-hidden="true" focusable="false">'
    '<rect class="bar__track" width="100%" height="10" fill="{track}"/>'
    '<rect class="bar__value" width="{share}%" height="10" fill="{colour}"/></svg>'
)
STEP, MARK = Decimal("0.6"), Decimal("1.6")


def dial(figure: Figure) -> Markup:
    """A gauge of ``figures.gauges`` as an SVG element; nothing for a figure that is no dial."""
    if not is_dial(figure):
        return Markup()
    return DIAL.format(shapes=Markup().join(strokes(figure)))


def strokes(figure: Figure) -> Iterator[Markup]:
    """The arcs of a dial: the track, the value, the steps, the mark of the plan."""
    trace = figure["data"][0]
    gauge, value = trace["gauge"], trace["value"]
    yield STROKE.format(name="dial__track", arc=ARC, colour=TRACK, dashes="")
    if value:
        yield _stroke("dial__value", theme.REACHED, 0, value)
    for step in gauge["axis"].get("tickvals", ()):
        yield _stroke("dial__step", "#ffffff", Decimal(step) - STEP / 2, STEP)
    if mark := gauge.get("threshold"):
        start = min(Decimal(mark["value"]), 100 - MARK)
        yield _stroke("dial__mark", theme.SESSIONS, start, MARK)


def bar(count: int | None, most: int) -> Markup:
    """A count as a part of the longest one; a hidden one has none, since an empty one is zero."""
    if count is None:
        return Markup()
    share = 100 * Decimal(count) / max(most, 1)
    return BAR.format(track=TRACK, share=_number(share), colour=theme.REACHED)


def bars(table: Table) -> list[Markup]:
    """A bar a line of a table; none where its lines are not compared."""
    if table.drawn is None:
        return []
    cells = [line.cells[table.drawn].value for line in table.lines]
    counts = [value if isinstance(value, int) else None for value in cells]
    most = max((count or 0 for count in counts), default=0)
    return [bar(count, most) for count in counts]


def _stroke(name: str, colour: str, start: Decimal | float, length: Decimal | float) -> Markup:
    dashes = DASHES.format(on=_number(length), start=_number(start))
    return STROKE.format(name=name, arc=ARC, colour=colour, dashes=dashes)


def _number(value: Decimal | float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
