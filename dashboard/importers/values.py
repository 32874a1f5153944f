"""What a cell says: pure functions from a cell, as a file has it, to a value of ours.

Each raises ``BadValueError`` and nothing else, whatever the cell holds. None is given a blank
cell: columns say what a blank means.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from openpyxl.utils.datetime import from_excel

from dashboard.domain.shared.periods import FIRST_YEAR, LAST_YEAR
from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Text, text
from dashboard.importers.faults import BadValueError, UnknownValueError, echo
from dashboard.importers.files.source import Cell
from dashboard.importers.formulas import unguarded
from dashboard.importers.words import listed, nearest, plain

LARGEST_COUNT = 100_000
LARGEST_DURATION = 1_440
LARGEST_TARGET = 100_000_000
_LONGEST_CHOICE = 12
_ROUNDED = 10**15

CODE_LABEL = " – "

Parse = Callable[[Cell], Any]
DayFirst = Callable[[str], bool | None]

_BETWEEN_CHOICES = re.compile(r"[;\n\r]")
_BETWEEN_CODES = re.compile(r"[\s,]+")
_BETWEEN_LANGUAGES = re.compile(r"\s+/\s+")
_YES_OR_NO = dict.fromkeys(("1", "yes", "y", "oui", "o", "true", "vrai", "x"), True) | (
    dict.fromkeys(("0", "no", "n", "non", "false", "faux"), False)
)

_GROUPED = re.compile(r"\d{1,3}(?:[\s,]\d{3})+")
_THOUSANDS_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_POINT_ZERO = re.compile(r"(\d+)(?:\.0+|,0{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(?::00(?:\.0+)?)?Z?$")
_TIME = re.compile(
    r"(?:T|,?\s)\s*\d{1,2}(?::|\s?h\s?)\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?$",
    re.ASCII,
)
_UTC = ("Z", "UTC", "GMT", "+00:00", "+0000", "-00:00")
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
        if isinstance(cell, int | float) and abs(cell) >= _ROUNDED:
            raise BadValueError(
                text(
                    "The spreadsheet has rounded this number, as it does all with more "
                    "than 15 digits"
                ),
                text("Format the column as text, then paste or export it again"),
            )
        found = unicodedata.normalize("NFC", as_text(cell))
        if len(found) > longest:
            raise BadValueError(
                text("The text is longer than {longest} characters", longest=longest),
                text("Shorten it; it has {length} characters", length=len(found)),
            )
        if not found.isprintable() and unwanted.search(found):
            raise BadValueError(
                text("The text contains characters that cannot be displayed"),
                text("Type it again, without control characters or line breaks"),
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
            text("This looks like an address; the database keeps none"),
            text("Give the part of the city, such as Vanier or Kanata"),
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


def day(
    epoch: datetime | None = None,
    *,
    timed: bool = False,
    day_first: DayFirst = lambda _separator: None,
) -> Parse:
    """A day, in ISO or a common Canadian form; a serial number counts from ``epoch``.

    ``timed``: a time of day may follow and is dropped; the day is the one where it was written.
    ``day_first`` tells what comes first in 03/04/2015, by its separator.
    """

    def parse(cell: Cell) -> date:
        found = _day(_untimed(cell, epoch) if timed else cell, epoch, day_first)
        if not FIRST_YEAR <= found.year < LAST_YEAR:
            raise BadValueError(
                text("The year {year} cannot be right", year=str(found.year)), _write_iso()
            )
        return found

    return parse


def yes_or_no(cell: Cell) -> bool:
    """A tick: 1 and 0, yes and no, oui and non, true and false."""
    found = _YES_OR_NO.get(plain(_POINT_ZERO.sub(r"\1", as_text(cell))))
    if found is None:
        raise BadValueError(
            text("This is neither yes nor no"), text("Write 1 if it was chosen, 0 if not")
        )
    return found


def if_chosen(option: str, chosen: Callable[[], tuple[str, ...]]) -> Parse:
    """A column an option: what was ``chosen`` where the cell says yes, or repeats the option."""

    def parse(cell: Cell) -> tuple[str, ...]:
        return chosen() if as_text(cell) == option.strip() or yes_or_no(cell) else ()

    return parse


def one_of(ways: Mapping[str, str], known: Iterable[Term], what: Text) -> Parse:
    """A code found by any of the ``ways`` to write it (plain words), or nothing, as they say.

    ``known`` are shown as the choice.
    """
    choice = {term.code: term for term in known}
    names = {way: code for way, code in ways.items() if code}
    blank = ways.keys() - names

    def remedy(written: str) -> Text:
        meant = nearest(written, names)
        return _choose_among(choice.values(), choice[meant] if meant else None)

    def parse(cell: Cell) -> str:
        written = as_text(cell)
        if blank and not blank.isdisjoint((written, plain(written))):
            return ""
        found = written if written in choice else names.get(plain(written)) or names.get(written)
        found = found or _in_two_languages(written, names) or _labelled(written, choice)
        if found is None:
            problem = text("“{value}” is not {what}", value=echo(written), what=what)
            raise UnknownValueError(problem, lambda: remedy(written), written=written)
        return found

    return parse


def many_of(names: Mapping[str, str], known: Iterable[Term], what: Text) -> Parse:
    """Codes separated by semicolons, commas, line ends or spaces, each once, sorted."""
    read = one_of(names, known, what)  # nothing for a word that counts as blank

    def codes(written: str) -> Iterator[str]:
        if plain(written) in names or written in names:
            yield written
            return
        parts = [part for part in _BETWEEN_CODES.split(written) if part]
        yield from parts if any(plain(part) in names for part in parts) else [written]

    def parse(cell: Cell) -> tuple[str, ...]:
        parts = [part for part in _BETWEEN_CHOICES.split(as_text(cell)) if part.strip()]
        found = {read(code) for part in parts for code in codes(part.strip())}
        return tuple(sorted(found - {""}))

    return parse


def written_in(cell: Cell, *, several: bool = False) -> set[str]:
    """The words of a cell: all of it, and each of those between semicolons.

    Of ``several`` codes in a cell, also each of those between commas and spaces.
    """
    whole = as_text(cell)
    found = {whole, *(part.strip() for part in _BETWEEN_CHOICES.split(whole))}
    return found.union(*map(_BETWEEN_CODES.split, found)) if several else found


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


def _in_two_languages(written: str, names: Mapping[str, str]) -> str | None:
    """The code of “youth workshop / atelier pour les jeunes”, when both sides mean the same."""
    parts = _BETWEEN_LANGUAGES.split(written)
    found = {names.get(plain(part)) for part in parts}
    return found.pop() if len(parts) > 1 and len(found) == 1 else None


def _labelled(written: str, choice: Container[str]) -> str | None:
    """The code of “HS-01 – Blue Heron High School”, as our template's lists have it."""
    found, dash, _ = written.partition(CODE_LABEL)
    return found if dash and found in choice else None


