"""Read XLSX as a stream of rows in constant memory (see docs/decisions 8 and 39)."""

from collections.abc import Collection, Iterator
from posixpath import dirname, join, normpath
from typing import NamedTuple
from zipfile import ZipFile

from dashboard.i18n import Text, text
from dashboard.importers.files.archive import drain, guarded, packed_size, stream
from dashboard.importers.files.limits import MOST_SHEETS
from dashboard.importers.files.merged import MergedCells, MergedRange, merged_in
from dashboard.importers.files.refusals import binary, no_workbook, too_many_sheets
from dashboard.importers.files.source import RereadableFile, Sheet, Sheets, not_blank, sheet_name
from dashboard.importers.files.tally import ContentMeter
from dashboard.importers.files.xlsx_book import Styles, Types, Workbook, WorkbookLinks
from dashboard.importers.files.xlsx_cells import SheetCells
from dashboard.importers.files.xlsx_strings import Strings

MANIFEST = "[Content_Types].xml"
_PLAIN = ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")
_WITH_MACROS = ("ms-excel.sheet.macroEnabled.main+xml", "ms-excel.template.macroEnabled.main+xml")
_BINARY = "ms-excel.sheet.binary.macroEnabled.main"
_STRINGS = "spreadsheetml.sharedStrings+xml"
_STYLES = "spreadsheetml.styles+xml"


class _Part(NamedTuple):
    """A sheet, and where in the archive it stands."""

    name: str
    hidden: bool
    part: str
    size: int


def book(archive: ZipFile) -> RereadableFile:
    """The workbook's sheets, without those that are no tables, such as charts.

    Raises:
        BadFileError: The workbook is damaged, or has more sheets, formats or text than we read.
    """
    with guarded():
        types, workbook, styles = Types(), Workbook(), Styles()
        drain(stream(archive, MANIFEST, types))
        main = _main(types)
        drain(stream(archive, main, workbook))
        sheets = _worksheets(workbook, archive, main)
        if part := types.of(_STYLES):
            drain(stream(archive, part, styles))
        strings = Strings()
        if part := types.of(_STRINGS):
            drain(stream(archive, part, strings))

    merged: dict[str, tuple[MergedRange, ...]] = {}

    def read(only: Collection[int] | None) -> Sheets:
        wanted = [sheet for at, sheet in enumerate(sheets) if only is None or at in only]
        size, done = max(sum(sheet.size for sheet in wanted), 1), 0
        tally = ContentMeter(packed_size(archive))

        def count(more: int) -> None:
            nonlocal done
            done += more

        def each() -> Iterator[Sheet]:
            for name, hidden, part, _ in wanted:
                if part not in merged:
                    merged[part] = merged_in(archive, part)
                covers = MergedCells(merged[part])
                cells = SheetCells(strings, styles, workbook.epoch, tally, covers)
                rows = stream(archive, part, cells, count)
                yield Sheet(name, hidden, not_blank(rows), cells.struck)

        return Sheets(each(), lambda: min(done / size, 1.0))

    return RereadableFile(read, workbook.epoch, tuple(_said(types)))


def _main(types: Types) -> str:
    """The part that lists the sheets.

    Raises:
        BadFileError: There is none that we read.
    """
    if types.of(_BINARY):
        raise binary()
    main = types.of(*_PLAIN, *_WITH_MACROS)
    if main is None:
        raise no_workbook()
    return main


def _said(types: Types) -> Iterator[Text]:
    if types.of(*_WITH_MACROS):
        yield text("The workbook has macros: they are not run, and only the cells are read")


def _worksheets(workbook: Workbook, archive: ZipFile, main: str) -> list[_Part]:
    """The sheets in the order of the workbook.

    Raises:
        BadFileError: There are too many.
        ValueError: Two sheets are the same part, which would be read again and again.
    """
    links = WorkbookLinks()
    drain(stream(archive, join(dirname(main), "_rels", f"{main.rpartition('/')[2]}.rels"), links))
    found: list[_Part] = []
    for name, hidden, link in workbook.sheets:
        kind, target = links.targets[link] if link else ("", "")
        if not kind.endswith("/worksheet"):
            continue
        if len(found) == MOST_SHEETS:
            raise too_many_sheets()
        part = normpath(join("/", dirname(main), target)).lstrip("/")
        if any(part == known.part for known in found):
            raise ValueError(part)
        size = archive.getinfo(part).file_size
        found.append(_Part(sheet_name(name, len(found)), hidden, part, size))
    return found
