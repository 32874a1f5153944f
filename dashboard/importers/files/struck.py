"""Which cell styles of an XLSX workbook strike their cells through.

Read as a stream, so that a large part of styles costs time, never memory.
"""

from xml.parsers.expat import XMLParserType
from zipfile import ZipFile

from dashboard.importers.files.archive import drain, stream

STYLES = "xl/styles.xml"
_NO = ("0", "false")


def is_on(attributes: dict[str, str]) -> bool:
    """Whether an element such as ``<strike/>`` says yes."""
    return attributes.get("val", "1") not in _NO


def row_is_struck(filled: int, struck: int) -> bool:
    """Whether so many struck cells of those that are filled make a row that was struck out.

    A remark beside it, or a number in it that was corrected, leaves a row what it is.
    """
    return 2 * struck > filled


def struck_styles(archive: ZipFile) -> frozenset[str]:
    """The numbers of the styles, as cells name them."""
    if STYLES not in archive.namelist():
        return frozenset()
    styles = _Styles()
    drain(stream(archive, STYLES, styles, lambda _: None))
    return frozenset(styles.struck)


class _Styles:
    """Fonts come before the formats of cells that name them."""

    def __init__(self) -> None:
        self.rows: list[tuple[int]] = []
        self.done = False
        self.struck: set[str] = set()
        self._fonts: set[int] = set()
        self._font = self._format = -1
        self._within = ""

    def attach(self, parser: XMLParserType) -> None:
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag in ("fonts", "cellXfs"):
            self._within = tag
        elif self._within == "fonts" and tag == "font":
            self._font += 1
        elif self._within == "fonts" and tag == "strike" and is_on(attributes):
            self._fonts.add(self._font)
        elif self._within == "cellXfs" and tag == "xf":
            self._format += 1
            if int(attributes.get("fontId", 0)) in self._fonts:
                self.struck.add(str(self._format))

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == self._within:
            self._within = ""
            self.done = tag == "cellXfs" or not self._fonts
