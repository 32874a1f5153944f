"""Read CSV in UTF-8, UTF-16 with its mark, or Windows-1252; separated by , ; tab or |."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_LE, getincrementaldecoder
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from io import TextIOWrapper
from typing import IO, Self, TextIO

from dashboard.i18n import Text, text
from dashboard.importers.faults import BadFileError
from dashboard.importers.files.limits import LONGEST_ROW, MOST_LINES, WIDEST
from dashboard.importers.files.refusals import (
    not_a_table,
    too_long_a_row,
    too_many_lines,
    too_wide,
)
from dashboard.importers.files.source import RereadableFile, Row, Sheet, Sheets, not_blank

SNIFFED = 1 << 16
LONGEST_LINE = 1 << 20
SEPARATORS = ",;\t"
STROKE = "|"
_A_TABLE = 3  # strokes; a title may have one or two between its parts
_LOOKED_AT = 15
_QUOTED = re.compile(r'"[^"]*"')
_EXCEL_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)
ENCODINGS = _UTF8, _UTF16, _WINDOWS = "utf-8-sig", "utf-16", "cp1252"
_CHUNK = 1 << 20
# No French or English text in Windows-1252 has control characters; ƒ, Š, Ž and their like, whose
# bytes are letters with accents to DOS and to an old Macintosh; or what UTF-8 looks like in it.
_NOT_WINDOWS = re.compile(
    rb"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x81-\x84\x86-\x88\x8a\x8d-\x90\x98\x9a\x9d\x9e]"
    rb"|\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80"
)


Open = Callable[[], AbstractContextManager[IO[bytes]]]


class _TooLongError(csv.Error):
    """A line longer than any table has."""


def book(opened: Open, size: int) -> RereadableFile:
    """A CSV file of this size, which ``opened`` opens at its start: one sheet without a name.

    Raises:
        BadFileError: It is in no encoding that we read.
    """
    with opened() as stream:
        start = stream.read(SNIFFED)
    is_marked = start.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    if start.startswith(BOM_UTF32_LE):  # it begins as that of UTF-16 does
        is_marked = False
    if b"\0" in start and not is_marked:
        raise not_a_table()
    encoding = _UTF16 if is_marked else _encoding(opened)
    if is_marked and _first_line_not_in(_UTF16, opened):
        raise not_a_table()

    def read(_only: Collection[int] | None) -> Sheets:
        being_read: list[IO[bytes]] = []

        def rows() -> Iterator[Row]:
            with opened() as raw:
                being_read.append(raw)
                lines = TextIOWrapper(raw, encoding=encoding, newline="")
                try:
                    yield from _rows(lines)
                finally:
                    lines.detach()  # otherwise it closes the file, which is read again

        def fraction() -> float:
            done = [raw.tell() for raw in being_read if not raw.closed]
            return min(done[0] / max(size, 1), 1.0) if done else 0.0

        return Sheets(iter([Sheet("", hidden=False, rows=not_blank(rows()))]), fraction)

    return RereadableFile(read, said=(_read_as_windows(),) if encoding == _WINDOWS else ())


def _encoding(opened: Open) -> str:
    """The encoding that is valid to the file's last byte.

    Raises:
        BadFileError: No encoding that we read is.
    """
    line = _first_line_not_in(_UTF8, opened)
    if not line:
        return _UTF8
    if _is_windows(opened):
        return _WINDOWS
    raise BadFileError(
        text("Line {line} is not in UTF-8", line=str(line)),
        text("In Excel, save it as “CSV UTF-8 (comma delimited)”, or import the XLSX file itself"),
    )


def _is_windows(opened: Open) -> bool:
    """Whether it can only be Windows-1252; a UTF-8 mark at the start says that it should not be."""
    last = b""
    with opened() as stream:
        while chunk := stream.read(_CHUNK):
            if (not last and chunk.startswith(BOM_UTF8)) or _NOT_WINDOWS.search(last + chunk):
                return False
            last = chunk[-1:]  # the chunk may end within a pair
    return True


def _rows(lines: TextIO) -> Iterator[Row]:
    number = 0
    try:
        separator, hinted = _separator(lines)
        number = 1 if hinted else 0
        bounded = _Bounded(lines)
        for cells in csv.reader(bounded, delimiter=separator, strict=True):
            number += 1
            bounded.number, bounded.taken = number, 0
            if len(cells) > WIDEST:
                raise too_wide(number)
            yield number, [*cells]
    except csv.Error as error:
        if isinstance(error, _TooLongError) or "field limit" in str(error):
            raise BadFileError(
                text("A cell is far too long; perhaps a quotation mark before it is not closed"),
                text("Shorten the cell, or close the quotation mark"),
                row=number + 1,
            ) from error
        raise BadFileError(
            text("A quotation mark is not closed, or is inside an unquoted cell"),
            text('Write a quotation mark inside a quoted cell twice (`""`) and close each cell'),
            row=number + 1,
        ) from error


def _separator(lines: TextIO) -> tuple[str, bool]:
    """The separator of the first line that has one, and whether Excel's ``sep=`` line named it.

    Titles may stand above; a table with one column has no separator.
    """
    header = _line_with_words(lines)
    if hint := _EXCEL_HINT.fullmatch(header):
        return hint[1], True
    for _ in range(_LOOKED_AT):
        bare = _QUOTED.sub("", header)
        if any(separator in bare for separator in SEPARATORS) or bare.count(STROKE) >= _A_TABLE:
            break
        header = _line_with_words(lines)
    lines.seek(0)
    best = max(SEPARATORS, key=bare.count)
    return STROKE if _has_strokes(bare, bare.count(best)) else best, False


def _has_strokes(header: str, others: int) -> bool:
    """Whether bars separate a header's cells, and not the two languages within each cell."""
    strokes = header.count(STROKE) - (header.count(f" {STROKE} ") if others else 0)
    return strokes >= _A_TABLE and strokes > others


def _line_with_words(lines: TextIO) -> str:
    line = lines.readline(SNIFFED)
    while line and not line.strip():
        line = lines.readline(SNIFFED)
    return line


class _Bounded:
    """Lines of complete rows; ``number`` is the last row's, ``taken`` the characters since."""

    def __init__(self, lines: TextIO) -> None:
        self.number = self.taken = 0
        self._lines = lines

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.taken += len(line)
        if len(line) == LONGEST_LINE and not any(separator in line for separator in SEPARATORS):
            raise _TooLongError
        if self.taken > LONGEST_ROW:
            raise too_long_a_row(self.number + 1)
        if self.number >= MOST_LINES:
            raise too_many_lines()
        return line


def _first_line_not_in(encoding: str, opened: Open) -> int:
    """The number of the first line not in this encoding; 0 if all are."""
    decoder, line = getincrementaldecoder(encoding)(), 1
    with opened() as stream:
        while chunk := stream.read(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            line += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return 0


def _read_as_windows() -> Text:
    return text(
        "The file is not in UTF-8 and was read as Windows-1252, as Excel saves a plain CSV: "
        "check the accented letters"
    )
