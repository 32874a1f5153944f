"""The small parts of an XLSX workbook: the list of parts, the sheets and the cell formats.

Each is read as a stream, since a hand-made file may have a large one.
"""

import re
from datetime import datetime
from typing import NamedTuple
from xml.parsers.expat import XMLParserType

from dashboard.importers.files.limits import (
    DEEPEST,
    LONGEST_FORMAT,
    MOST_LINKS,
    MOST_PARTS,
    MOST_SHEETS,
    MOST_STYLES,
)
from dashboard.importers.files.refusals import too_many_sheets, too_many_styles
from dashboard.importers.files.struck import is_on

WINDOWS_EPOCH, MACINTOSH_EPOCH = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_TRUE = ("1", "true")
_BUILT_IN_DATES = frozenset((*range(14, 23), 45, 47))  # of the number formats without a code
_NO_CODE_OF_A_DATE = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')  # words, colours
_PART_OF_A_DATE = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_DURATION = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)


class Elements:
    """Passes on the elements of a part by name, without their namespaces, which differ."""

    def __init__(self) -> None:
        self.rows: list[tuple[int]] = []
        self.done = False
        self._depth = 0

    def attach(self, parser: XMLParserType) -> None:
        """Register the handlers with the parser."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError(name)
        self.element(name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.ended(name.rpartition(" ")[2])

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        raise NotImplementedError

    def ended(self, name: str) -> None:
        """An element has ended."""


class Types(Elements):
    """Which part is of which type."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[tuple[str, str]] = []

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """One of ``Override``."""
        if name == "Override":
            self._found.append((attributes["ContentType"], attributes["PartName"].lstrip("/")))
            if len(self._found) > MOST_PARTS:
                raise ValueError(name)

    def of(self, *endings: str) -> str | None:
        """The first part whose type has this ending."""
        return next((part for kind, part in self._found if kind.endswith(endings)), None)


class WorkbookLinks(Elements):
    """The parts that the workbook names: by the link's id, its type and its target."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, tuple[str, str]] = {}

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """One of ``Relationship``."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes["Id"]] = attributes["Type"], attributes["Target"]
            if len(self.targets) > MOST_LINKS:
                raise ValueError(name)


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    hidden: bool
    link: str


class Workbook(Elements):
    """The sheets in their order, and the day that serial numbers count from."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[SheetEntry] = []
        self.epoch = WINDOWS_EPOCH

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """One of ``workbookPr`` and ``sheet``."""
        if name == "workbookPr" and attributes.get("date1904") in _TRUE:
            self.epoch = MACINTOSH_EPOCH
        elif name == "sheet":
            link = next((v for key, v in attributes.items() if key.endswith(" id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(SheetEntry(attributes.get("name", ""), hidden, link))
            if len(self.sheets) > 2 * MOST_SHEETS:  # charts are sheets, too
                raise too_many_sheets()


class Styles(Elements):
    """The cell formats that show a number as a day, and those that strike cells through.

    ``dates`` and ``struck`` hold the formats' positions, as text.
    """

    def __init__(self) -> None:
        super().__init__()
        self.dates: set[str] = set()
        self.struck: set[str] = set()
        self._codes: dict[str, str] = {}
        self._struck_fonts: set[str] = set()
        self._fonts = 0
        self._of_cells = False
        self._count = 0

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """One of ``numFmt`` and ``font``, which come first, ``cellXfs`` and the ``xf`` in it."""
        if name in ("font", "strike"):
            self._font(name, attributes)
        elif name == "numFmt":
            self._codes[attributes["numFmtId"]] = attributes["formatCode"][:LONGEST_FORMAT]
            if len(self._codes) > MOST_STYLES:
                raise too_many_styles()
        elif name == "cellXfs":
            self._of_cells = True
        elif name == "xf" and self._of_cells:
            self._format(attributes)

    def ended(self, name: str) -> None:
        """What comes after the formats of cells is not needed."""
        self.done = self.done or name == "cellXfs"

    def _font(self, name: str, attributes: dict[str, str]) -> None:
        if name == "strike" and is_on(attributes):
            self._struck_fonts.add(str(self._fonts - 1))
        elif name == "font":
            self._fonts += 1
            if self._fonts > MOST_STYLES:
                raise too_many_styles()

    def _format(self, attributes: dict[str, str]) -> None:
        if self._shows_a_day(attributes.get("numFmtId", "0")):
            self.dates.add(str(self._count))
        if attributes.get("fontId", "0") in self._struck_fonts:
            self.struck.add(str(self._count))
        self._count += 1
        if self._count > MOST_STYLES:
            raise too_many_styles()

    def _shows_a_day(self, number: str) -> bool:
        code = self._codes.get(number)
        return is_day(code) if code is not None else _is_built_in(number)


def is_day(code: str) -> bool:
    """Whether a number format shows a day or a time of day, and no duration."""
    first = code.split(";", 1)[0]
    shown = _NO_CODE_OF_A_DATE.sub("", first)
    return _PART_OF_A_DATE.search(shown) is not None and _DURATION.search(first) is None


def _is_built_in(number: str) -> bool:
    return number.isdecimal() and len(number) < 4 and int(number) in _BUILT_IN_DATES
