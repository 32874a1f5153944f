"""XLSX, row by row in flat memory.

openpyxl reads the workbook's small parts: sheets, styles, epoch. Its own row reader keeps an
element for every row and is slow on a million of them, so the sheet is streamed here.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple
from zipfile import ZipFile

from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.workbook import WorkbookParser
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import SHARED_STRINGS, XLSM, XLSX, XLTM, XLTX
from openpyxl.xml.functions import fromstring

from dashboard.i18n import text
from dashboard.importers.faults import BadFileError
from dashboard.importers.files.archive import SMALL, drain, guarded, stream
from dashboard.importers.files.source import (
    MOST_SHEETS,
    Book,
    Sheet,
    Sheets,
    not_blank,
    sheet_name,
    too_many_sheets,
)
from dashboard.importers.files.struck import struck_styles
from dashboard.importers.files.xlsx_parts import SheetCells, Strings

MANIFEST = "[Content_Types].xml"
_LARGEST_STRINGS = 1 << 28


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
        struck = struck_styles(archive)
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
                cells = SheetCells(strings, styles, epoch, struck)
                rows = stream(archive, part, cells, count)
                yield Sheet(name, hidden, not_blank(rows), cells.struck)

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


def _shared_strings(archive: ZipFile, part: str) -> Strings:
    strings = Strings()
    if part:
        if archive.getinfo(part).file_size > _LARGEST_STRINGS:
            raise BadFileError(
                text("The workbook holds more text than we can keep in memory"),
                text("Save the table as CSV UTF-8 and import that"),
            )
        drain(stream(archive, part, strings, lambda _: None))
    return strings
