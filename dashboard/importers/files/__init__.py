"""Files as streams of rows: CSV (zipped, too), XLSX and ODS, told apart by what is in them."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from dashboard.i18n import text
from dashboard.importers.faults import BadFileError
from dashboard.importers.files import ods, plain_text, xlsx
from dashboard.importers.files.archive import open_archive, unpacked_tables
from dashboard.importers.files.plain_text import not_a_table
from dashboard.importers.files.source import Book, Cell, Sheets, sheet_name

__all__ = ["Book", "Cell", "open_book"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|head|meta)\b", re.IGNORECASE
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """A file, whose sheets can be read while it is open.

    Raises:
        BadFileError: It is no file that we can read; while reading the rows, too.
    """
    start = _first_bytes(path)
    if start.startswith(_OLE):
        raise _old_or_locked(path)
    if _MARKUP.match(start):
        raise BadFileError(
            text("This is a web page or an XML file, whatever its name says"),
            text("Open it in Excel or LibreOffice and save it as XLSX, ODS or CSV UTF-8"),
        )
    if start.startswith(b"%PDF"):
        raise not_a_table()
    if not start.startswith(_ZIP):
        yield plain_text.book(path, start)
        return
    with open_archive(path) as archive:
        if ods.CONTENT in archive.namelist():
            yield ods.book(archive)
        elif xlsx.MANIFEST in archive.namelist():
            yield xlsx.book(archive)
        else:
            with unpacked_tables(archive) as tables:
                if not tables:
                    raise _no_table()
                yield _one_book({name: _table(name, path) for name, path in tables.items()})


def _table(name: str, path: Path) -> Book:
    """A table of an archive."""
    try:
        return plain_text.book(path, _first_bytes(path))
    except BadFileError as error:
        raise error.of_sheet(name) from error


def _one_book(tables: Mapping[str, Book]) -> Book:
    """The tables of an archive as the sheets of a workbook; one alone is a file without any."""
    books = [*tables.values()]
    if len(books) == 1:
        return books[0]

    def read(only: Collection[int] | None) -> Sheets:
        wanted = [at for at in range(len(books)) if only is None or at in only]
        opened = [(at, books[at].read(None)) for at in wanted]
        names = [sheet_name(name, at) for at, name in enumerate(tables)]
        each = (replace(sheet, name=names[at]) for at, sheets in opened for sheet in sheets.each)
        return Sheets(each, lambda: sum(s.fraction() for _, s in opened) / max(len(opened), 1))

    return Book(read, said=tuple(dict.fromkeys(said for book in books for said in book.said)))


def _no_table() -> BadFileError:
    return BadFileError(
        text("The file is a zip archive, not a spreadsheet"),
        text("Unpack it and import the CSV, XLSX or ODS file that is in it"),
    )


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            start = stream.read(plain_text.SNIFFED)
    except FileNotFoundError as error:
        raise BadFileError(
            text("There is no such file"), text("Check the name and the folder")
        ) from error
    except IsADirectoryError as error:
        raise BadFileError(
            text("This is a folder, not a file"), text("Name a CSV, XLSX or ODS file")
        ) from error
    except (OSError, ValueError) as error:
        raise BadFileError(
            text("The file cannot be opened"), text("Check that you may read it")
        ) from error
    if not start.strip():
        raise BadFileError(
            text("The file is empty"), text("Write a header line and a row a record")
        )
    return start


def _old_or_locked(path: Path) -> BadFileError:
    overlap = b""
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            if _ENCRYPTED in overlap + chunk:
                return BadFileError(
                    text("The file is protected by a password"),
                    text("Save it without a password and import it again"),
                )
            overlap = chunk[-len(_ENCRYPTED) :]
    return BadFileError(
        text("This is an old Excel file (.xls)"),
        text("Open it in Excel and save it as “Excel workbook (.xlsx)”"),
    )
