"""The workbook that coordinators fill in with sessions, and that imports without changes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection, select

from dashboard.domain.sessions.column import CHOSEN, ColumnType
from dashboard.domain.sessions.columns import BY_CODE, around_ages
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.exports.template_checks import check_cells
from dashboard.exports.template_field import LAST_ROW, TemplateField
from dashboard.exports.template_guide import Guidance, guidance, introduction
from dashboard.i18n import Locale, text
from dashboard.importers import sessions
from dashboard.importers.column import Column
from dashboard.importers.formulas import guarded
from dashboard.importers.own_sheets import GUIDE, LISTS
from dashboard.importers.subject import Context
from dashboard.importers.words import by_code
from dashboard.queries.shared.text_order import by_text
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import Facilitator

_NARROW, _LIST = 12, 18  # how wide a column is that says nothing else
_FORMATS = {ColumnType.DATE: "yyyy-mm-dd"} | dict.fromkeys(
    (ColumnType.REFERENCE, ColumnType.NOTE, ColumnType.FACILITATORS), "@"
)

_HEADER = PatternFill("solid", fgColor="1F3D5C")
_HEADER_FONT = Font(bold=True, color="FFFFFF")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_template(connection: Connection, file: Path | BinaryIO, locale: Locale) -> None:
    """Write the workbook (XLSX) in one language: the sheet to fill in, its lists and a guide.

    The lists hold today's reference data. The sheet to fill in is the first, with blank prepared
    rows: the importer reads whatever is in it.

    Raises:
        OSError: The file can't be written.
    """
    words = vocabulary(connection)
    codes = connection.scalars(select(Facilitator.code).order_by(by_text(Facilitator.code))).all()
    columns = _columns(words, codes)
    lists = _lists(columns, locale)
    labels = {group.code: group.label(locale) for group in words.ages}
    fields = _fields(columns, guidance(words.ages, lists))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = text("Sessions").say(locale)
    _fill_data_sheet(sheet, fields, labels, locale)
    ranges = _fill_lists(book.create_sheet(LISTS.say(locale)), fields, lists, locale)
    _fill_guide(book.create_sheet(GUIDE.say(locale)), fields, labels, locale)
    check_cells(sheet, fields, ranges, locale)
    book.properties.creator = "imPACT"
    book.properties.title = text("Sessions to import").say(locale)
    book.save(file)


def _columns(words: Vocabulary, codes: Iterable[str]) -> dict[str, Column]:
    """The importer's columns by code; the note comes last, since it is long."""
    context = Context(words, (), by_code(codes), date.min)
    known = {column.code: column for column in sessions.SUBJECT.checks(context).columns}
    before, after = around_ages()
    return {code: known[code] for code in (*before, *words.ages.codes, *after)}


def _lists(columns: Mapping[str, Column], locale: Locale) -> dict[str, list[str]]:
    """The choices for each column."""
    return {
        code: [term.label(locale) for term in column.terms]
        for code, column in columns.items()
        if code in BY_CODE and BY_CODE[code].type in CHOSEN
    }


def _fields(columns: Mapping[str, Column], told: Mapping[str, Guidance]) -> list[TemplateField]:
    return [
        TemplateField(column, get_column_letter(at), told[code])
        for at, (code, column) in enumerate(columns.items(), start=1)
    ]


def _fill_data_sheet(
    sheet: Worksheet, fields: Iterable[TemplateField], labels: Mapping[str, str], locale: Locale
) -> None:
    for field in fields:
        _head(sheet[f"{field.letter}1"], field.header(locale, labels))
        sheet.column_dimensions[field.letter].width = field.width or _NARROW
        for row in range(2, LAST_ROW + 1):
            cell = sheet[f"{field.letter}{row}"]
            cell.number_format = _FORMATS.get(field.type, "General")
            cell.alignment = Alignment(wrap_text=field.type is ColumnType.NOTE, vertical="top")
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _fill_lists(
    sheet: Worksheet,
    fields: Iterable[TemplateField],
    lists: Mapping[str, Sequence[str]],
    locale: Locale,
) -> dict[str, str]:
    """Write one column per list, and return the position of each by its column's code."""
    ranges = {}
    listed = [field for field in fields if field.code in lists]
    for at, field in enumerate(listed, start=1):
        letter, choices = get_column_letter(at), lists[field.code]
        _head(sheet[f"{letter}1"], field.header(locale, {}).removesuffix(" *"))
        for row, choice in enumerate(choices, start=2):
            sheet[f"{letter}{row}"] = guarded(choice)
        sheet.column_dimensions[letter].width = field.width or _LIST
        if choices:
            place = f"${letter}$2:${letter}${len(choices) + 1}"
            ranges[field.code] = f"{quote_sheetname(sheet.title)}!{place}"
    sheet.freeze_panes = "A2"
    return ranges


def _fill_guide(
    sheet: Worksheet, fields: Iterable[TemplateField], labels: Mapping[str, str], locale: Locale
) -> None:
    """Write the guide: each column with its instruction, and one session as an example."""
    lines = introduction()
    for row, line in enumerate(lines, start=1):
        sheet[f"A{row}"] = line.say(locale)
        sheet[f"A{row}"].alignment = _WRAPPED
        sheet.merge_cells(f"A{row}:C{row}")
        sheet.row_dimensions[row].height = 32
    sheet["A1"].font = Font(bold=True, size=14)
    row = len(lines) + 2
    for letter, title in zip("ABC", _GUIDE_TITLES, strict=True):
        _head(sheet[f"{letter}{row}"], title.say(locale))
    for field in fields:
        row += 1
        said = field.guidance
        cells = (field.header(locale, labels), said.what.say(locale), said.example)
        for letter, value in zip("ABC", cells, strict=True):
            sheet[f"{letter}{row}"] = guarded(value)
            sheet[f"{letter}{row}"].alignment = _WRAPPED
    for letter, width in zip("ABC", (26, 70, 30), strict=True):
        sheet.column_dimensions[letter].width = width


_GUIDE_TITLES = (text("Column"), text("What to write"), text("Example"))


def _head(cell: Cell, title: str) -> None:
    cell.value = guarded(title)
    cell.fill = _HEADER
    cell.font = _HEADER_FONT
    cell.alignment = _WRAPPED
