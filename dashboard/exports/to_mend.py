"""A workbook of rows to correct: each as in its file, with what is wrong beside it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from sqlalchemy import Engine

from dashboard.domain.shared.characters import for_xml
from dashboard.i18n import Locale, text
from dashboard.importers.files import Cell
from dashboard.importers.formulas import guarded
from dashboard.importers.order import ImportOrder
from dashboard.importers.sessions import IN_FILES, REMEDY, WRONG
from dashboard.importers.to_mend import ToMend, to_mend

MOST_ROWS = 1_048_575  # that a sheet has below its header
WIDE, NARROW = 48, 18
FAULTY = PatternFill("solid", fgColor="FFF2C6C0")
HEADER = Font(bold=True)
LINES = Alignment(wrap_text=True, vertical="top")
LONGEST_TITLE = 31  # Excel's own limit
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def write_to_mend(engine: Engine, order: ImportOrder, file: IO[bytes], locale: Locale) -> int:
    """Write the workbook, and return the number of its rows.

    Each sheet keeps its name from the file, if it has one; sheets without such rows are left out.
    The last two columns say what is wrong, one line per fault. The importer skips them, so the
    corrected workbook imports without changes.

    Raises:
        BadFileError: The file cannot be read, or not to its end.
    """
    book = Workbook(write_only=True)
    written, unwritten = 0, []
    with to_mend(engine, order, locale) as sheets:
        for name, header, rows in sheets:
            if first := next(rows, None):
                written += _write(_sheet(book, name, locale), header, chain([first], rows), locale)
            else:
                unwritten.append((name, header))
    for name, header in unwritten[:1] if not written else ():
        _write(_sheet(book, name, locale), header, iter(()), locale)
    book.save(file)
    return written


def _write(sheet: Any, header: list[Cell], rows: Iterator[ToMend], locale: Locale) -> int:  # noqa: ANN401 - as below
    width, written = len(header), 0
    _shape(sheet, width)
    sheet.append([_styled(sheet, cell, font=HEADER) for cell in (*header, *_added(locale))])
    for row in islice(rows, MOST_ROWS):
        sheet.append(list(_row(sheet, row, width)))
        written += 1
    return written


def _sheet(book: Workbook, name: str, locale: Locale) -> Any:  # noqa: ANN401
    """Add a sheet of that name, as far as Excel accepts it; of one in our words if it is blank."""
    found = INVALID_TITLE_REGEX.sub("_", name)[:LONGEST_TITLE].strip("'")
    return book.create_sheet(found or text("Rows to fix").say(locale))


def _shape(sheet: Any, width: int) -> None:  # noqa: ANN401 - openpyxl's stubs know no such sheet
    sheet.freeze_panes = "A2"
    for at in range(1, width + 3):
        sheet.column_dimensions[get_column_letter(at)].width = WIDE if at > width else NARROW


def _added(locale: Locale) -> Sequence[str]:
    at = 1 if locale is Locale.FR else 0
    return [IN_FILES[column][at].capitalize() for column in (WRONG, REMEDY)]


def _row(sheet: Any, row: ToMend, width: int) -> Iterator[Any]:  # noqa: ANN401
    bad = {at for at, _, _ in row.faults}
    cells = (*row.cells[:width], *[""] * (width - len(row.cells)))
    for at, cell in enumerate(cells):
        yield _styled(sheet, cell, fill=FAULTY if at in bad else None)
    yield _styled(sheet, "\n".join(wrong for _, wrong, _ in row.faults), alignment=LINES)
    yield _styled(sheet, "\n".join(way for *_, way in row.faults), alignment=LINES)


def _styled(sheet: Any, value: Any, **style: Any) -> Any:  # noqa: ANN401
    """A cell that no spreadsheet runs as a formula, and that has its text as it was."""
    is_text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, for_xml(value) if is_text else value)
    if is_text:
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = guarded(value) != value
    elif isinstance(value, datetime):
        cell.number_format = MOMENT if value.time() != datetime.min.time() else DAY
    for name, one in style.items():
        if one is not None:
            setattr(cell, name, one)
    return cell
