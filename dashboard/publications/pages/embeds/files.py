"""The tables of an embedded view as a file for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from dashboard.domain.shared.formulas import guarded_in_csv
from dashboard.i18n import text
from dashboard.publications.pages.embeds import words
from dashboard.publications.pages.tables import (
    BYTE_ORDER_MARK,
    CARRIED,
    REVISED,
    SEPARATORS,
    has_ranges,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.cards import Cell
    from dashboard.publications.pages.embeds.looking import EmbedContent


def csv_file(look: EmbedContent) -> bytes:
    """The tables as CSV, one row per number: table, row, column, value, sign, day, and range.

    A line before them says what is shown, and from which publication. ``x`` means hidden.
    """
    file, locale = StringIO(), look.locale
    writer = csv.writer(file, delimiter=SEPARATORS[locale], lineterminator="\r\n")
    about = [words.foot(look).say(locale)]
    if showing := words.showing(look):
        about.append(showing.say(locale))
    for line in (*([one] for one in about), _headings(look), *_rows(look)):
        writer.writerow(map(guarded_in_csv, line))
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _headings(look: EmbedContent) -> list[str]:
    named = [text("Table"), text("Row"), text("Column"), text("Value"), text("Sign"), text("As of")]
    if has_ranges(look.reading.publication):
        named += [text("Low"), text("High")]
    return [word.say(look.locale) for word in named]


def _rows(look: EmbedContent) -> Iterator[list[str]]:
    for table in (card.table for card in look.tables):
        for line in table.lines:
            for column, cell in zip(table.columns, line.cells, strict=True):
                ends = _ends(cell) if has_ranges(look.reading.publication) else ()
                yield [table.title, line.label, column, str(cell.value), *_signs(cell), *ends]


def _ends(cell: Cell) -> tuple[str, str]:
    return (str(cell.range.low), str(cell.range.high)) if cell.range else ("", "")


def _signs(cell: Cell) -> tuple[str, str]:
    sign = (REVISED if cell.revised else "") + (CARRIED if cell.day else "")
    return sign, cell.day