def as_text(cell: Cell) -> str:
    """What a cell says, as words are compared with it."""
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


def _untimed(cell: Cell, epoch: datetime | None) -> Cell:
    """The day of a date-time.

    One in UTC is refused: an evening here is the next day there, and it does not say which it was.
    """
    if isinstance(cell, str):
        written = cell.strip()
        time_of_day = None if _MIDNIGHT.search(written) else _TIME.search(written)
        if time_of_day and time_of_day["zone"] in _UTC:
            raise BadValueError(
                text("The time is in UTC, where it may have been another day"), _write_iso()
            )
        return written[: time_of_day.start()] if time_of_day else written
    if not isinstance(cell, datetime):
        cell = _serial_day(cell, epoch)
    return datetime.combine(cell.date(), time())


def _day(cell: Cell, epoch: datetime | None, day_first: DayFirst) -> date:
    if isinstance(cell, str):
        return _written_day(_MIDNIGHT.sub("", cell.strip()), day_first)
    if not isinstance(cell, datetime):
        cell = _serial_day(cell, epoch)
    if cell.time() != time():
        raise BadValueError(text("The date has a time of day"), _write_iso())
    return cell.date()


def _serial_day(serial: float, epoch: datetime | None) -> datetime:
    """A spreadsheet's number as a date: days since its epoch, or written like 20150325."""
    if compact := _COMPACT.fullmatch(as_text(serial)):
        return datetime.combine(_calendar_day(*compact.groups()), time())
    try:
        found = from_excel(serial, epoch) if epoch and isfinite(serial) else None
    except (OverflowError, ValueError):
        found = None
    if not isinstance(found, datetime):
        raise BadValueError(text("This is not a date"), _write_iso())
    return found


def _written_day(written: str, day_first: DayFirst) -> date:
    if parts := _YEAR_FIRST.fullmatch(written) or _COMPACT.fullmatch(written):
        return _calendar_day(*parts.groups())
    if parts := _YEAR_LAST.fullmatch(written):
        first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
        order = order_of(first, second)
        if order is None and first != second:
            order = day_first(parts[2])
            if order is None:
                raise _could_be_two(first, second, year)
        return _calendar_day(year, *((second, first) if order else (first, second)))
    return _day_in_words(written)


def order_of(first: int, second: int) -> bool | None:
    """Whether the first of two numbers is the day; ``None`` when each could be the month."""
    if first <= 12 and second <= 12:
        return None
    return first > 12


def numbers_of(cell: Cell) -> tuple[str, int, int] | None:
    """Separator and first two numbers of a date whose year comes last, such as 03/04/2015."""
    if not isinstance(cell, str):
        return None
    parts = _YEAR_LAST.fullmatch(_TIME.sub("", cell.strip()))
    return (parts[2], int(parts[1]), int(parts[3])) if parts else None


def _could_be_two(first: int, second: int, year: int) -> BadValueError:
    return BadValueError(
        text("It is unclear which is the day and which is the month"),
        text(
            "Write it as {one} or {other}, whichever you mean",
            one=f"{year}-{first:02d}-{second:02d}",
            other=f"{year}-{second:02d}-{first:02d}",
        ),
    )


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
        raise BadValueError(
            text("This day does not exist in the calendar"), _write_iso()
        ) from error


def _write_iso() -> Text:
    return text("Write it as 2015-03-25: year, month, day")


def _choose_among(choice: Collection[Term], meant: Term | None) -> Text:
    if meant:
        return text("Did you mean “{meant}”?", meant=meant)
    if not choice:
        return text("There are none yet: import them first")
    return text("Write one of: {choice}", choice=listed(choice, most=_LONGEST_CHOICE))
