"""Spreadsheets are zip archives of XML: opened with care, read as a stream."""

import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import IO, Any, Protocol, TypeVar
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType, errors
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from dashboard.importers.files.limits import (
    LARGEST_LIST,
    LARGEST_UNPACKED,
    LONGEST_TAG,
    MOST_PARTS,
    MOST_SHEETS,
    MOST_TIMES_SMALLER,
    NEVER_A_BOMB,
)
from dashboard.importers.files.refusals import (
    damaged,
    locked,
    too_large,
    too_many_parts,
    too_many_sheets,
)

_ENCRYPTED_FLAG = 1
_END, _END_BYTES, _LONGEST_COMMENT = b"PK\x05\x06", 22, 1 << 16
_HEADER_BYTES = 30  # bytes of a part's header, before its name
_CHUNK = 1 << 13  # few enough that the rows of one take little memory, whatever stands in them
_NO_MEMORY = errors.codes[errors.XML_ERROR_NO_MEMORY]
_DAMAGE = (
    BadZipFile,
    LargeZipFile,
    ExpatError,
    EOFError,
    LookupError,
    NotImplementedError,
    AttributeError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)


Gathered = TypeVar("Gathered", bound=tuple[Any, ...])


class Handlers(Protocol[Gathered]):
    """Parser handlers for parts of a document: they collect rows, and say when they have enough.

    The first item of whatever they collect is a row's number.
    """

    rows: list[Gathered]
    done: bool

    def attach(self, parser: XMLParserType) -> None:
        """Register the handlers with the parser."""


@contextmanager
def open_archive(file: IO[bytes]) -> Iterator[ZipFile]:
    """Open a zip archive that is safe to unpack.

    Raises:
        BadFileError: It is damaged, locked, or far larger inside than any real table.
    """
    size = _check_list(file)
    try:
        archive = ZipFile(file)
    except _DAMAGE as error:
        raise damaged() from error
    with archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise too_many_parts()
        if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
            raise locked()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED or any(map(_bomb, parts)):
            raise too_large()
        if _is_crooked(parts, size):
            raise damaged()
        yield archive


def tables_in(archive: ZipFile) -> list[ZipInfo]:
    """The CSV files in an archive such as ODK Central's.

    Each repeat group of a form has its own file. Files in folders are attachments.

    Raises:
        BadFileError: There are more than a workbook may have sheets.
    """
    tables = [
        part
        for part in archive.infolist()
        if part.filename.lower().endswith(".csv") and "/" not in part.filename
    ]
    if len(tables) > MOST_SHEETS:
        raise too_many_sheets()
    return tables


@contextmanager
def guarded() -> Iterator[None]:
    """Turn whatever libraries raise or warn about damaged files into one clear refusal."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except _DAMAGE as error:
        raise _readable_error(error) from error


def stream(
    archive: ZipFile,
    part: str,
    handlers: Handlers[Gathered],
    read: Callable[[int], object] = lambda _: None,
) -> Iterator[Gathered]:
    """The rows that handlers collect from a part.

    ``read`` is called with the bytes of each step.
    """
    last, fed = None, 0
    try:
        with archive.open(part) as document:
            parser = ParserCreate(namespace_separator=" ")
            parser.buffer_text = True
            parser.StartDoctypeDeclHandler = _no_doctype
            handlers.attach(parser)
            while not handlers.done:
                chunk = document.read(_CHUNK)
                parser.Parse(chunk, not chunk)
                fed += len(chunk)
                read(len(chunk))
                for row in handlers.rows:
                    last = row[0]
                    yield row
                handlers.rows.clear()
                if not chunk:
                    break
                if fed - parser.CurrentByteIndex > LONGEST_TAG:
                    raise damaged(last or None)
    except _DAMAGE as error:
        raise _readable_error(error, last or None) from error


def drain(rows: Iterable[object]) -> None:
    """Read a part to its end, if the handlers store what they find."""
    for _ in rows:
        pass


def _readable_error(error: Exception, row: int | None = None) -> Exception:
    if isinstance(error, ExpatError) and error.code == _NO_MEMORY:
        return MemoryError()
    return damaged(row)


def packed_size(archive: ZipFile) -> int:
    """How many bytes of the file its parts take."""
    return sum(part.compress_size for part in archive.infolist())


def _check_list(file: IO[bytes]) -> int:
    """Return the file's size, after checking the length of its list of parts.

    Raises:
        BadFileError: Reading the list alone would take long.
    """
    size = file.seek(0, 2)
    file.seek(max(size - _END_BYTES - _LONGEST_COMMENT, 0))
    ending = file.read()
    at = ending.rfind(_END)
    end = ending[at : at + _END_BYTES] if at >= 0 else b""
    if len(end) == _END_BYTES:
        count, length = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
        if count > MOST_PARTS or length > LARGEST_LIST:
            raise too_many_parts()
    return size


def _bomb(part: ZipInfo) -> bool:
    return part.file_size > max(NEVER_A_BOMB, MOST_TIMES_SMALLER * part.compress_size)


def _is_crooked(parts: Sequence[ZipInfo], size: int) -> bool:
    """Whether the list of parts has something that no spreadsheet program writes.

    It may be two parts with one name, or bytes that belong to several parts or lie outside the
    file. Or it is a compression method that may need any amount of memory.
    """
    places = sorted((part.header_offset, part.compress_size) for part in parts)
    return (
        len({part.filename for part in parts}) < len(parts)
        or any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts)
        or any(
            start < 0 or start + _HEADER_BYTES + length > following
            for (start, length), (following, _) in pairwise([*places, (size, 0)])
        )
    )


def _no_doctype(*_: object) -> None:
    raise ValueError
