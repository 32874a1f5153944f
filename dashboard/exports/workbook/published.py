"""The tables of a publication for its workbook: its cells as the public page writes them.

A range stands in its cell in words, with its two ends as numbers in columns of their own: no number
is made of it. What comes from an earlier day, or was revised, has a remark beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.progress.breakdowns import MONTH
from dashboard.exports.charts.table import ChartArea, FigureColumn, FigureTable, Kind, Value
from dashboard.exports.charts.tables import CODE, FIGURES
from dashboard.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.cards.briefs import Brief, BriefTable
    from dashboard.cards.parts import Cell, Table
    from dashboard.i18n import Locale

    Column = tuple[FigureColumn, list[Value]]

NAMES = 1
"""The column of names, after that of codes."""
REVISED = "r"
PERCENT = "percent"


def figure_tables(of: Brief) -> Iterator[FigureTable]:
    """The tables of the brief, in its order."""
    for one in of.tables:
        yield _table(one, of.locale)


def _table(one: BriefTable, locale: Locale) -> FigureTable:
    lines = one.table.lines
    names = FIGURES.get(one.code, tuple(line.code or "people" for line in lines))
    codes = names[: len(lines)]
    kind = Kind.MONTH if one.code == MONTH.code else Kind.WORDS
    columns: list[Column] = [
        (FigureColumn(CODE.say(locale), kind), [*codes]),
        (FigureColumn(one.table.corner), [line.label for line in lines]),
    ]
    begins = []
    for at in range(len(one.table.columns)):
        begins.append(len(columns))
        columns += _columns(one.table, at, locale)
    drawn = begins[one.table.drawn or 0]
    charted = sum(code != PERCENT for code in codes)
    values = columns[drawn][1][:charted]
    has_numbers = any(not isinstance(value, str) for value in values)
    return FigureTable(
        one.code,
        one.table.title,
        one.sentence,
        one.definition,
        tuple(column for column, _ in columns),
        tuple(zip(*(cells for _, cells in columns), strict=True)),
        ChartArea(NAMES, (drawn,), charted) if has_numbers else ChartArea(NAMES),
    )


def _columns(table: Table, at: int, locale: Locale) -> Iterator[Column]:
    """A column of the page, and what its cells need beside them."""
    heading, cells = table.columns[at], [line.cells[at] for line in table.lines]
    if table.has_words(at):
        yield FigureColumn(heading), [cell.value for cell in cells]
        return
    yield (
        FigureColumn(heading, Kind.NUMBER),
        [cell.words if cell.range else cell.value for cell in cells],
    )
    if any(cell.range for cell in cells):
        for words, end in ((text("Low"), "low"), (text("High"), "high")):
            ends: list[Value] = [getattr(cell.range, end) if cell.range else "" for cell in cells]
            yield FigureColumn(f"{heading} – {words.say(locale)}", Kind.NUMBER), ends
    if any(_remark(cell) for cell in cells):
        remarks: list[Value] = [_remark(cell) for cell in cells]
        yield FigureColumn(f"{heading} – {text('Remark').say(locale)}"), remarks


def _remark(cell: Cell) -> str:
    """That it was revised, and the earlier day that it is of."""
    said: Sequence[str] = (REVISED if cell.revised else "", cell.day)
    return ", ".join(filter(None, said))
