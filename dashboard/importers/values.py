"""What a cell says: pure functions from a cell, as a file has it, to a value of ours.

Each raises ``BadValueError`` and nothing else, whatever the cell holds. None is given a blank
cell: columns say what a blank means.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from openpyxl.utils.datetime import from_excel

from dashboard.domain.periods import FIRST_YEAR, LAST_YEAR
from dashboard.domain.vocabulary import Term
from dashboard.i18n import Text, text
from dashboard.importers.faults import BadValueError, echo
from dashboard.importers.files.source import Cell
from dashboard.importers.formulas import unguarded
from dashboard.importers.words import listed, nearest, plain

LARGEST_COUNT = 100_000
LARGEST_DURATION = 1_440
LARGEST_TARGET = 100_000_000
_LONGEST_CHOICE = 12

Parse = Callable[[Cell], Any]

_GROUPED = re.compile(r"\d{1,3}(?:[\s,]\d{3})+")
_THOUSANDS_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_POINT_ZERO = re.compile(r"(\d+)(?:\.0+|,0{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(?::00(?:\.0+)?)?Z?$")
_STREET = re.compile(
    r"\d.*\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|cres|crescent|lane|court|"
    r"way|place|pl|terrace|parkway|pkwy|highway|hwy|rue|ruelle|chemin|ch|boul|promenade|prom|"
    r"croissant|allee|impasse|route|rang|unit|suite|apt|app)\b"
)
_POSTAL_CODE = re.compile(r"\b[a-z]\d[a-z] ?\d[a-z]\d\b")
# controls, halves of characters, and what hides or reverses text; not the no-break spaces of French
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_CONTROL_OR_BREAK = re.compile(f"[\t\n\r]|{_CONTROL.pattern}")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janv janvier",
            "feb february fev fevr fevrier",
            "mar march mars",
            "apr april avr avril",
            "may mai",
            "jun june juin",
            "jul july juil juillet",
            "aug august aout",
            "sep sept september septembre",
            "oct october octobre",
            "nov november novembre",
            "dec december decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_ORDINALS = re.compile(r"(\d+)(?:st|nd|rd|th|er)")
_DAY_WORD = re.compile(
    r"\b(?:le|the|of|de|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?|lun(?:di)?|mardi|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|"
    r"sam(?:edi)?|dim(?:anche)?)\b"
)


def words(longest: int, *, lines: bool = False) -> Parse:
    """Text of at most ``longest`` characters, trimmed; a note may have several lines."""
    unwanted = _CONTROL if lines else _CONTROL_OR_BREAK

    def parse(cell: Cell) -> str:
        found = unicodedata.normalize("NFC", _as_text(cell))
        if len(found) > longest:
            raise BadValueError(
                text("The text is longer than {longest} characters", longest=longest),
                text("Shorten it; it has {length} characters", length=len(found)),
            )
        if not found.isprintable() and unwanted.search(found):
            raise BadValueError(
                text("The text holds characters that cannot be shown"),
                text("Type it anew, without control characters or line breaks"),
            )
        return found

    return parse


def code(longest: int = 40) -> Parse:
    """A code: text without a space inside or a semicolon, so that lists of codes stay clear."""
    read = words(longest)

    def parse(cell: Cell) -> str:
        found: str = read(cell)
        if ";" in found or any(map(str.isspace, found)):
            raise BadValueError(
                text("A code has no space and no semicolon"),
                text("Write it like SH-03"),
            )
        return found

    return parse


def area(cell: Cell) -> str:
    """A part of the city, never an address: what looks like one is refused."""
    found: str = words(100)(cell)
    bare = plain(found)
    if _STREET.search(bare) or _POSTAL_CODE.search(bare):
        raise BadValueError(
            text("This looks like an address; the database holds none"),
            text("Name the part of the city, such as Vanier or Kanata"),
        )
    return found


def count(cell: Cell, *, largest: int = LARGEST_COUNT) -> int:
    """A whole number from 0: ``12``, ``1 000``, ``1,000``, ``12.0``."""
    number = _whole(cell)
    if number is None or number < 0:
        raise BadValueError(
            text("This is not a whole number of zero or more"),
            text("Write digits only, such as 12"),
        )
    if number > largest:
        raise BadValueError(
            text("The number is larger than {largest}", largest=largest),
            text("Check it: a digit too many, or two cells run together?"),
        )
    return number


def above_zero(largest: int) -> Parse:
    """A whole number from 1."""

    def parse(cell: Cell) -> int:
        number = count(cell, largest=largest)
        if not number:
            raise BadValueError(
                text("The number must be above zero"), text("Write at least 1, or leave it blank")
            )
        return number

    return parse


def day(epoch: datetime | None = None) -> Parse:
    """A day, in ISO or a common Canadian form; a serial number counts from ``epoch``."""

    def parse(cell: Cell) -> date:
        found = _day(cell, epoch)
        if not FIRST_YEAR <= found.year < LAST_YEAR:
            raise BadValueError(
                text("The year {year} cannot be right", year=str(found.year)), _write_iso()
            )
        return found

    return parse


def one_of(names: Mapping[str, str], known: Iterable[Term], what: Text) -> Parse:
    """A code found by any of its ``names`` (plain words); ``known`` are shown as the choice."""
    choice = {term.code: term for term in known}

    def remedy(written: str) -> Text:
        meant = nearest(written, names)
        return _choose_among(choice.values(), choice[meant] if meant else None)

    def parse(cell: Cell) -> str:
        written = _as_text(cell)
        found = written if written in choice else names.get(plain(written))
        if found is None:
            problem = text("“{value}” is not {what}", value=echo(written), what=what)
            raise BadValueError(problem, lambda: remedy(written))
        return found

    return parse


def many_of(names: Mapping[str, str], known: Iterable[Term], what: Text) -> Parse:
    """Codes separated by semicolons, each once, sorted."""
    read = one_of(names, known, what)

    def parse(cell: Cell) -> tuple[str, ...]:
        parts = [part for part in _as_text(cell).split(";") if part.strip()]
        return tuple(sorted({read(part) for part in parts}))

    return parse


def ignored(_cell: Cell) -> None:
    """A cell that is not for us to read, or under a header that is a fault already."""


def nothing(column: int) -> Parse:
    """No value may stand in a column without a header.

    It may be the end of a note with a comma in it, and so is not repeated.
    """

    def parse(_cell: Cell) -> None:
        raise BadValueError(
            text("There is a value in column {column}, which has no header", column=str(column)),
            text("Give the column a header, or clear the cell; text with a comma needs quotes"),
        )

    return parse


def _as_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return unguarded(cell.strip()).strip()
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(int(cell)) if isfinite(cell) and cell == int(cell) else str(cell)


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if isfinite(cell) and cell == int(cell) else None
    if isinstance(cell, datetime):
        return None
    found = cell.strip()
    if _THOUSANDS_OR_DECIMALS.fullmatch(found):
        raise BadValueError(
            text("The point could mark thousands or decimals"),
            text("Write digits only: 1000 for a thousand, 1 for one"),
        )
    if _GROUPED.fullmatch(found):
        found = re.sub(r"[\s,]", "", found)
    elif whole := _POINT_ZERO.fullmatch(found):
        found = whole[1]
    return int(found) if found.isdecimal() and len(found) < 20 else None


def _day(cell: Cell, epoch: datetime | None) -> date:
    if isinstance(cell, str):
        return _written_day(_MIDNIGHT.sub("", cell.strip()))
    if not isinstance(cell, datetime):
        cell = _serial_day(cell, epoch)
    if cell.time() != time():
        raise BadValueError(text("The date has a time of day"), _write_iso())
    return cell.date()


def _serial_day(serial: float, epoch: datetime | None) -> datetime:
    """A spreadsheet's number as a date: days since its epoch, or written like 20150325."""
    if compact := _COMPACT.fullmatch(_as_text(serial)):
        return datetime.combine(_calendar_day(*compact.groups()), time())
    try:
        found = from_excel(serial, epoch) if epoch and isfinite(serial) else None
    except (OverflowError, ValueError):
        found = None
    if not isinstance(found, datetime):
        raise BadValueError(text("This is not a date"), _write_iso())
    return found


