"""Files as other programs write them."""

import csv
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from odf.opendocument import OpenDocumentSpreadsheet, load
from odf.style import Style, TableProperties, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.cell import range_boundaries

from dashboard.importers.files import RereadableFile
from dashboard.importers.files.book import read_book
from dashboard.importers.files.source import Row

Rows = Sequence[Sequence[Any]]


def write_csv(path: Path, rows: Rows, *, separator: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Rows) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for cell in (cell for line in book.active.iter_rows() for cell in line):
        if cell.data_type == "f":  # text that begins with "=" is text
            cell.data_type = "s"
    book.save(path)
    return path


def write_ods(path: Path, rows: Rows) -> Path:
    pd.DataFrame(list(rows)).to_excel(path, engine="odf", index=False, header=False)
    return path


def write_sheets(path: Path, sheets: Mapping[str, Rows], hidden: Collection[str] = ()) -> Path:
    """A workbook of several sheets, XLSX by openpyxl or ODS by odfpy."""
    (_sheets_of_xlsx if path.suffix == ".xlsx" else _sheets_of_ods)(path, sheets, hidden)
    return path


def _sheets_of_xlsx(path: Path, sheets: Mapping[str, Rows], hidden: Collection[str]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "veryHidden" if name in hidden else "visible"
    if not set(sheets) - set(hidden):
        book.create_sheet("Blank")  # openpyxl writes no workbook without a visible sheet
    book.active = next(at for at, one in enumerate(book.worksheets) if one.sheet_state == "visible")
    book.save(path)


def _sheets_of_ods(path: Path, sheets: Mapping[str, Rows], hidden: Collection[str]) -> None:
    document = OpenDocumentSpreadsheet()
    invisible = Style(name="hidden", family="table")
    invisible.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(invisible)
    for name, rows in sheets.items():
        table = Table(name=name, **({"stylename": invisible} if name in hidden else {}))
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(path)


def _ods_cell(value: object) -> TableCell:
    match value:
        case datetime():
            return TableCell(valuetype="date", datevalue=value.date().isoformat())
        case int() | float():
            return TableCell(valuetype="float", value=value)
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=value))
    return cell


WRITERS = {"csv": write_csv, "xlsx": write_xlsx, "ods": write_ods}


def write(path: Path, rows: Rows) -> Path:
    """Whatever kind the name ends in."""
    return WRITERS[path.suffix.removeprefix(".")](path, rows)


def multipart(file: bytes, name: str, **fields: str) -> tuple[bytes, str]:
    """A file and fields as a browser sends them, and the type that it names."""
    between = "a-line-between-parts"
    head = f"--{between}\r\nContent-Disposition: form-data; name="
    said = "".join(f'{head}"{key}"\r\n\r\n{value}\r\n' for key, value in fields.items())
    said += f'{head}"file"; filename="{name}"\r\n\r\n'
    body = said.encode() + file + f"\r\n--{between}--\r\n".encode()
    return body, f"multipart/form-data; boundary={between}"


def session(**cells: Any) -> dict[str, Any]:
    """A sound row of a session file, with these cells changed or added."""
    return {
        "reference": "S-1",
        "date": "2015-03-25",
        "status": "delivered",
        "kind": "discussion",
        "language": "en",
        "venue": "HS-01",
        "total": "12",
    } | cells


def as_rows(*sessions: dict[str, Any]) -> list[tuple[Any, ...]]:
    """A header and the rows under it."""
    columns = list(dict.fromkeys(name for cells in sessions for name in cells))
    return [tuple(columns), *(tuple(cells.get(name, "") for name in columns) for cells in sessions)]


def strike_out(path: Path, *rows: int, repeated: int = 1) -> Path:
    """Strike rows of the first sheet through; one of ODS may be ``repeated``."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        for row in rows:
            for cell in book.worksheets[0][row]:
                cell.font = Font(strike=True)
        book.save(path)
        return path
    document = load(path)
    style = Style(name="struck", family="table-cell")
    style.addElement(TextProperties(textlinethroughstyle="solid"))
    document.automaticstyles.addElement(style)
    lines = document.getElementsByType(TableRow)
    for row in rows:
        for cell in lines[row - 1].getElementsByType(TableCell):
            cell.setAttribute("stylename", "struck")
        if repeated > 1:
            lines[row - 1].setAttribute("numberrowsrepeated", repeated)
    document.save(path)
    return path


def merge(path: Path, *ranges: str) -> Path:
    """Merge cells of the first sheet, such as ``B5:B7``."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        for merged in ranges:
            book.worksheets[0].merge_cells(merged)
        book.save(path)
        return path
    document = load(path)
    lines = document.getElementsByType(TableRow)
    for merged in ranges:
        left, top, right, bottom = range_boundaries(merged)
        for line in lines[top - 1 : bottom]:
            for cell in line.getElementsByType(TableCell)[left - 1 : right]:
                if cell.childNodes:
                    cell.setAttribute("numberrowsspanned", bottom - top + 1)
                    cell.setAttribute("numbercolumnsspanned", right - left + 1)
                else:
                    cell.qname = CoveredTableCell().qname
                    cell.tagName = CoveredTableCell().tagName
    document.save(path)
    return path


def everything(book: RereadableFile) -> list[tuple[str, bool, list[Row]]]:
    """The sheets of a book: name, whether it is hidden, and rows."""
    return [(sheet.name, sheet.hidden, list(sheet.rows)) for sheet in book.read(None).each]


def read_here(path: Path) -> list[tuple[str, bool, list[Row]]]:
    """The same of a file, read in this very process."""
    with path.open("rb") as file, read_book(file) as book:
        return everything(book)
