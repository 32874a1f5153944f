"""ODS, row by row in flat memory: repeated rows and columns stay a number until they are read."""

from collections.abc import Iterator
from xml.parsers.expat import XMLParserType
from zipfile import ZipFile

from dashboard.i18n import text
from dashboard.importers.faults import BadFileError
from dashboard.importers.files.archive import SMALL, guarded, locked, stream
from dashboard.importers.files.source import (
    LONGEST_CELL,
    WIDEST,
    Cell,
    Row,
    Source,
    as_number,
    not_blank,
    put,
)

CONTENT = "content.xml"
TALLEST = 1 << 20  # rows of a sheet, LibreOffice's own limit
_MANIFEST, _TYPE = "META-INF/manifest.xml", "mimetype"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (
    f"{_OASIS}{part}:1.0 " for part in ("table", "office", "text", "style")
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_NUMBERS = ("float", "percentage", "currency")


def source(archive: ZipFile) -> Source:
    """The first visible sheet's rows.

    Raises:
        BadFileError: The document is damaged, locked, or no spreadsheet.
    """
    with guarded():
        if archive.getinfo(_TYPE).file_size < SMALL and b"spreadsheet" not in archive.read(_TYPE):
            raise BadFileError(
                text("The file is an OpenDocument file, but not a spreadsheet"),
                text("Put the table into a spreadsheet (.ods)"),
            )
        if _locked(archive):
            raise locked()
        size = max(archive.getinfo(CONTENT).file_size, 1)
    done = 0

    def read(count: int) -> None:
        nonlocal done
        done += count

    sheet = _Sheet()
    rows = not_blank(_repeated(stream(archive, CONTENT, sheet, read), sheet))
    return Source(rows, lambda: done / size)


def _locked(archive: ZipFile) -> bool:
    return (
        _MANIFEST in archive.namelist()
        and archive.getinfo(_MANIFEST).file_size < SMALL
        and b"encryption-data" in archive.read(_MANIFEST)
    )


def _repeated(rows: Iterator[Row], sheet: "_Sheet") -> Iterator[Row]:
    for number, cells in rows:
        for offset in range(sheet.repeats.pop(number, 1)):
            yield number + offset, cells


class _Sheet:
    """Cells by their stated value; what is only shown counts for text alone."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.done = False
        self.repeats: dict[int, int] = {}
        self._hidden: set[str] = set()
        self._style = ""
        self._reading = False
        self._annotations = 0
        self._number, self._row_repeats = 1, 1
        self._cells: list[Cell] = []
        self._column = 0
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._in_paragraph = False
        self._length = 0

    def attach(self, parser: XMLParserType) -> None:
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            visible = attributes.get(f"{_TABLE}style-name") not in self._hidden
            self._reading = visible and not self.done
        elif not self._reading:
            self._start_style(name, attributes)
        elif name in _CELLS:
            self._cell = attributes
            self._paragraphs = []
            self._length = 0
        elif name == f"{_TABLE}table-row":
            self._row_repeats = int(attributes.get(f"{_TABLE}number-rows-repeated", 1))
        elif name == f"{_OFFICE}annotation":
            self._annotations += 1
        elif not self._annotations:
            self._start_text(name, attributes)

    def _start_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif attributes.get(f"{_TABLE}display") == "false":
            self._hidden.add(self._style)

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TEXT}p":
            self._in_paragraph = True
            self._paragraphs.append("")
        elif name in _SPACES and self._in_paragraph:
            times = int(attributes.get(f"{_TEXT}c", 1))
            self._paragraphs[-1] += _SPACES[name] * min(times, WIDEST)

    def _characters(self, data: str) -> None:
        if self._in_paragraph and not self._annotations and self._length < LONGEST_CELL:
            self._length += len(data)
            self._paragraphs[-1] += data

    def _end(self, name: str) -> None:
        if not self._reading:
            return
        if name in _CELLS:
            self._end_cell()
        elif name == f"{_TEXT}p" and not self._annotations:
            self._in_paragraph = False
        elif name == f"{_OFFICE}annotation":
            self._annotations -= 1
        elif name == f"{_TABLE}table-row":
            self._end_row()
        elif name == f"{_TABLE}table":
            self.done, self._reading = True, False  # the parser may be far into the next sheet

    def _end_cell(self) -> None:
        times = int(self._cell.get(f"{_TABLE}number-columns-repeated", 1))
        value = self._value()
        if value != "":
            put(self._cells, self._column, value, times)
        self._column += times

    def _end_row(self) -> None:
        if self._number + self._row_repeats > TALLEST + 1:
            self._row_repeats = TALLEST + 1 - self._number
        if self._cells:
            self.rows.append((self._number, self._cells))
            self.repeats[self._number] = self._row_repeats
        self._number += self._row_repeats
        self._cells, self._column = [], 0

    def _value(self) -> Cell:
        kind = self._cell.get(f"{_OFFICE}value-type")
        if kind in _NUMBERS:
            return as_number(self._cell[f"{_OFFICE}value"])
        if kind == "date":
            return self._cell[f"{_OFFICE}date-value"]
        if kind == "boolean":
            return self._cell[f"{_OFFICE}boolean-value"].upper()
        return self._cell.get(f"{_OFFICE}string-value") or "\n".join(self._paragraphs)
