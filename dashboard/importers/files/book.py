"""Open a CSV (also zipped), XLSX or ODS file, recognised by its content.

Only the process that reads files loads this, with all that can read them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import IO
from zipfile import ZipFile, ZipInfo

from dashboard.i18n import text
from dashboard.importers.faults import BadFileError
from dashboard.importers.files import ods, plain_text, xlsx
from dashboard.importers.files.archive import guarded, open_archive, tables_in
from dashboard.importers.files.refusals import locked, not_a_table, of_numbers
from dashboard.importers.files.source import RereadableFile, Sheets, sheet_name

_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|head|meta)\b", re.IGNORECASE
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OF_NUMBERS = ("Index/Document.iwa", "Index.zip")


@contextmanager
def read_book(file: IO[bytes]) -> Iterator[RereadableFile]:
    """Open a file, positioned at its start, and yield its sheets for reading.

    Raises:
        BadFileError: It is no file that we can read; also raised while reading the rows.
    """
    start = file.read(plain_text.SNIFFED)
    if not start.strip():
        raise BadFileError(
            text("The file is empty"), text("Write a header line and one row per record")
        )
    if start.startswith(_OLE):
        raise _old_or_locked(file)
    if _MARKUP.match(start):
        raise BadFileError(
            text("This is a web page or an XML file, despite its name"),
            text("Open it in Excel or LibreOffice and save it as XLSX, ODS or CSV UTF-8"),
        )
    if start.startswith(b"%PDF"):
        raise not_a_table()
    if start.startswith(_ZIP):
        with open_archive(file) as archive:
            yield _in_archive(archive)
    else:
        yield plain_text.book(lambda: nullcontext(_rewound(file)), file.seek(0, 2))


def _in_archive(archive: ZipFile) -> RereadableFile:
    """The workbook in an archive, or its one table."""
    names = archive.namelist()
    if ods.LOCKED in names:
        raise locked()
    if ods.CONTENT in names:
        return ods.book(archive)
    if xlsx.MANIFEST in names:
        return xlsx.book(archive)
    if tables := tables_in(archive):
        return _one_book([(table.filename, _table(archive, table)) for table in tables])
    if any(name in names for name in _OF_NUMBERS):
        raise of_numbers()
    raise BadFileError(
        text("The file is a zip archive, not a spreadsheet"),
        text("Unzip it and import the CSV, XLSX or ODS file inside"),
    )


def _table(archive: ZipFile, part: ZipInfo) -> RereadableFile:
    """A table of an archive."""
    try:
        return plain_text.book(lambda: _unpacked(archive, part), part.file_size)
    except BadFileError as error:
        raise error.of_sheet(sheet_name(part.filename, 0)) from error


def _one_book(tables: Sequence[tuple[str, RereadableFile]]) -> RereadableFile:
    """The tables of an archive as sheets of a workbook; a single one is a file without sheets."""
    if len(tables) == 1:
        return tables[0][1]
    names = [sheet_name(name, at) for at, (name, _) in enumerate(tables)]

    def read(only: Collection[int] | None) -> Sheets:
        wanted = [at for at in range(len(tables)) if only is None or at in only]
        opened = [(names[at], tables[at][1].read(None)) for at in wanted]
        each = (replace(sheet, name=name) for name, sheets in opened for sheet in sheets.each)
        return Sheets(each, lambda: sum(s.fraction() for _, s in opened) / max(len(opened), 1))

    return RereadableFile(
        read, said=tuple(dict.fromkeys(said for _, book in tables for said in book.said))
    )


@contextmanager
def _unpacked(archive: ZipFile, part: ZipInfo) -> Iterator[IO[bytes]]:
    """A part of the archive, unpacked as it is read, without using the disk."""
    with guarded(), archive.open(part) as stream:
        yield stream


def _rewound(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    return file


def _old_or_locked(file: IO[bytes]) -> BadFileError:
    overlap = b""
    file.seek(0)
    while chunk := file.read(1 << 20):
        if _ENCRYPTED in overlap + chunk:
            return locked()
        overlap = chunk[-len(_ENCRYPTED) :]
    return BadFileError(
        text("This is an old Excel file (.xls)"),
        text("Open it in Excel and save it as “Excel workbook (.xlsx)”"),
    )
