"""A row of small bars, without words."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from dashboard.figures import theme
from dashboard.figures.html import filled, joined

STEP, WIDTH, HEIGHT = 4, 3, 24
SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1.5 0 {width} {height}" width="{width}" '
    'height="{height}">{bars}</svg>'
)
BARS = Markup('<path d="{lines}" stroke="{colour}" stroke-width="{width}"/>')


def spark(values: Sequence[int | None]) -> Markup:
    """A bar for each value, the highest at full height; 0 is a line, ``None`` a gap."""
    most = max([value or 1 for value in values], default=1)
    lines: dict[str, str] = {}
    for at, value in enumerate(values):
        if value is None:
            continue
        height = max(2, round(HEIGHT * value / most)) if value else 1
        colour = theme.REACHED if value else theme.PLAN
        lines[colour] = f"{lines.get(colour, '')}M{at * STEP} {HEIGHT}v-{height}"
    bars = [filled(BARS, lines=said, colour=colour, width=WIDTH) for colour, said in lines.items()]
    width = len(values) * STEP - (STEP - WIDTH)
    return filled(SVG, width=width, height=HEIGHT, bars=joined(bars))


def as_address(picture: Markup) -> str:
    """The picture as a data address, which needs no request."""
    return f"data:image/svg+xml,{quote(str(picture))}"
