"""The messages between the process that reads a file and the one that asks it.

A request is a line of JSON. The answer is a frame: its length in four bytes, then JSON. A file may
have taken over the answering process, so every answer is checked.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn, cast

import orjson

from dashboard.i18n import Locale, Text
from dashboard.i18n.catalogues import translations
from dashboard.importers.faults import BadFileError, Fault
from dashboard.importers.files.limits import LONGEST_SHEET_NAME, MOST_LINES
from dashboard.importers.files.source import PLACE, Cell, Covered, RereadableFile, Row, Sheet

LENGTH = 4
LARGEST_FRAME = 8 << 20  # bytes; a row of the most characters, each written in six
FULL_BATCH = 1 << 18  # bytes, after which a batch of rows goes out
FIRST_BATCH, BATCH = 32, 512  # rows; of most sheets only the beginning is looked at
NO_MEMORY = 3  # how the process that reads ends when it may have no more
_MOST_SAID = 20
_LONGEST_FAILURE = 200
_SPECIAL = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS
_PLAIN = {str, int, float}

Sent = list[Any]


class LieError(Exception):
    """An answer that no process of ours would give."""


def frame(content: bytes) -> bytes:
    """A frame around JSON."""
    return len(content).to_bytes(LENGTH) + content


def of_book(book: RereadableFile) -> bytes:
    """Frame what is known of a book before it is read."""
    epoch = book.epoch.isoformat() if book.epoch else None
    return orjson.dumps(["book", epoch, [_of_text(one) for one in book.said]])


def of_sheet(name: str, *, hidden: bool) -> bytes:
    """Frame the beginning of a sheet."""
    return orjson.dumps(["sheet", name, hidden])


def of_rows(sheet: Sheet, most: int, fraction: Callable[[], float]) -> bytes:
    """Frame a batch of rows, and which are struck through; no rows when the sheet has ended."""
    packed: list[bytes] = []
    struck: list[int] = []
    size = 0
    for row in sheet.rows:
        if row[0] in sheet.struck:
            sheet.struck.discard(row[0])
            struck.append(row[0])
        packed.append(orjson.dumps(row, _of_special, _SPECIAL))
        size += len(packed[-1])
        if len(packed) == most or size >= FULL_BATCH:
            break
    told = orjson.dumps(fraction()), b",".join(packed), orjson.dumps(struck)
    return b'["rows",%s,[%s],%s]' % told


def of_fault(fault: Fault) -> bytes:
    """Frame why the file is refused."""
    return orjson.dumps(
        ["bad", _of_text(fault.problem), _of_text(fault.remedy), fault.row, fault.sheet]
    )


def of_failure(kind: str, place: str) -> bytes:
    """Frame a mistake of ours: which, and where."""
    return orjson.dumps(["failed", kind, place])


def as_book(sent: Sent) -> tuple[datetime | None, tuple[Text, ...]]:
    """The epoch, and what is said.

    Raises:
        LieError: It is something else.
    """
    epoch, said = _of_kind(sent, "book", 2)
    if not isinstance(said, list) or len(said) > _MOST_SAID:
        _refuse()
    return None if epoch is None else _moment(epoch), tuple(map(_text, said))


def as_sheet(sent: Sent) -> tuple[str, bool] | None:
    """Its name, and whether it is hidden; ``None`` after the last one.

    Raises:
        LieError: It is something else.
    """
    if sent == ["end"]:
        return None
    name, hidden = _of_kind(sent, "sheet", 2)
    if not isinstance(name, str) or len(name) > LONGEST_SHEET_NAME or type(hidden) is not bool:
        _refuse()
    return name, hidden


def as_rows(sent: Sent, after: int) -> tuple[float, list[Row], list[int]]:
    """The fraction that is read, the rows and which of them are struck out.

    Their numbers grow and are larger than ``after``.

    Raises:
        LieError: It is something else.
    """
    fraction, rows, struck = _of_kind(sent, "rows", 3)
    if type(fraction) is not float or type(rows) is not list or type(struck) is not list:
        _refuse()
    found: list[Row] = []
    for row in rows:
        if not isinstance(row, list) or len(row) != 2:
            _refuse()
        number, cells = row
        if type(number) is not int or not after < number <= MOST_LINES or type(cells) is not list:
            _refuse()
        if not _PLAIN.issuperset(map(type, cells)):
            cells = [_cell(cell) for cell in cells]
        found.append((number, cells))
        after = number
    if struck and not {number for number, _ in found}.issuperset(filter(_is_number, struck)):
        _refuse()
    return fraction, found, struck


def as_fault(sent: Sent) -> BadFileError:
    """Why the file is refused.

    Raises:
        LieError: It is something else.
    """
    problem, remedy, row, sheet = _of_kind(sent, "bad", 4)
    if row is not None and (type(row) is not int or not 0 <= row <= MOST_LINES):
        _refuse()
    if type(sheet) is not str or len(sheet) > LONGEST_SHEET_NAME:
        _refuse()
    return BadFileError(_text(problem), _text(remedy), row=row).of_sheet(sheet)


def as_failure(sent: Sent) -> str | None:
    """A mistake of the process, as a line for the log; ``None`` if there was none."""
    match sent:
        case ["failed", str(kind), str(place)]:
            return ascii(f"{kind} at {place}"[:_LONGEST_FAILURE])[1:-1]
    return None


def _of_kind(sent: Sent, kind: str, parts: int) -> Sent:
    if not isinstance(sent, list) or sent[:1] != [kind] or len(sent) != parts + 1:
        _refuse()
    return sent[1:]


def _of_text(said: Text) -> list[object]:
    return [said.message, dict(said.values)]


def _text(sent: object) -> Text:
    """One of our own texts with its values; only these exist in both languages."""
    match sent:
        case [str(message), dict(values)] if _is_ours(message):
            said = Text(message, values)
        case _:
            _refuse()
    if any(type(value) not in (str, int) for value in values.values()):
        _refuse()
    try:
        said.say(Locale.FR)
    except (KeyError, ValueError) as error:
        raise LieError from error
    return said


def _is_ours(message: str) -> bool:
    return translations(Locale.FR).gettext(message) != message


def _of_special(value: object) -> list[str]:
    if isinstance(value, datetime):
        return [value.isoformat()]
    if isinstance(value, Covered):
        return ["", value.of]
    raise TypeError


def _cell(sent: object) -> Cell:
    match sent:
        case [moment]:
            return _moment(moment)
        case ["", str(place)] if PLACE.fullmatch(place):
            return Covered(place)
    if type(sent) not in _PLAIN:
        _refuse()
    return cast("Cell", sent)


def _is_number(sent: object) -> bool:
    """Whether a value can be looked up among numbers.

    Raises:
        LieError: It is something else.
    """
    return type(sent) is int or _refuse()


def _moment(sent: object) -> datetime:
    try:
        return datetime.fromisoformat(str(sent))
    except ValueError as error:
        raise LieError from error


def _refuse() -> NoReturn:
    raise LieError
