"""Rows that somebody struck through, as Excel, LibreOffice and Google Sheets keep that."""

from pathlib import Path

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P, Span
from openpyxl import Workbook
from openpyxl.styles import Font

from dashboard.importers.files.apart import open_book
from dashboard.importers.files.book import read_book
from dashboard.importers.files.source import RereadableFile, Sheet, Sheets
from dashboard.importers.tables import tables
from tests.importers.files.test_files import with_strings
from tests.support.files import strike_out, write, write_csv

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TABLE = [("reference", "total", "note"), ("S-1", 1, "a"), ("S-2", 2, "b"), ("S-3", 3, "c")]


def struck(path: Path) -> list[int]:
    """The rows that are struck out, each told when it is read."""
    with open_book(path) as book:
        return [
            number
            for sheet in book.read(None).each
            for number, _ in sheet.rows
            if number in sheet.struck
        ]


def remembered(path: Path) -> set[int]:
    """The struck rows that the reader still keeps when nobody reads them any more."""
    with path.open("rb") as file, read_book(file) as book:
        sheet = next(book.read(None).each)
        read = {number for number, _ in sheet.rows}
        return sheet.struck - read


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_row_whose_cells_are_struck_through_is_told(tmp_path, kind):
    path = strike_out(write(tmp_path / f"f.{kind}", TABLE), 3)
    assert struck(path) == [3]


def test_a_table_without_styles_has_none(tmp_path):
    assert struck(write_csv(tmp_path / "f.csv", TABLE)) == []
    assert struck(write(tmp_path / "f.xlsx", TABLE)) == []


def test_a_number_that_was_corrected_leaves_its_row_and_a_remark_beside_a_struck_one_does(tmp_path):
    book = Workbook()
    for row in TABLE:
        book.active.append(row)
    for place in ("B2", "A3", "B3"):
        book.active[place].font = Font(strike=True)
    book.active["A4"].font = Font(strike=False)
    book.save(tmp_path / "f.xlsx")
    assert struck(tmp_path / "f.xlsx") == [3]


def test_text_of_xlsx_that_is_struck_through_piece_by_piece(tmp_path):
    path = write(tmp_path / "f.xlsx", [("a",)])
    piece = "<r><rPr>{}<sz val='11'/></rPr><t>{}</t></r>"
    strings = (
        f"<sst {MAIN}><si><t>a</t></si>"
        f"<si>{piece.format('<strike/>', 'b1')}{piece.format('<strike/>', 'b2')}</si>"
        f"<si>{piece.format('<strike/>', 'c1')}{piece.format('', 'c2')}</si>"
        f"<si>{piece.format('<strike/>', ' ')}</si></sst>"
    )
    rows = "".join(f'<row><c t="s"><v>{at}</v></c></row>' for at in range(4))
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    path = with_strings(path, sheet, strings)
    assert (struck(path), remembered(path)) == ([2], set())


def test_a_row_of_ods_whose_style_or_text_is_struck_through(tmp_path):
    document = OpenDocumentSpreadsheet()
    line = {"textlinethroughstyle": "solid"}
    for family, name, properties in (
        ("table-cell", "gone", line),
        ("table-cell", "child", {}),
        ("table-cell", "back", {"textlinethroughstyle": "none"}),
        ("text", "T1", line),
    ):
        parent = {"parentstylename": "gone"} if name in ("child", "back") else {}
        style = Style(name=name, family=family, **parent)
        style.addElement(TextProperties(**properties))
        document.automaticstyles.addElement(style)
    table = Table(name="January")
    for of_row, of_cell, of_text in (
        ("", "", ""),
        ("gone", "", ""),
        ("", "child", ""),
        ("gone", "back", ""),
        ("", "", "T1"),
    ):
        row = TableRow(**({"defaultcellstylename": of_row} if of_row else {}))
        cell = TableCell(valuetype="string", **({"stylename": of_cell} if of_cell else {}))
        text = P()
        text.addElement(Span(text="said", stylename=of_text) if of_text else Span(text="said"))
        cell.addElement(text)
        row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(tmp_path / "f.ods")
    assert struck(tmp_path / "f.ods") == [2, 3, 5]


def test_a_struck_row_that_is_repeated_is_told_each_time(tmp_path):
    path = strike_out(write(tmp_path / "f.ods", TABLE), 4, repeated=3)
    assert struck(path) == [4, 5, 6]


def test_a_struck_row_in_which_nothing_can_be_seen_is_not_remembered(tmp_path):
    path = strike_out(write(tmp_path / "f.ods", [("a",), (" ",), ("b",)]), 2)
    assert remembered(path) == set()


def test_however_many_rows_are_struck_out_few_are_remembered_at_once():
    struck: set[int] = set()

    def rows():
        for number in range(1, 2_000):
            struck.add(number)
            yield number, [number]

    sheet = Sheet("January", hidden=False, rows=rows(), struck=struck)
    book = RereadableFile(lambda _: Sheets(iter([sheet]), lambda: 1.0))
    (table,) = tables(book, None, []).each
    told = 0
    for number, _ in table.rows:
        told += number in table.struck
        assert len(table.struck) + len(struck) < 50
    assert told == 1_999
