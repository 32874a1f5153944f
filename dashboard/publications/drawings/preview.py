"""The preview picture of a link to the figures: a few dials, as PNG.

It is drawn at twice the size and scaled down, so that arcs are smooth. The font is our own file.
"""

from __future__ import annotations

from io import BytesIO
from math import pi
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw, ImageFont

from dashboard.figures import theme
from dashboard.figures.gauges import Arc, Stroke, arcs, toward
from dashboard.figures.shapes import EDGE as OUTLINE
from dashboard.figures.shapes import OVER, SOFTER
from dashboard.places import ASSETS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboard.publications.drawings.dials import Dial

SIZE = (1200, 630)
TIMES = 2
PAPER, INK, SOFT, DEEP, DEEP_INK = "#f7f5f0", "#16282d", "#4b5d62", "#12343b", "#f2f6f5"
TRACK = "#dfe3e1"
FONTS = ASSETS / "vendor" / "fonts"
SERIF = FONTS / "source-serif-4-latin-wght-normal.woff2"
SANS = FONTS / "source-sans-3-latin-wght-normal.woff2"
LEFT, BAND, EDGE, GAP = 60, 96, 8, 24
TOP, RADIUS, WIDE, SMALLEST = 288, 130, 34, 12
PERCENT = 1.8
"""Degrees of a half circle."""
RINGS = {
    Stroke.TRACK: ((0, WIDE, OUTLINE), (2, WIDE - 4, TRACK)),
    Stroke.HIDDEN: ((9, 17, OUTLINE), (11, 13, TRACK)),
    Stroke.RANGE: ((0, WIDE, SOFTER),),
    Stroke.VALUE: ((0, WIDE, theme.REACHED),),
    Stroke.OVER: ((0, WIDE, OVER),),
    Stroke.HALO: ((-1, 36, PAPER),),
    Stroke.MARK: ((-7, 48, INK),),
}
"""What each stroke is drawn with: how far within the half circle, how wide, and its colour."""


class Style(NamedTuple):
    """How words are written: the file of the type, its size, its colour."""

    file: Path
    size: int
    colour: str


BRAND, TITLE, VALUE = Style(SERIF, 40, DEEP_INK), Style(SERIF, 54, INK), Style(SERIF, 56, INK)
NAME, QUIET = Style(SANS, 27, INK), Style(SANS, 27, SOFT)


def preview(title: str, line: str, foot: str, dials: Sequence[Dial]) -> bytes:
    """A picture of ``SIZE`` with these words and dials."""
    picture = Image.new("RGB", (SIZE[0] * TIMES, SIZE[1] * TIMES), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle(_scaled(0, 0, SIZE[0], BAND), fill=DEEP)
    pen.rectangle(_scaled(0, 0, SIZE[0], EDGE), fill=theme.REACHED)
    for top, words, style in (
        (54, "imPACT", BRAND),
        (148, title, TITLE),
        (204, line, QUIET),
        (596, foot, QUIET),
    ):
        _write(pen, (LEFT, top), words, style)
    column = (SIZE[0] - 2 * LEFT) / max(len(dials), 1)
    for at, dial in enumerate(dials):
        _dial(pen, dial, LEFT + column * (at + 0.5), column - GAP)
    file = BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _dial(pen: ImageDraw.ImageDraw, dial: Dial, middle: float, room: float) -> None:
    for arc in arcs(dial.gauge):
        ends = (180 + PERCENT * arc.start, 180 + PERCENT * (arc.start + arc.length))
        for inset, width, colour in RINGS[arc.stroke]:
            radius = RADIUS - inset
            below = TOP + RADIUS
            if arc.straight:
                line = _line(arc, (middle, below), (radius - width, radius))
                pen.polygon([number * TIMES for number in line], fill=colour)
                continue
            box = _scaled(middle - radius, below - radius, middle + radius, below + radius)
            pen.arc(box, *ends, fill=colour, width=width * TIMES)
    _write(pen, (middle, 250), dial.title, NAME, room=room)
    _write(pen, (middle, 452), dial.value, VALUE, room=room)
    _write(pen, (middle, 508), dial.rest, QUIET, room=room)
    _write(pen, (middle, 548), dial.day, QUIET, room=room)


def _line(arc: Arc, centre: tuple[float, float], ends: tuple[float, float]) -> list[float]:
    """The corners of a straight stroke between two distances from the centre, one after another."""
    x, y = toward(arc.middle)
    half = arc.length * pi * (RADIUS - WIDE / 2) / 200
    near, far = ends
    return [
        number
        for away, aside in ((near, -half), (far, -half), (far, half), (near, half))
        for number in (centre[0] + away * x - aside * y, centre[1] + away * y + aside * x)
    ]


def _write(
    pen: ImageDraw.ImageDraw,
    at: tuple[float, float],
    words: str,
    style: Style,
    *,
    room: float | None = None,
) -> None:
    """Draw words from the left, or centred in some room; shrink them to fit."""
    limit = TIMES * (room or SIZE[0] - 2 * LEFT)
    font = next(
        font
        for size in range(style.size, 0, -1)
        if (font := _font(style.file, size)).getlength(words) <= limit or size == SMALLEST
    )
    place = (at[0] * TIMES, at[1] * TIMES)
    pen.text(place, words, font=font, fill=style.colour, anchor="mm" if room else "lm")


def _font(file: Path, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(file), size * TIMES)
    font.set_variation_by_axes([600 if file == SERIF else 400])
    return font


def _scaled(*numbers: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (number * TIMES for number in numbers)
    return left, top, right, bottom
