"""Make the slides of a brief: where it stands, where it goes, for whom, who is missing, what next.

Everything comes from ``cards.briefs``: the same values as on paper, and nothing is worked out here.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pptx.util import Inches

from dashboard.cards.briefs import Section
from dashboard.exports.slides import charts, deck
from dashboard.exports.slides.charts import ChartColumn, ChartNumbers
from dashboard.exports.slides.pages import (
    add_notes,
    finding_slide,
    numbered_title,
    rows_of_slides,
    words_slide,
    words_slides,
)
from dashboard.exports.slides.shapes import (
    FILLS,
    Said,
    SlideTable,
    TableCell,
    dial,
    fill,
    paragraphs,
    table,
)
from dashboard.exports.slides.writable import writable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide

    from dashboard.cards import Cell, Table
    from dashboard.cards.briefs import Brief, BriefBars, BriefCell, BriefGauge, BriefList

    Paragraph = Sequence[Said]

FEW_ROWS = 8
TOP, GAP = Inches(2.15), Inches(0.25)
CHART = (deck.LEFT, TOP, Inches(6.1), Inches(4.6))
BESIDE = (deck.LEFT + Inches(6.4), TOP + Inches(0.1), Inches(5.73))
ALONE = (deck.LEFT, TOP + Inches(0.1), deck.WIDE)
SIGNS = {"empty": "○", "thin": "◐", "covered": "●"}


def slides(briefs: Sequence[Brief], made: datetime) -> bytes:
    """A deck of one brief, or of the same one in two languages, one after the other.

    Args:
        briefs: One, or two in different languages.
        made: When; it stands in the file's own data.
    """
    found = deck.empty()
    shown = [writable(one) for one in briefs]
    for brief in shown:
        for slide in _slides(found, brief):
            footer = " · ".join(filter(None, ("imPACT", brief.fresh, brief.audience)))
            deck.finish(slide, footer, brief.locale)
    about, first = found.core_properties, shown[0]
    about.title, about.language = first.title, f"{first.locale.value}-CA"
    about.author = about.last_modified_by = "imPACT"
    about.created = about.modified = made.replace(tzinfo=None)
    about.keywords, about.comments = "", first.audience
    file = BytesIO()
    found.save(file)
    return file.getvalue()


def _slides(found: Deck, brief: Brief) -> Iterator[Slide]:
    yield _title(found, brief)
    headline = [[Said(said, 28)] for said in (*brief.headline, brief.empty, brief.note) if said]
    if headline:
        yield words_slide(found, brief.labels["headline"], headline)
    if not brief.empty:
        yield _gauges(found, brief)
    if brief.ahead.title:
        yield _ahead(found, brief)
    if not brief.empty:
        for one in brief.breakdowns:
            yield from _bars(found, brief, one)
    if brief.missing.title:
        yield from _missing(found, brief)
    if brief.decisions:
        yield from words_slides(
            found, brief, brief.labels["decisions"], list(_lists(brief.decisions))
        )
    more = [Section(one.title, "; ".join(one.items)) for one in brief.more]
    counted = [*_definitions((*brief.definitions, *more)), *_source(brief)]
    yield from words_slides(found, brief, brief.labels["definitions"], counted)


def _title(found: Deck, brief: Brief) -> Slide:
    slide = deck.add(found, deck.TITLE_PAGE, brief.title)
    said: list[Paragraph] = [
        [Said(f"imPACT · {brief.labels['brief']}", 20, bold=True, colour=deck.LINK)],
        [Said(brief.fresh, 20)],
        [Said(brief.showing, 20)],
        [Said(brief.audience, 20, bold=True)],
        [Said(brief.demonstration, 20)],
    ]
    fill(slide.placeholders[1].text_frame, [one for one in said if one[0].words])
    return slide


def _gauges(found: Deck, brief: Brief) -> Slide:
    slide = deck.add(found, deck.FINDING, brief.labels["gauges"])
    lead = slide.placeholders[1].element
    lead.getparent().remove(lead)
    number = max(len(brief.gauges), 1)
    wide = int((deck.WIDE - GAP * (number - 1)) / number)
    for at, gauge in enumerate(brief.gauges):
        left = deck.LEFT + at * (wide + GAP)
        paragraphs(
            slide, (left, Inches(1.4), wide, Inches(0.7)), [[Said(gauge.title, 18, bold=True)]]
        )
        below = Inches(2.1)
        if gauge.strokes:
            dial(slide, gauge.strokes, (left + Inches(0.1), below, Inches(2.3)), gauge.sentence)
            below = Inches(3.4)
        paragraphs(slide, (left, below, wide, Inches(6.9) - below), list(_face(gauge)))
    add_notes(slide, *(f"{one.title}. {one.sentence}" for one in brief.gauges))
    return slide


def _face(gauge: BriefGauge) -> Iterator[Paragraph]:
    """The words of a gauge, in the order of its face on paper."""
    if gauge.value:
        of = f" {gauge.of}" if gauge.of else ""
        revised = " r" if gauge.value.revised else ""
        yield [Said(gauge.value.words, 32, bold=True), Said(f"{revised}{of}", 16)]
        if gauge.value.day:
            yield [Said(gauge.value.day, 14, colour=deck.SOFT)]
    if gauge.unit:
        yield [Said(gauge.unit, 16, colour=deck.SOFT)]
    if gauge.status:
        yield [Said(f"{gauge.status.sign} {gauge.status.label}", 18, bold=True)]
    if gauge.planned:
        yield [Said(gauge.planned, 16, colour=deck.SOFT)]
    for group in gauge.groups:
        yield [
            Said(f"{group.sign} ", 16, colour=deck.LINK),
            Said(f"{group.label}, {group.words}", 16),
        ]
    for line in gauge.bars:
        yield [Said(line.cells[0].words, 24, bold=True), Said(f" {line.label}", 16)]


def _ahead(found: Deck, brief: Brief) -> Slide:
    curve = brief.curve
    key = curve.key if curve else ""
    happened = [f"{at}. {one}" for at, one in enumerate(curve.happened if curve else (), start=1)]
    slide = finding_slide(found, *brief.ahead, key, *happened)
    if curve:
        columns = [ChartColumn(one.code, one.name, one.totals) for one in curve.series.columns]
        place = (deck.LEFT, TOP, deck.WIDE, Inches(4.7))
        numbers = ChartNumbers(curve.series.days, columns)
        drawn = charts.lines(slide, place, numbers, brief.locale)
        deck.describe(drawn, f"{brief.ahead.sentence} {key}".strip())
    return slide


def _bars(found: Deck, brief: Brief, one: BriefBars) -> Iterator[Slide]:
    """A chart beside its table; rows beyond what fits follow on slides of their own."""
    made = one.table
    parts = rows_of_slides(made.lines)
    size = 16 if len(parts[0]) <= FEW_ROWS else 13
    said = f"{made.title}. {one.sentence}"
    for at, lines in enumerate(parts):
        title = numbered_title(brief, made.title, at, len(parts))
        slide = finding_slide(found, title, one.sentence)
        is_drawn = at == 0 and any(one.shares)
        if is_drawn:
            deck.describe(charts.bars(slide, CHART, _drawn(made), brief.locale), said)
        rows = [
            [TableCell(line.label), *(TableCell(_words(cell)) for cell in line.cells)]
            for line in lines
        ]
        place = BESIDE if is_drawn else ALONE
        table(slide, place, SlideTable(made.headings, rows, said, size=size))
        yield slide


def _drawn(made: Table) -> ChartNumbers:
    """The column that is drawn; where a cell has words instead of a number, its name tells them."""
    drawn = made.drawn or 0
    cells = [line.cells[drawn] for line in made.lines]
    values = [cell.words if isinstance(cell.value, str) else cell.value for cell in cells]
    names = [
        f"{line.label} ({value})" if isinstance(value, str) else line.label
        for line, value in zip(made.lines, values, strict=True)
    ]
    return ChartNumbers(names, [ChartColumn("", made.columns[drawn], values)])


def _words(cell: Cell) -> str:
    day = f" ({cell.day})" if cell.day else ""
    return f"{cell.words}{' r' if cell.revised else ''}{day}"


def _missing(found: Deck, brief: Brief) -> Iterator[Slide]:
    columns = brief.grids[0].columns if brief.grids else ()
    rows = [
        [TableCell(f"{grid.caption} – {name}"), *(_combination(cell) for cell in cells)]
        for grid in brief.grids
        for name, cells in grid.rows
    ]
    parts = rows_of_slides(rows)
    corner = f"{brief.labels['language']} – {brief.labels['venue_type']}"
    said = f"{brief.missing.sentence} {_key(brief)}".strip()
    for at, shown in enumerate(parts):
        title = numbered_title(brief, brief.missing.title, at, len(parts))
        slide = finding_slide(found, title, said)
        if shown:
            table(slide, ALONE, SlideTable((corner, *columns), shown, said, size=13))
        yield slide


def _key(brief: Brief) -> str:
    """The signs of the grids in use, and what each means."""
    levels = {
        cell.level.value: cell.words
        for grid in brief.grids
        for _, cells in grid.rows
        for cell in cells
        if cell.level
    }
    return " · ".join(f"{SIGNS[one]} {levels[one]}" for one in SIGNS if one in levels)


def _combination(cell: BriefCell) -> TableCell:
    if cell.level is None:
        return TableCell(cell.count)
    level = cell.level.value
    return TableCell(f"{SIGNS[level]} {cell.count}", FILLS[level])


def _lists(lists: Sequence[BriefList]) -> Iterator[Paragraph]:
    for one in lists:
        yield [Said(one.title, 20, bold=True)]
        yield from ([Said(item, 18, bullet=True)] for item in one.items)


def _definitions(sections: Sequence[Section]) -> Iterator[Paragraph]:
    for one in sections:
        yield [Said(f"{one.title}. ", 16, bold=True), Said(one.sentence, 16)]


def _source(brief: Brief) -> Iterator[Paragraph]:
    if brief.cite:
        yield [Said(f"{brief.labels['cite']} ", 16, bold=True), Said(brief.cite, 16)]
    if not brief.address:
        return
    address = brief.address if brief.address.startswith("http") else ""
    yield [
        Said(f"{brief.labels['back']} ", 16, bold=True),
        Said(brief.address, 16, address=address),
    ]
