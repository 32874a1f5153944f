"""Read the content of an ODS document: each row of its sheets, with its repeat count."""

from collections.abc import Collection
from typing import NamedTuple
from xml.parsers.expat import XMLParserType

from dashboard.importers.files.limits import (
    DEEPEST,
    LONGEST_CELL,
    MOST_SHEETS,
    MOST_STYLES,
    TALLEST,
    WIDEST,
)
from dashboard.importers.files.merged import MergedCells, MergedRange
from dashboard.importers.files.refusals import (
    too_long_a_cell,
    too_many_sheets,
    too_many_styles,
    too_wide,
)
from dashboard.importers.files.source import (
    Cell,
    as_number,
    is_blank,
    put,
    sheet_name,
)
from dashboard.importers.files.struck import row_is_struck
from dashboard.importers.files.tally import ContentMeter

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (
    f"{_OASIS}{part}:1.0 " for part in ("table", "office", "text", "style")
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_NUMBERS = ("float", "percentage", "currency")


class RepeatedRow(NamedTuple):
    """A row of the sheet at a position, with its repeat count; row number 0 starts the sheet."""

    number: int
    cells: list[Cell]
    times: int
    at: int
    struck: bool = False


class OdsContent:
    """Reads cells by their stored value; displayed text counts for text cells only.

    Sheets that are not wanted are skipped.
    """

    def __init__(self, only: Collection[int] | None, tally: ContentMeter) -> None:
        self.rows: list[RepeatedRow] = []
        self.done = False
        self.sheets: list[tuple[str, bool]] = []
        self._only = only
        self._hidden: set[str] = set()
        self._struck_styles: set[str] = set()
        self._style = ""
        self._reading = False
        self._tally = tally
        self._depth = self._outside = 0
        self._cell: dict[str, str] = {}
        self._cells: list[Cell] = []
        self._words: list[str] = []
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._annotations = 0
        self._number, self._row_repeats = 1, 1
        self._cells, self._column = [], 0
        self._begin_cell({})
        self._in_paragraph = False
        self._row_style = ""
        self._spans: list[bool] = []
        self._filled = self._struck_cells = 0
        self._merged = MergedCells()

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._words, self._length, self._paragraphs = [], 0, 0
        self._plainly: set[bool] = set()

    def attach(self, parser: XMLParserType) -> None:
        """Register the handlers with the parser."""
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def leave(self, at: int) -> None:
        """Stop reading that sheet; the parser may already be far into the next one."""
        if self._reading and at == len(self.sheets) - 1:
            self._pass_over()

    def _pass_over(self) -> None:
        """Ignore everything until the sheet ends."""
        self._reading = False
        self._parser.StartElementHandler = self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = self._end_passed_over

    def _end_passed_over(self, name: str) -> None:
        if name == f"{_TABLE}table":
            self._depth = self._outside
            self.attach(self._parser)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError(name)
        if name == f"{_TABLE}table":
            self._start_sheet(attributes)
        elif not self._reading:
            self._start_style(name, attributes)
        elif name in _CELLS:
            self._begin_cell(attributes)
        elif name == f"{_TABLE}table-row":
            self._row_style = attributes.get(f"{_TABLE}default-cell-style-name", "")
            self._row_repeats = max(int(attributes.get(f"{_TABLE}number-rows-repeated", 1)), 1)
        elif name == f"{_OFFICE}annotation":
            self._annotations += 1
        elif name == f"{_TABLE}table-source":
            self._is_of_another_file()
        elif not self._annotations:
            self._start_text(name, attributes)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        self._outside = self._depth - 1
        at = len(self.sheets)
        if at == MOST_SHEETS:
            raise too_many_sheets()
        name = sheet_name(attributes.get(f"{_TABLE}name", ""), at)
        self.sheets.append((name, attributes.get(f"{_TABLE}style-name") in self._hidden))
        self._begin_sheet()
        if self._only is None or at in self._only:
            self._reading = True
            self.rows.append(RepeatedRow(0, [], 1, at))
        else:
            self._pass_over()

    def _is_of_another_file(self) -> None:
        """Whether it is a cached copy of another file that formulas refer to, and so no sheet."""
        if self.rows and self.rows[-1].number == 0:
            self.rows.pop()
        self._pass_over()

    def _start_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
            if attributes.get(f"{_STYLE}parent-style-name") in self._struck_styles:
                self._note(self._struck_styles)
        elif name == f"{_STYLE}text-properties":
            self._strike(attributes)
        elif attributes.get(f"{_TABLE}display") == "false":
            self._note(self._hidden)

    def _strike(self, attributes: dict[str, str]) -> None:
        lines = [attributes.get(f"{_STYLE}text-line-through-{one}") for one in ("style", "type")]
        if "none" in lines:
            self._struck_styles.discard(self._style)
        elif any(lines):
            self._note(self._struck_styles)

    def _note(self, styles: set[str]) -> None:
        styles.add(self._style)
        if len(styles) > MOST_STYLES:
            raise too_many_styles()

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TEXT}p":
            self._in_paragraph = True
            if self._paragraphs:
                self._add("\n")
            self._paragraphs += 1
        elif name == f"{_TEXT}span":
            self._spans.append(attributes.get(f"{_TEXT}style-name") in self._struck_styles)
        elif name in _SPACES and self._in_paragraph:
            times = int(attributes.get(f"{_TEXT}c", 1))
            self._add(_SPACES[name] * min(times, LONGEST_CELL + 1))

    def _characters(self, data: str) -> None:
        if self._in_paragraph and not self._annotations:
            self._add(data)
            if not data.isspace():
                self._plainly.add(not any(self._spans))

    def _add(self, words: str) -> None:
        self._length += len(words)
        if self._length > LONGEST_CELL:
            raise too_long_a_cell(self._number)
        self._words.append(words)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if not self._reading:
            return
        if name in _CELLS:
            self._end_cell()
        elif name == f"{_TEXT}p" and not self._annotations:
            self._in_paragraph = False
            self._spans.clear()
        elif name == f"{_TEXT}span" and not self._annotations:
            del self._spans[-1:]
        elif name == f"{_OFFICE}annotation":
            self._annotations -= 1
        elif name == f"{_TABLE}table-row":
            self._end_row()
        elif name == f"{_TABLE}table":
            self._reading = False
            self.done = self._only is not None and len(self.sheets) > max(self._only, default=0)

    def _end_cell(self) -> None:
        times = int(self._cell.get(f"{_TABLE}number-columns-repeated", 1))
        value = self._value()
        if value != "":
            if self._column + times > WIDEST:
                raise too_wide(self._number)
            if isinstance(value, str):
                if len(value) > LONGEST_CELL:
                    raise too_long_a_cell(self._number)
                self._tally.cell(self._number, len(value), times)
            put(self._cells, self._column, value, times)
            self._note_merged()
            if not is_blank(value):
                self._filled += times
                self._struck_cells += times * self._is_struck()
        self._column += times

    def _note_merged(self) -> None:
        rows, columns = (
            max(int(self._cell.get(f"{_TABLE}number-{of}-spanned", 1)), 1)
            for of in ("rows", "columns")
        )
        if rows > 1 or columns > 1:
            bottom, right = self._number + rows - 1, self._column + columns - 1
            self._merged.add(MergedRange(self._number, self._column, bottom, right))

    def _is_struck(self) -> bool:
        if self._cell.get(f"{_TABLE}style-name", self._row_style) in self._struck_styles:
            return True
        return self._plainly == {False}  # all of its text is in pieces that are struck through

    def _end_row(self) -> None:
        if self._number + self._row_repeats > TALLEST + 1:
            self._row_repeats = max(TALLEST + 1 - self._number, 0)
        if self._cells:
            alike = self._row_repeats if self._filled else 1  # spaces down a sheet are no rows
            self._tally.row(self._number, len(self._cells), alike)
        if self._filled:
            self._merged.cover(self._number, self._cells)
            at = len(self.sheets) - 1
            struck = row_is_struck(self._filled, self._struck_cells)
            self.rows.append(RepeatedRow(self._number, self._cells, self._row_repeats, at, struck))
        self._number += self._row_repeats
        self._cells, self._column = [], 0
        self._filled = self._struck_cells = 0

    def _value(self) -> Cell:
        kind = self._cell.get(f"{_OFFICE}value-type")
        if kind in _NUMBERS:
            return as_number(self._cell[f"{_OFFICE}value"])
        if kind == "date":
            return self._cell[f"{_OFFICE}date-value"]
        if kind == "boolean":
            return self._cell[f"{_OFFICE}boolean-value"].upper()
        return self._cell.get(f"{_OFFICE}string-value") or "".join(self._words)
