"""Read ODS row by row in constant memory; repeated rows and columns stay a number until read."""

from collections.abc import Collection, Iterator
from itertools import groupby
from zipfile import ZipFile

from dashboard.importers.files.archive import guarded, packed_size, stream
from dashboard.importers.files.ods_content import OdsContent, RepeatedRow
from dashboard.importers.files.refusals import locked, no_spreadsheet
from dashboard.importers.files.source import RereadableFile, Row, Sheet, Sheets, not_blank
from dashboard.importers.files.tally import ContentMeter

CONTENT, LOCKED = "content.xml", "encrypted-package"
_LOOKED_AT = 1 << 20  # bytes of the parts that tell what the document is
_MANIFEST, _TYPE = "META-INF/manifest.xml", "mimetype"


def book(archive: ZipFile) -> RereadableFile:
    """The document's sheets, without its cached copies of other files.

    Raises:
        BadFileError: The document is damaged, locked, or no spreadsheet.
    """
    with guarded():
        if b"spreadsheet" not in _beginning(archive, _TYPE):
            raise no_spreadsheet()
        if _MANIFEST in archive.namelist() and b"encryption-data" in _beginning(archive, _MANIFEST):
            raise locked()
        size = max(archive.getinfo(CONTENT).file_size, 1)

    def read(only: Collection[int] | None) -> Sheets:
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more

        document = OdsContent(only, ContentMeter(packed_size(archive)))
        rows = stream(archive, CONTENT, document, count)
        return Sheets(_each(document, rows), lambda: min(done / size, 1.0))

    return RereadableFile(read)


def _beginning(archive: ZipFile, part: str) -> bytes:
    with archive.open(part) as stored:
        return stored.read(_LOOKED_AT)


def _each(document: OdsContent, rows: Iterator[RepeatedRow]) -> Iterator[Sheet]:
    for at, of_sheet in groupby(rows, lambda row: row.at):
        name, hidden = document.sheets[at]
        struck: set[int] = set()
        yield Sheet(name, hidden, not_blank(_repeated(of_sheet, struck)), struck)
        document.leave(at)


def _repeated(rows: Iterator[RepeatedRow], struck: set[int]) -> Iterator[Row]:
    for number, cells, times, _, is_struck in rows:
        for offset in range(times):
            if is_struck and cells:
                struck.add(number + offset)
            yield number + offset, cells
