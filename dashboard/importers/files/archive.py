"""Spreadsheets are zip archives of XML: opened with care, read as a stream."""

import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any, Protocol, TypeVar
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType
from zipfile import BadZipFile, ZipFile, ZipInfo

from dashboard.i18n import text
from dashboard.importers.faults import BadFileError
from dashboard.importers.files.source import MOST_SHEETS, too_many_sheets

LARGEST_UNPACKED = 2 << 30
LARGEST_TABLE = 256 << 20  # of the CSV files in an archive, which are unpacked to a disk
SMALL = 64 << 20
MOST_TIMES_SMALLER = 400  # a sheet of alike rows packs some hundred times; a bomb a thousand
_ENCRYPTED_FLAG = 1
_CHUNK = 1 << 16
_DAMAGE = (
    BadZipFile,
    ExpatError,
    EOFError,
    KeyError,
    IndexError,
    NotImplementedError,
    AttributeError,
    OverflowError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)


Gathered = TypeVar("Gathered", bound=tuple[Any, ...])


class Handlers(Protocol[Gathered]):
    """What reads the parts of a document: it gathers rows, and says when it needs no more.

    Of whatever it gathers, the first part is a row's number.
    """

    rows: list[Gathered]
    done: bool

    def attach(self, parser: XMLParserType) -> None:
        """Hang its handlers on the parser."""


@contextmanager
def open_archive(path: Path) -> Iterator[ZipFile]:
    """A zip archive that can be unpacked without harm.

    Raises:
        BadFileError: It is damaged, locked, or far larger inside than any real table.
    """
    try:
        archive = ZipFile(path)
    except _DAMAGE as error:
        raise damaged() from error
    with archive:
        parts = archive.infolist()
        if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
            raise locked()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED or any(map(_bomb, parts)):
            raise _too_large()
        yield archive


@contextmanager
def unpacked_tables(archive: ZipFile) -> Iterator[dict[str, Path]]:
    """The CSV files in an archive such as ODK Central's, by name, unpacked while they are read.

    A repeat group of a form has a file of its own. Files in folders are attachments.
    """
    tables = [
        part
        for part in archive.infolist()
        if part.filename.lower().endswith(".csv") and "/" not in part.filename
    ]
    if sum(table.file_size for table in tables) > LARGEST_TABLE:
        raise _too_large()
    if len(tables) > MOST_SHEETS:
        raise too_many_sheets()
    with TemporaryDirectory() as folder:
        # names are somebody else's: each names a table, never a place on our disk
        paths = {table.filename: Path(folder, f"{at}.csv") for at, table in enumerate(tables)}
        for table in tables:
            with guarded(), archive.open(table) as packed, paths[table.filename].open("wb") as out:
                copyfileobj(packed, out, _CHUNK)
        yield paths


def _too_large() -> BadFileError:
    return BadFileError(
        text("The file would unpack to far more than a table of sessions needs"),
        text("Save the table anew, without pictures and other sheets, or as CSV"),
    )


def locked() -> BadFileError:
    """The file has a password."""
    return BadFileError(
        text("The file is protected by a password"),
        text("Save it without a password and import it again"),
    )


def damaged(row: int | None = None) -> BadFileError:
    """The file is not what it seems."""
    return BadFileError(
        text("The file is damaged"),
        text("Open it in Excel or LibreOffice, save it anew and import it again"),
        row=row,
    )


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever a damaged file makes the libraries raise or warn of becomes one clear refusal."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except _DAMAGE as error:
        raise damaged() from error


def stream(
    archive: ZipFile, part: str, handlers: Handlers[Gathered], read: Callable[[int], object]
) -> Iterator[Gathered]:
    """The rows that the handlers gather from a part; ``read`` is told the bytes of each step."""
    last = None
    try:
        with archive.open(part) as document:
            parser = ParserCreate(namespace_separator=" ")
            parser.buffer_text = True
            parser.StartDoctypeDeclHandler = _no_doctype
            handlers.attach(parser)
            while not handlers.done:
                chunk = document.read(_CHUNK)
                parser.Parse(chunk, not chunk)
                read(len(chunk))
                for row in handlers.rows:
                    last = row[0]
                    yield row
                handlers.rows.clear()
                if not chunk:
                    break
    except _DAMAGE as error:
        raise damaged(last or None) from error


def drain(rows: Iterable[object]) -> None:
    """Read a part to its end, where the handlers themselves keep what they find."""
    for _ in rows:
        pass


def _bomb(part: ZipInfo) -> bool:
    return part.file_size > max(SMALL, MOST_TIMES_SMALLER * part.compress_size)


def _no_doctype(*_: object) -> None:
    raise ValueError
