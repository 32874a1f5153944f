"""The numbers of charts as CSV that programs read without options, with their captions beside.

A file has one row of headings, in UTF-8; a column of signs beside each column of numbers says why
one is missing. What people must know of the numbers stands once, in the caption.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.cards.briefs import Brief
from dashboard.exports.charts.table import SIGNS, FigureColumn, FigureTable, Kind, Value
from dashboard.i18n import Locale, text
from dashboard.importers.formulas import guarded_in_csv

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for the letters of another age


LIKE_A_DATE = re.compile(r"\d{1,2}-\d{1,2}")
"""What Excel takes for a day and a month; an en dash, as in labels, is no such sign."""


class Separator(StrEnum):
    """What stands between two cells; with semicolons a file is made for Excel."""

    COMMA = "comma"
    SEMICOLON = "semicolon"


def as_csv(table: FigureTable, locale: Locale, separator: Separator = Separator.COMMA) -> bytes:
    """The table as a file.

    With semicolons it has the mark that Excel knows UTF-8 by, and in French decimal commas, as
    Excel expects them.
    """
    for_excel = separator is Separator.SEMICOLON
    file = StringIO(newline="")
    pen = csv.writer(file, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    pen.writerow([guarded_in_csv(one) for one in _headings(table.columns, locale)])
    comma = for_excel and locale is Locale.FR
    for row in table.rows:
        pen.writerow([*_cells(table.columns, row, decimal_comma=comma)])
    return ((BYTE_ORDER_MARK if for_excel else "") + file.getvalue()).encode()


def caption(table: FigureTable, of: Brief) -> bytes:
    """What belongs to the numbers: the finding, the filters, the day, for whom, how it is counted.

    Args:
        table: The numbers.
        of: The brief of the same answer in the same language.
    """
    paragraphs = [
        table.title,
        table.sentence,
        f"{of.showing}\n{of.fresh}",
        "\n".join(filter(None, (of.audience, of.demonstration))),
        table.definition,
        of.definitions[-1].sentence,
        _warning(table, of.locale),
        f"imPACT {of.version}\n{of.address}",
    ]
    return ("\n\n".join(filter(None, paragraphs)) + "\n").encode()


def _warning(table: FigureTable, locale: Locale) -> str:
    """What Excel makes of codes that look like dates; empty without any.

    Quotes do not prevent it, and what does is none of our codes any more: a formula, or a sign
    before or in the code, which other programs would read as a part of it.
    """
    cells = (str(cell) for row in table.rows for cell in row)
    found = next(filter(LIKE_A_DATE.fullmatch, cells), None)
    if found is None:
        return ""
    return text(
        "Excel may show a code such as {code} as a date when it opens the CSV file; the label "
        "beside it is right. The workbook keeps codes as they are.",
        code=found,
    ).say(locale)


def zipped(tables: Iterable[FigureTable], of: Brief, separator: Separator) -> bytes:
    """All tables as CSV in one file, each with its caption beside it."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as folder:
        for table in tables:
            for ending, content in (
                ("csv", as_csv(table, of.locale, separator)),
                ("txt", caption(table, of)),
            ):
                folder.writestr(ZipInfo(f"{table.code}.{ending}"), content, ZIP_DEFLATED)
    return file.getvalue()


def _headings(columns: Iterable[FigureColumn], locale: Locale) -> Iterator[str]:
    for column in columns:
        yield column.heading
        if column.kind is Kind.NUMBER:
            yield text("{column}: sign", column=column.heading).say(locale)


def _cells(
    columns: Iterable[FigureColumn], row: Iterable[Value], *, decimal_comma: bool
) -> Iterator[str]:
    for column, value in zip(columns, row, strict=True):
        if column.kind is not Kind.NUMBER:
            yield guarded_in_csv(str(value))
        elif value in SIGNS:
            yield from ("", str(value))
        else:
            said = str(value)
            is_part = decimal_comma and isinstance(value, Decimal)
            yield from (said.replace(".", ",") if is_part else said, "")
