"""The cells of a sheet of an XLSX workbook."""

from datetime import datetime, timedelta

from dashboard.importers.files.limits import TALLEST, WIDEST
from dashboard.importers.files.merged import MergedCells
from dashboard.importers.files.refusals import too_tall, too_wide
from dashboard.importers.files.source import Cell, as_number, is_blank, put
from dashboard.importers.files.struck import row_is_struck
from dashboard.importers.files.tally import ContentMeter
from dashboard.importers.files.xlsx_book import WINDOWS_EPOCH, Styles
from dashboard.importers.files.xlsx_handlers import PartHandlers
from dashboard.importers.files.xlsx_strings import Strings

_DAY_MILLISECONDS = 24 * 60 * 60 * 1000
_BEFORE_MARCH_1900 = 60  # Excel takes 1900 for a leap year
_WIDEST_NAME = 3  # letters of a column
_LETTERS = {letter: position for position, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1)}


class SheetCells(PartHandlers):
    """Cells as numbers, text and dates; a formula's cell has its last computed value.

    If the program that wrote the file computed nothing, the cell has its formula, and is not blank.
    Rows must come in order, else the sheet is damaged. Rows with most cells in a struck-through
    style are added to ``struck``.
    """

    def __init__(
        self,
        strings: Strings,
        styles: Styles,
        epoch: datetime,
        tally: ContentMeter,
        merged: MergedCells,
    ) -> None:
        super().__init__()
        self.struck: set[int] = set()
        self._strings, self._styles, self._epoch, self._tally = strings, styles, epoch, tally
        self._merged = merged
        self._filled = self._struck_cells = 0
        self._columns: dict[str, int] = {}
        self._cells: list[Cell] = []
        self._cell: dict[str, str] = {}
        self._formula: list[str] | None = None

    def _name_tags(self, namespace: str) -> None:
        names = ("row", "c", "v", "t", "rPh", "f", "sheetData")
        tags = (namespace + name for name in names)
        self._row, self._c, self._v, self._t, self._guide, self._f, self._data = tags

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._c:
            self._cell = attributes
            self._formula = None
        elif name in (self._v, self._t):
            self._gathering = not self._phonetic
        elif name == self._row:
            number = int(attributes.get("r", self._number + 1))
            if number > TALLEST:
                raise too_tall()
            if number <= self._number:
                raise ValueError(number)
            self._number = number
        elif name == self._guide:
            self._phonetic = True
        elif name == self._f:
            self._gathering = True
        elif name != self._data:
            self._other(name)

    def _end(self, name: str) -> None:
        if name in (self._v, self._t):
            self._gathering = False
        elif name == self._c:
            self._end_cell()
        elif name == self._row:
            self._end_row()
        elif name == self._guide:
            self._phonetic = False
        elif name == self._f:
            self._gathering = False
            self._formula = [*self._gathered]
            self._forget()
        elif name == self._data:
            self.done = True
        else:
            self._depth -= 1

    def _end_cell(self) -> None:
        if self._gathered:
            self._put("".join(self._gathered))
            self._forget()
        elif self._formula is not None and self._cell.get("t", "n") == "n":
            self._cell = {**self._cell, "t": "str"}
            self._put("=" + "".join(self._formula))
        elif "r" not in self._cell:
            self._cells.append("")
            if len(self._cells) > WIDEST:
                raise too_wide(self._number)

    def _end_row(self) -> None:
        if self._filled:
            self._merged.cover(self._number, self._cells)
        self._tally.row(self._number, len(self._cells))
        if row_is_struck(self._filled, self._struck_cells):
            self.struck.add(self._number)
        self.rows.append((self._number, self._cells))
        self._cells = []
        self._filled = self._struck_cells = 0

    def _forget(self) -> None:
        self._gathered.clear()
        self._length = 0

    def _put(self, content: str) -> None:
        place = self._cell.get("r")
        column = self._column(place) if place else len(self._cells)
        if column >= WIDEST:
            raise too_wide(self._number)
        value = self._value(content)
        if isinstance(value, str):
            self._tally.cell(self._number, len(value))
        put(self._cells, column, value)
        if not is_blank(value):
            self._filled += 1
            self._struck_cells += self._is_struck(content)

    def _is_struck(self, content: str) -> bool:
        if self._cell.get("s") in self._styles.struck:
            return True
        return self._cell.get("t") == "s" and self._strings.is_struck(int(content))

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if len(letters) > _WIDEST_NAME:
                raise ValueError(letters)
            column = 0
            for letter in letters:
                column = column * 26 + _LETTERS[letter]
            column -= 1
            self._columns[letters] = column
        return column

    def _value(self, content: str) -> Cell:
        kind = self._cell.get("t", "n")
        if kind == "s":
            return self._strings[int(content)]
        if kind == "b":
            return "TRUE" if content == "1" else "FALSE"
        if kind != "n":
            return content
        value = as_number(content)
        return self._date(value) if self._cell.get("s") in self._styles.dates else value

    def _date(self, serial: Cell) -> Cell:
        """A date cell's day; a time alone, or a serial outside the calendar, stays as it is."""
        if not isinstance(serial, int | float) or 0 <= serial < 1:
            return serial
        try:
            return moment(serial, self._epoch)
        except (OverflowError, ValueError):
            return serial


def moment(serial: float, epoch: datetime) -> datetime:
    """The day and time that a serial number stands for.

    Raises:
        OverflowError: It lies outside the calendar.
    """
    day, part = divmod(serial, 1)
    if epoch == WINDOWS_EPOCH and 0 < serial < _BEFORE_MARCH_1900:
        day += 1
    return epoch + timedelta(days=day) + timedelta(milliseconds=round(part * _DAY_MILLISECONDS))
