"""How cells are written: text never becomes a formula, a sign stands where a number would."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dashboard.domain.shared.formulas import guarded
from dashboard.exports.charts.table import Kind, Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

INK, SOFT = "#16282d", "#4b5d62"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNKNOWN = "?"
FIRST_YEAR = 1900  # of the calendar of spreadsheets
STYLES: dict[str, dict[str, Any]] = {
    "words": {},
    "title": {"bold": True, "font_size": 16, "font_color": "#12343b"},
    "heading": {"bold": True, "font_size": 12, "font_color": "#12343b"},
    "label": {"bold": True, "valign": "top"},
    "prose": {"text_wrap": True, "valign": "top"},
    "strong": {"bold": True, "text_wrap": True, "valign": "top"},
    "soft": {"font_color": SOFT},
    "sign": {"align": "right", "font_color": SOFT},
    "count": {"num_format": "#,##0"},
    "part": {"num_format": "0.0"},
    Kind.MONTH: {"num_format": "yyyy-mm", "align": "left"},
    Kind.DAY: {"num_format": "yyyy-mm-dd", "align": "left"},
    "link": {"font_color": "#0b5c8a", "underline": 1, "text_wrap": True, "valign": "top"},
}


def allowed(words: str) -> str:
    """The words without the characters that no XML may hold, which a name can have."""
    return _FORBIDDEN.sub(UNKNOWN, words)


class Pens:
    """The formats of a workbook, and the ways to write into its cells."""

    def __init__(self, book: Workbook) -> None:
        self._plain = {name: book.add_format(style) for name, style in STYLES.items()}
        self._quoted = {
            name: book.add_format(style | {"quote_prefix": True}) for name, style in STYLES.items()
        }

    def __getitem__(self, style: str) -> Format:
        return self._plain[style]

    def words(self, sheet: Worksheet, row: int, column: int, words: str, style: str) -> None:
        """Text as it is; what looks like a formula stays text when its cell is edited."""
        formats = self._plain if guarded(words) == words else self._quoted
        sheet.write_string(row, column, allowed(words), formats[style])

    def value(self, sheet: Worksheet, row: int, column: int, value: Value, kind: Kind) -> None:
        """A value as its column has them: a number, a day, a month, or a sign in its place.

        An empty one leaves its cell blank.
        """
        if value == "":
            return
        if kind is Kind.NUMBER:
            self._number(sheet, row, column, value)
        elif kind is not Kind.WORDS and (day := _day(str(value))):
            sheet.write_datetime(row, column, day, self._plain[kind])
        else:
            self.words(sheet, row, column, str(value), "words")

    def _number(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        if isinstance(value, str):
            self.words(sheet, row, column, value, "sign")
            return
        style = "part" if isinstance(value, Decimal) else "count"
        sheet.write_number(row, column, float(value), self._plain[style])


def _day(code: str) -> date | None:
    """The day of a code, of a month its first; ``None`` before the calendar of spreadsheets."""
    try:
        day = date.fromisoformat(code if code.count("-") > 1 else f"{code}-01")
    except ValueError:
        return None
    return day if day.year > FIRST_YEAR else None