def _written_day(written: str) -> date:
    if parts := _YEAR_FIRST.fullmatch(written) or _COMPACT.fullmatch(written):
        return _calendar_day(*parts.groups())
    if parts := _YEAR_LAST.fullmatch(written):
        first, second, year = map(int, parts.groups())
        if first <= 12 and second <= 12 and first != second:
            raise BadValueError(
                text("Day and month cannot be told apart"),
                text(
                    "Write it as {one} or {other}, whichever is meant",
                    one=f"{year}-{first:02d}-{second:02d}",
                    other=f"{year}-{second:02d}-{first:02d}",
                ),
            )
        month_, day_ = (first, second) if first <= 12 else (second, first)
        return _calendar_day(year, month_, day_)
    return _day_in_words(written)


def _day_in_words(written: str) -> date:
    tokens = _DAY_WORD.sub("", plain(_ORDINALS.sub(r"\1", written[:60]))).split()
    months = [MONTHS[token] for token in tokens if token in MONTHS]
    numbers = [token for token in tokens if token.isdigit()]
    if len(tokens) != 3 or len(months) != 1 or len(numbers) != 2:
        raise BadValueError(text("This is not a date"), _write_iso())
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(years) != 1 or len(days) != 1:
        raise BadValueError(
            text("The year must have four digits"), text("Write the date as 2015-03-25")
        )
    return _calendar_day(years[0], months[0], days[0])


def _calendar_day(year: str | int, month: str | int, day_: str | int) -> date:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError as error:
        raise BadValueError(text("There is no such day in the calendar"), _write_iso()) from error


def _write_iso() -> Text:
    return text("Write it as 2015-03-25: year, month, day")


def _choose_among(choice: Collection[Term], meant: Term | None) -> Text:
    if meant:
        return text("Did you mean “{meant}”?", meant=meant)
    if not choice:
        return text("None is known yet: import them first")
    return text("Write one of: {choice}", choice=listed(choice, most=_LONGEST_CHOICE))
