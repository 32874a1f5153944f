"""A brief as plain values: what its paper and its slides show, in one language.

Live figures and publications make the same values, each from what it may see; see
``exports.briefs.content`` and ``publications.drawings.briefs``.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from dashboard.cards import paper
from dashboard.cards.card import Card
from dashboard.cards.parts import Cell, GroupMark, Line, StatusMark, Table
from dashboard.domain.progress.coverage import CoverageLevel
from dashboard.figures.curve import Curve
from dashboard.figures.curve_series import CurveSeries, series
from dashboard.figures.gauges import arcs
from dashboard.figures.shapes import PENS
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.progress import last_months as months_told
from dashboard.sentences.shared import choices


class Section(NamedTuple):
    """A part of a brief: its heading and its sentence, which may be empty."""

    title: str
    sentence: str


class DialStroke(NamedTuple):
    """A stroke of a dial, from back to front: where, in percent of the half circle; its pen.

    A ``straight`` one is a line across the half circle.
    """

    start: float
    length: float
    width: float
    colour: str
    straight: bool = False


@dataclass(frozen=True, slots=True)
class BriefGauge:
    """A gauge: the face that pages show, in parts. ``dial`` and ``months`` are SVG, or empty.

    ``strokes`` are those of the dial, for programs that draw them with shapes of their own.
    """

    title: str
    sentence: str
    dial: str
    strokes: tuple[DialStroke, ...]
    value: Cell | None
    of: str
    unit: str
    status: StatusMark | None
    planned: str
    groups: tuple[GroupMark, ...]
    bars: tuple[Line, ...]
    months: str
    months_caption: str


@dataclass(frozen=True, slots=True)
class BriefCurve:
    """The curve: an SVG picture, its key, what happened at the numbers drawn in it, its numbers."""

    picture: str
    key: str
    happened: tuple[str, ...]
    series: CurveSeries


@dataclass(frozen=True, slots=True)
class BriefBars:
    """A breakdown: its table, with the part of the longest bar for each row (``None``: hidden)."""

    table: Table
    shares: tuple[float | None, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class BriefCell:
    """A combination in the grid: its sessions, and how far it is covered; empty if not asked."""

    count: str
    level: CoverageLevel | None
    words: str


@dataclass(frozen=True, slots=True)
class BriefGrid:
    """The combinations of one language: a row a venue type, a column an age group."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[BriefCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class BriefTable:
    """The numbers of a card, for a workbook, with its finding and how they are counted."""

    code: str
    table: Table
    sentence: str
    definition: str


class BriefList(NamedTuple):
    """A list with its name; ``fewer`` are shorter ones, the longest first, if paper runs out."""

    title: str
    items: tuple[str, ...]
    fewer: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief in one language; ``empty`` says why there are no figures, if there are none.

    What a brief does not have is empty, ``None`` for the curve. ``note`` is that of a publication.
    ``cite`` says how to cite it, ``tables`` are the numbers for its workbook.
    """

    locale: Locale
    title: str
    labels: dict[str, str]
    audience: str
    demonstration: str
    fresh: str
    showing: str
    headline: tuple[str, ...]
    empty: str
    gauges: tuple[BriefGauge, ...]
    ahead: Section
    curve: BriefCurve | None
    breakdowns: tuple[BriefBars, ...]
    missing: Section
    grids: tuple[BriefGrid, ...]
    decisions: tuple[BriefList, ...]
    definitions: tuple[Section, ...]
    address: str
    version: str
    note: str = ""
    cite: str = ""
    more: tuple[BriefList, ...] = ()
    tables: tuple[BriefTable, ...] = ()


LABELS = {
    "brief": text("Brief"),
    "headline": text("In short"),
    "gauges": text("In figures"),
    "breakdowns": text("For whom"),
    "decisions": text("What to decide"),
    "definitions": text("How this is counted"),
    "back": text("See it in the dashboard:"),
    "page": text("{at} of {count}", at="{at}", count="{count}"),
    "venue_type": choices.dimension("venue_type"),
    "language": choices.dimension("language"),
    "cite": text("Cite as:"),
}


def labels(locale: Locale) -> dict[str, str]:
    """The words that stand in every brief."""
    return {name: capitalise(words.say(locale)) for name, words in LABELS.items()}


def gauge(card: Card) -> BriefGauge:
    """The face of a gauge's card."""
    recent = card.recent
    return BriefGauge(
        title=card.title,
        sentence=card.sentence,
        dial=paper.dial(card),
        strokes=tuple(
            DialStroke(arc.start, arc.length, pen.width, pen.colour, arc.straight)
            for arc in (arcs(card.gauge) if card.gauge else ())
            for pen in PENS[arc.stroke]
        ),
        value=card.value,
        of=card.of,
        unit=card.unit,
        status=card.status,
        planned=card.planned,
        groups=card.groups,
        bars=card.bars,
        months=paper.months(card),
        months_caption=months_told.caption(recent).say(card.locale) if recent else "",
    )


def curve(shown: Curve, key: str, happened: tuple[str, ...], locale: Locale) -> BriefCurve:
    """The curve, which must have months; ``happened`` is what its numbers stand for."""
    return BriefCurve(paper.whole_curve(shown, locale), key, happened, series(shown, locale))


def bars(card: Card) -> BriefBars:
    """The table of a breakdown's card; the bar of a range reaches to its low end."""
    table = card.table
    cells = [line.cells[table.drawn or 0] for line in table.lines]
    values = [cell.range.low if cell.range else cell.value for cell in cells]
    counts = [Decimal(one) if isinstance(one, int | Decimal) else None for one in values]
    highest = [Decimal(cell.range.high) for cell in cells if cell.range]
    most = max((one for one in (*counts, *highest) if one), default=Decimal(1))
    shares = tuple(None if one is None else float(one / most) for one in counts)
    return BriefBars(table, shares, card.sentence)
