"""Dials, tables and paragraphs on a slide."""

from __future__ import annotations

from copy import deepcopy
from math import cos, pi, radians, sin
from typing import TYPE_CHECKING, Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from dashboard.exports.slides.deck import DARK, INK, PALE, PAPER, SHADE, describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pptx.shapes.autoshape import Shape
    from pptx.shapes.shapetree import GroupShapes
    from pptx.slide import Slide

    from dashboard.cards.briefs import DialStroke

ROOM, CENTRE, RADIUS = 200, (100, 102), 80
"""Of a dial, in the units of ``figures.shapes``: its width, its centre, the middle of its pens."""
HALF_TURN, DEGREE = 180, 0.6
"""A half turn in degrees; a degree in the unit in which python-pptx gives angles."""
EDGES = (Pt(5), Pt(5), Pt(3), Pt(3))
FILLS = {"empty": None, "thin": PALE, "covered": SHADE}
"""The grounds of the cells of the grid, as on paper."""
RUN = f".//{qn('a:r')}"
GROUND = f"{qn('a:tcPr')}//{qn('a:srgbClr')}"
"""Where a cell of a table has its words, and the colour it stands on."""


class Said(NamedTuple):
    """Words in one style; ``address`` makes a link of them.

    A paragraph that begins with a ``bullet`` has one, where its place knows bullets.
    """

    words: str
    size: float = 14
    bold: bool = False
    colour: str = INK
    address: str = ""
    bullet: bool = False


class TableCell(NamedTuple):
    """A cell: its words, and the ground it stands on (``None``: that of its row)."""

    words: str
    ground: str | None = None


class SlideTable(NamedTuple):
    """A table; ``words`` tell what it shows, ``first`` is the part of the width of its names."""

    headings: Sequence[str]
    rows: Sequence[Sequence[TableCell]]
    words: str
    first: float = 0.34
    size: float = 14


def dial(
    slide: Slide, strokes: Sequence[DialStroke], place: tuple[int, int, int], words: str
) -> None:
    """A dial as one drawing: its left, its top and its width; ``words`` say what it shows."""
    left, top, width = place
    unit = width / ROOM
    group = slide.shapes.add_group_shape()
    for one in strokes:
        if one.straight:
            _colour(_line(group.shapes, one, (left, top), unit), one.colour)
            continue
        outer = RADIUS + one.width / 2
        across, down = left + (CENTRE[0] - outer) * unit, top + (CENTRE[1] - outer) * unit
        size = Emu(int(2 * outer * unit))
        drawn = group.shapes.add_shape(
            MSO_SHAPE.BLOCK_ARC, Emu(int(across)), Emu(int(down)), size, size
        )
        begin, end = (
            (HALF_TURN + HALF_TURN * share / 100) % 360
            for share in (one.start, one.start + one.length)
        )
        drawn.adjustments[0], drawn.adjustments[1] = begin * DEGREE, end * DEGREE
        drawn.adjustments[2] = one.width / (2 * outer)
        _colour(drawn, one.colour)
    describe(group, words)


def _line(shapes: GroupShapes, one: DialStroke, corner: tuple[int, int], unit: float) -> Shape:
    """A straight stroke: a bar that lies, turned about its middle."""
    turned = HALF_TURN * (one.start + one.length / 2) / 100
    across, down = -cos(radians(turned)), -sin(radians(turned))
    size = one.width, pi * RADIUS * one.length / 100
    place = (CENTRE[0] + RADIUS * across - size[0] / 2, CENTRE[1] + RADIUS * down - size[1] / 2)
    drawn = shapes.add_shape(
        MSO_SHAPE.RECTANGLE,
        *(Emu(int(edge + unit * at)) for edge, at in zip(corner, place, strict=True)),
        *(Emu(int(unit * side)) for side in size),
    )
    drawn.rotation = turned
    return drawn


def _colour(drawn: Shape, colour: str) -> None:
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    drawn.line.fill.background()
    drawn.shadow.inherit = False
    drawn.element.remove(drawn.element.find(qn("p:style")))  # some programs take its shadow still


def paragraphs(slide: Slide, place: Sequence[int], said: Iterable[Sequence[Said]]) -> None:
    """A box of paragraphs, each made of words in their styles."""
    box = slide.shapes.add_textbox(*map(Emu, place))
    box.text_frame.word_wrap = True
    fill(box.text_frame, said)


def fill(frame: Any, said: Iterable[Sequence[Said]], *, bullets: bool = False) -> None:  # noqa: ANN401
    """Write paragraphs into a frame; ``bullets``: it is a place that has them of itself."""
    for at, parts in enumerate(said):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        if bullets and not parts[0].bullet:
            _without_bullet(paragraph)
        for part in parts:
            run = paragraph.add_run()
            run.text = part.words
            run.font.size, run.font.bold = Pt(part.size), part.bold
            if part.address:
                run.hyperlink.address = part.address
            else:
                run.font.color.rgb = RGBColor.from_string(part.colour)


def _without_bullet(paragraph: Any) -> None:  # noqa: ANN401 - of python-pptx
    """Begin it at the edge."""
    style = paragraph._p.get_or_add_pPr()
    style.set("marL", "0")
    style.set("indent", "0")
    style.insert(0, style.makeelement(qn("a:buNone"), {}))


def table(slide: Slide, place: tuple[int, int, int], shown: SlideTable) -> None:
    """A table with a row of headings, at its left, its top and its width."""
    headings, rows, size = shown.headings, shown.rows, shown.size
    left, top, width = place
    high = int(Pt(size) * 2)
    frame: Any = slide.shapes.add_table(
        2, len(headings), Emu(left), Emu(top), Emu(width), Emu(high)
    )
    made = frame.table
    made.first_row = made.first_col = True
    made.horz_banding = False
    wide = [int(width * shown.first)]
    wide += [int((width - wide[0]) / (len(headings) - 1))] * (len(headings) - 1)
    for column, across in zip(made.columns, wide, strict=True):
        column.width = Emu(across)
    for row in made.rows:
        row.height = Emu(high)
    first, pattern = made.rows
    for at, (cell, heading) in enumerate(zip(first.cells, headings, strict=True)):
        _cell(cell, Said(heading, size - 2, bold=True, colour=PAPER), DARK, number=at)
    for at, cell in enumerate(pattern.cells):
        _cell(cell, Said("", size, bold=at == 0), PAPER, number=at)
    _add_rows(pattern._tr, rows)
    frame.height = Emu(high * (len(rows) + 1))
    describe(frame, shown.words)


def _add_rows(pattern: Any, rows: Sequence[Sequence[TableCell]]) -> None:  # noqa: ANN401 - of lxml
    """Put a copy of a row in its place for each of these: python-pptx takes 20 times as long."""
    table = pattern.getparent()
    table.remove(pattern)
    for row in rows:
        copy = deepcopy(pattern)
        for cell, one in zip(copy.tc_lst, row, strict=True):
            cell.find(RUN).text = one.words
            if one.ground:
                cell.find(GROUND).set("val", one.ground)
        table.append(copy)


def _cell(cell: Any, said: Said, ground: str, *, number: int) -> None:  # noqa: ANN401 - of python-pptx
    cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = EDGES
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(ground)
    fill(cell.text_frame, [[said]])
    if number:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
