"""The parts of an XLSX workbook that may be large: its shared strings and its sheets."""

from array import array
from collections.abc import Collection
from datetime import datetime
from typing import Any
from xml.parsers.expat import XMLParserType

from openpyxl.utils.datetime import from_excel

from dashboard.importers.files.source import LONGEST_CELL, TALLEST, Cell, Row, as_number, put
from dashboard.importers.files.struck import is_on, row_is_struck

_LETTERS = {letter: position for position, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1)}


class _Handlers:
    """What sheets and strings share: text is gathered inside ``<t>`` and ``<v>`` only."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.done = False
        self._gathered: list[str] = []
        self._length = 0
        self._gathering = False
        self._phonetic = False

    def attach(self, parser: XMLParserType) -> None:
        def root(name: str, _attributes: dict[str, str]) -> None:
            self._name_tags(name.rpartition(" ")[0] + " " if " " in name else "")
            parser.StartElementHandler = self._start
            parser.EndElementHandler = self._end
            parser.CharacterDataHandler = self._characters

        parser.StartElementHandler = root

    def _name_tags(self, namespace: str) -> None:
        raise NotImplementedError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        raise NotImplementedError

    def _characters(self, data: str) -> None:
        if self._gathering and self._length < LONGEST_CELL:
            self._length += len(data)
            self._gathered.append(data)


class Strings(_Handlers):
    """The shared strings in one block of bytes: a Python string each would take five times that."""

    def __init__(self) -> None:
        super().__init__()
        self._block = bytearray()
        self._ends = array("Q", [0])
        self._struck = bytearray()
        self._run_is_struck = self._has_plain = False

    def __getitem__(self, position: int) -> str:
        if position < 0:
            raise IndexError(position)
        start, end = self._ends[position], self._ends[position + 1]
        return self._block[start:end].decode()

    def is_struck(self, position: int) -> bool:
        """Whether each piece of a string that has pieces is struck through."""
        return bool(self._struck[position])

    def _name_tags(self, namespace: str) -> None:
        tags = (namespace + tag for tag in ("si", "t", "rPh", "r", "strike"))
        self._item, self._text, self._guide, self._run, self._strike = tags

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._text:
            self._gathering = not self._phonetic
            self._has_plain |= not (self._phonetic or self._run_is_struck)
        elif name == self._strike:
            self._run_is_struck = is_on(attributes)
        elif name == self._guide:
            self._phonetic = True

    def _end(self, name: str) -> None:
        if name == self._text:
            self._gathering = False
        elif name == self._guide:
            self._phonetic = False
        elif name == self._run:
            self._run_is_struck = False
        elif name == self._item:
            self._block += "".join(self._gathered).encode()
            self._ends.append(len(self._block))
            self._struck.append(bool(self._gathered) and not self._has_plain)
            self._has_plain = False
            self._gathered.clear()
            self._length = 0


class SheetCells(_Handlers):
    """Cells as numbers, text and dates; a formula's cell has its last computed value.

    A program that computes nothing leaves none: then the cell says its formula, and is not blank.
    Rows come in their order, or the sheet is damaged. Those that are struck out, most of their
    cells being of a style that is, are among ``struck`` as well.
    """

    def __init__(
        self,
        strings: Strings,
        dates: Collection[str],
        epoch: datetime,
        struck: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.struck: set[int] = set()
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self._struck_styles = struck
        self._filled = self._struck_cells = 0
        self._columns: dict[str, int] = {}
        self._number = 0
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
            if not self._number < number <= TALLEST:
                raise ValueError(number)
            self._number = number
        elif name == self._guide:
            self._phonetic = True
        elif name == self._f:
            self._gathering = True

    def _end(self, name: str) -> None:
        if name in (self._v, self._t):
            self._gathering = False
        elif name == self._c:
            if self._gathered:
                self._put("".join(self._gathered))
                self._forget()
            elif self._formula is not None and self._cell.get("t", "n") == "n":
                self._cell = {**self._cell, "t": "str"}
                self._put("=" + "".join(self._formula))
            elif "r" not in self._cell:
                self._cells.append("")
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

    def _end_row(self) -> None:
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
        put(self._cells, column, self._value(content))
        if content.strip():
            self._filled += 1
            self._struck_cells += self._is_struck(content)

    def _is_struck(self, content: str) -> bool:
        if self._cell.get("s") in self._struck_styles:
            return True
        return self._cell.get("t") == "s" and self._strings.is_struck(int(content))

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
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
        return self._date(value) if self._cell.get("s") in self._dates else value

    def _date(self, serial: float) -> Cell:
        """A date cell's day; a time of day alone, or a serial outside the calendar, as it is."""
        try:
            day: Any = from_excel(serial, self._epoch)
        except (OverflowError, ValueError):
            return serial
        return day if isinstance(day, datetime) else serial
