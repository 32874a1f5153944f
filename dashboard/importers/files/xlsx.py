"""XLSX, row by row in flat memory.

openpyxl reads the workbook's small parts: sheets, styles, epoch. Its own row reader keeps an
element for every row and is slow on a million of them, so the sheet is streamed here.
"""

from array import array
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from xml.parsers.expat import XMLParserType
from zipfile import ZipFile

from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.workbook import WorkbookParser
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel
from openpyxl.xml.constants import SHARED_STRINGS, XLSM, XLSX, XLTM, XLTX
from openpyxl.xml.functions import fromstring

from dashboard.i18n import text
from dashboard.importers.faults import BadFileError
from dashboard.importers.files.archive import SMALL, drain, guarded, stream
from dashboard.importers.files.source import (
    LONGEST_CELL,
    MOST_SHEETS,
    TALLEST,
    Book,
    Cell,
    Row,
    Sheet,
    Sheets,
    as_number,
    not_blank,
    put,
    sheet_name,
    too_many_sheets,
)

MANIFEST = "[Content_Types].xml"
_LARGEST_STRINGS = 1 << 28
_LETTERS = {letter: position for position, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1)}


class _Part(NamedTuple):
    """A sheet, and where in the archive it stands."""

    name: str
    hidden: bool
    part: str
    size: int


def book(archive: ZipFile) -> Book:
    """The workbook's sheets; those that are no tables, such as charts, are not among them.

    Raises:
        BadFileError: The workbook is damaged, or has more sheets or text than we read.
    """
    with guarded():
        parts = [part for part in archive.infolist() if not _streamed(part.filename)]
        if any(
            part.file_size > SMALL for part in parts if part.filename.endswith((".xml", "rels"))
        ):
            raise ValueError(SMALL)
        # openpyxl's stubs do not know these parts well
        manifest: Any = fromstring(archive.read(MANIFEST))
        package: Any = Manifest.from_tree(manifest)
        main = next(filter(None, map(package.find, (XLSX, XLSM, XLTX, XLTM))), None)
        if main is None:
            raise ValueError(MANIFEST)
        parser = WorkbookParser(archive, main.PartName[1:], keep_links=False)
        parser.parse()
        workbook: Any = parser.wb
        apply_stylesheet(archive, workbook)
        sheets = _worksheets(parser, archive)
        listed = package.find(SHARED_STRINGS)
        strings = _shared_strings(archive, listed.PartName[1:] if listed else "")
    dates = workbook._date_formats - workbook._timedelta_formats  # no public name
    styles, epoch = {str(style) for style in dates}, workbook.epoch

    def read(only: Collection[int] | None) -> Sheets:
        wanted = [sheet for at, sheet in enumerate(sheets) if only is None or at in only]
        size, done = max(sum(sheet.size for sheet in wanted), 1), 0

        def count(more: int) -> None:
            nonlocal done
            done += more

        def each() -> Iterator[Sheet]:
            for name, hidden, part, _ in wanted:
                rows = stream(archive, part, _Sheet(strings, styles, epoch), count)
                yield Sheet(name, hidden, not_blank(rows))

        return Sheets(each(), lambda: min(done / size, 1.0))

    return Book(read, epoch)


def _streamed(part: str) -> bool:
    return "/worksheets/" in part or part.endswith("sharedStrings.xml")


def _worksheets(parser: WorkbookParser, archive: ZipFile) -> list[_Part]:
    """In the order of the workbook.

    Raises:
        BadFileError: There are too many.
        ValueError: Two sheets are the same part, which would be read again and again.
    """
    found: list[_Part] = []
    relation: Any
    for sheet, relation in parser.find_sheets():
        if not relation.Type.endswith("/worksheet"):
            continue
        if len(found) == MOST_SHEETS:
            raise too_many_sheets()
        if any(relation.target == known.part for known in found):
            raise ValueError(relation.target)
        part, name = str(relation.target), sheet_name(str(sheet.name), len(found))
        size = archive.getinfo(part).file_size
        found.append(_Part(name, sheet.state != "visible", part, size))
    return found


def _shared_strings(archive: ZipFile, part: str) -> "_Strings":
    strings = _Strings()
    if part:
        if archive.getinfo(part).file_size > _LARGEST_STRINGS:
            raise BadFileError(
                text("The workbook holds more text than we can keep in memory"),
                text("Save the table as CSV UTF-8 and import that"),
            )
        drain(stream(archive, part, strings, lambda _: None))
    return strings


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


class _Strings(_Handlers):
    """The shared strings in one block of bytes: a Python string each would take five times that."""

    def __init__(self) -> None:
        super().__init__()
        self._block = bytearray()
        self._ends = array("Q", [0])

    def __getitem__(self, position: int) -> str:
        if position < 0:
            raise IndexError(position)
        start, end = self._ends[position], self._ends[position + 1]
        return self._block[start:end].decode()

    def _name_tags(self, namespace: str) -> None:
        self._item, self._text, self._guide = (namespace + tag for tag in ("si", "t", "rPh"))

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == self._text:
            self._gathering = not self._phonetic
        elif name == self._guide:
            self._phonetic = True

    def _end(self, name: str) -> None:
        if name == self._text:
            self._gathering = False
        elif name == self._guide:
            self._phonetic = False
        elif name == self._item:
            self._block += "".join(self._gathered).encode()
            self._ends.append(len(self._block))
            self._gathered.clear()
            self._length = 0


class _Sheet(_Handlers):
    """Cells as numbers, text and dates; a formula's cell has its last computed value.

    A program that computes nothing leaves none: then the cell says its formula, and is not blank.
    Rows come in their order, or the sheet is damaged.
    """

    def __init__(self, strings: _Strings, dates: Collection[str], epoch: datetime) -> None:
        super().__init__()
        self._strings, self._dates, self._epoch = strings, dates, epoch
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
            self.rows.append((self._number, self._cells))
            self._cells = []
        elif name == self._guide:
            self._phonetic = False
        elif name == self._f:
            self._gathering = False
            self._formula = [*self._gathered]
            self._forget()
        elif name == self._data:
            self.done = True

    def _forget(self) -> None:
        self._gathered.clear()
        self._length = 0

    def _put(self, content: str) -> None:
        place = self._cell.get("r")
        column = self._column(place) if place else len(self._cells)
        put(self._cells, column, self._value(content))

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
