"""The picture beside a link to the figures: a few dials, as PNG, since nothing else is shown there.

Drawn twice as large and made smaller, so that arcs are smooth; the type is our own, from its file.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw, ImageFont

from dashboard.figures import theme
from dashboard.places import ASSETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dashboard.figures.theme import Figure
    from dashboard.publications.drawings.dials import Dial

SIZE = (1200, 630)
TIMES = 2
PAPER, INK, SOFT, DEEP, DEEP_INK = "#f7f5f0", "#16282d", "#4b5d62", "#12343b", "#f2f6f5"
TRACK = "#dfe3e1"
FONTS = ASSETS / "vendor" / "fonts"
SERIF = FONTS / "source-serif-4-latin-wght-normal.woff2"
SANS = FONTS / "source-sans-3-latin-wght-normal.woff2"
LEFT, BAND, EDGE, GAP = 60, 96, 8, 24
TOP, RADIUS, WIDTH = 288, 130, 34
PERCENT = 1.8
"""Degrees of a half circle."""
STEP, MARK, SMALLEST = 0.6, 1.6, 12


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
    box = _scaled(middle - RADIUS, TOP, middle + RADIUS, TOP + 2 * RADIUS)
    for start, end, colour in _arcs(dial.figure):
        ends = (180 + PERCENT * start, 180 + PERCENT * end)
        pen.arc(box, *ends, fill=colour, width=WIDTH * TIMES)
    _write(pen, (middle, 262), dial.title, NAME, room=room)
    _write(pen, (middle, 452), dial.value, VALUE, room=room)
    _write(pen, (middle, 508), dial.rest, QUIET, room=room)
    _write(pen, (middle, 548), dial.day, QUIET, room=room)


def _arcs(figure: Figure) -> Iterator[tuple[float, float, str]]:
    """Beginning, end (in percent of the half circle) and colour of each arc."""
    trace = figure["data"][0]
    gauge = trace["gauge"]
    yield 0, 100, TRACK
    if trace["value"]:
        yield 0, trace["value"], theme.REACHED
    for step in gauge["axis"].get("tickvals", ()):
        yield step - STEP / 2, step + STEP / 2, PAPER
    if mark := gauge.get("threshold"):
        start = min(mark["value"], 100 - MARK)
        yield start, start + MARK, theme.SESSIONS


def _write(
    pen: ImageDraw.ImageDraw,
    at: tuple[float, float],
    words: str,
    style: Style,
    *,
    room: float | None = None,
) -> None:
    """Words from the left, or in the middle of some room; they are made to fit."""
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
