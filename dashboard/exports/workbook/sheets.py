"""A sheet for each chart: its table, its finding beside it, and the chart itself."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from dashboard.exports.charts.table import ChartArea, FigureTable, Kind, Value
from dashboard.exports.workbook.native import chart
from dashboard.exports.workbook.pens import allowed
from dashboard.i18n import text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from dashboard.exports.workbook.pens import Pens
    from dashboard.i18n import Locale

NARROW, WIDE = 9, 44
LINE = 78  # characters of the finding in one row, as wide as the chart
TABLE_STYLE = "Table Style Light 15"
CHART_SIZE = {"width": 720, "height": 405}
MOVES = 2  # with the cells, but keeps its size


def write_sheet(book: Workbook, name: str, table: FigureTable, pens: Pens, locale: Locale) -> None:
    """Write it: the headings are the first row, which stays in sight."""
    sheet = book.add_worksheet(name)
    _table(sheet, table, pens)
    free, drawn = len(table.columns) + 1, table.drawn
    if _has_signs(table):
        drawn = _without_signs(sheet, table, pens, locale)
        free = drawn.numbers[-1] + 2
    pens.words(sheet, 0, free, table.title, "heading")
    lines = wrap(table.sentence, LINE)
    for at, line in enumerate(lines, start=1):
        pens.words(sheet, at, free, line, "soft")
    if drawn.numbers and drawn.rows:
        picture = chart(book, name, table, drawn)
        picture.set_size(CHART_SIZE)
        words = allowed(f"{table.title}. {table.sentence}")
        options = {"description": words, "object_position": MOVES}
        sheet.insert_chart(len(lines) + 2, free, picture, options)
    sheet.freeze_panes(1, table.drawn.names + 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _table(sheet: Worksheet, table: FigureTable, pens: Pens) -> None:
    headings = [column.heading for column in table.columns]
    if table.rows:
        sheet.add_table(
            0,
            0,
            len(table.rows),
            len(headings) - 1,
            {
                "name": table.code,
                "style": TABLE_STYLE,
                "columns": [
                    {"header": heading, "header_format": pens["label"]} for heading in headings
                ],
            },
        )
    else:
        for at, heading in enumerate(headings):
            pens.words(sheet, 0, at, heading, "label")
    for at, (column, heading) in enumerate(zip(table.columns, headings, strict=True)):
        for down, row in enumerate(table.rows, start=1):
            pens.value(sheet, down, at, row[at], column.kind)
        longest = max((len(str(row[at])) for row in table.rows), default=0)
        sheet.set_column(at, at, min(max(longest, len(heading) + 4, NARROW), WIDE))


def _has_signs(table: FigureTable) -> bool:
    drawn = table.drawn
    cells = (row[at] for row in table.rows[: drawn.rows] for at in drawn.numbers)
    return any(isinstance(cell, str) for cell in cells)


def _without_signs(sheet: Worksheet, table: FigureTable, pens: Pens, locale: Locale) -> ChartArea:
    """What is drawn once more, a blank for each sign or range: a chart would draw them as zero.

    Returns where it stands. The names of the rows say where a sign or a range is, and which.
    """
    wanted, begin = table.drawn, len(table.columns) + 1
    rows = table.rows[: wanted.rows]
    kind = table.columns[wanted.names].kind
    pens.words(sheet, 0, begin, text("In the chart").say(locale), "soft")
    longest = NARROW
    for down, row in enumerate(rows, start=1):
        name = row[wanted.names]
        if kind is Kind.WORDS:
            name = f"{name}{_sign(row, wanted.numbers)}"
        longest = max(longest, len(str(name)))
        pens.value(sheet, down, begin, name, kind)
    sheet.set_column(begin, begin, min(longest, WIDE))
    numbers = tuple(range(begin + 1, begin + 1 + len(wanted.numbers)))
    for at, column in zip(numbers, wanted.numbers, strict=True):
        pens.words(sheet, 0, at, table.columns[column].heading, "soft")
        for down, row in enumerate(rows, start=1):
            if not isinstance(row[column], str):
                pens.value(sheet, down, at, row[column], Kind.NUMBER)
    return ChartArea(begin, numbers, wanted.rows)


def _sign(row: tuple[Value, ...], columns: tuple[int, ...]) -> str:
    found = next((row[at] for at in columns if isinstance(row[at], str)), "")
    return f" ({found})" if found else ""
