"""The whole workbook in one language: what must be known first, then a sheet for each chart."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from dashboard.cards.briefs import Brief
from dashboard.exports.charts.table import FigureTable
from dashboard.exports.workbook.cover import write_cover
from dashboard.exports.workbook.language import in_language
from dashboard.exports.workbook.pens import Pens, allowed
from dashboard.exports.workbook.sheets import write_sheet
from dashboard.exports.workbook.titles import sheet_names
from dashboard.i18n import text

NEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What text in a cell is never taken for."""
AUTHOR = "imPACT"
LONGEST_PROPERTY = 255  # characters


def workbook(of: Brief, tables: Iterable[FigureTable], made: datetime) -> bytes:
    """The workbook as a file.

    Args:
        of: The brief of the same answer, for the words around the numbers.
        tables: The tables in their order.
        made: When; it stands in the file’s own data.
    """
    shown: Sequence[FigureTable] = tuple(tables)
    file = BytesIO()
    book = Workbook(file, {"in_memory": True} | NEVER)
    about = text("About").say(of.locale)
    names = sheet_names(about, [one.title for one in shown])
    book.set_properties(
        {
            "title": allowed(of.title),
            "subject": allowed(of.labels["brief"] if of.cite else of.showing)[:LONGEST_PROPERTY],
            "author": AUTHOR,
            "comments": allowed(of.audience),
            "created": made.replace(tzinfo=None),
        }
    )
    pens = Pens(book)
    write_cover(book.add_worksheet(about), of, list(zip(names, shown, strict=True)), pens)
    for name, table in zip(names, shown, strict=True):
        write_sheet(book, name, table, pens, of.locale)
    book.close()
    return in_language(file.getvalue(), of.locale)
