"""Parse the day in a cell; ``values`` has the rules that all parsers share."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from math import isfinite

from dashboard.domain.shared.periods import FIRST_YEAR, LAST_YEAR
from dashboard.i18n import Text, text
from dashboard.importers.faults import BadValueError
from dashboard.importers.files.source import Cell
from dashboard.importers.values import Parse, as_text
from dashboard.importers.words import plain

DayFirst = Callable[[str], bool | None]
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


def day(
    epoch: datetime | None = None,
    *,
    timed: bool = False,
    day_first: DayFirst = lambda _separator: None,
) -> Parse:
    """Parse a day, in ISO or a common Canadian form; serial numbers count from ``epoch``.

    ``timed``: a time may follow and is dropped; the day is the local one where it was written.
    ``day_first`` tells by separator whether the day comes first in 03/04/2015.
    """

    def parse(cell: Cell) -> date:
        found = _day(_untimed(cell, epoch) if timed else cell, epoch, day_first)
        if not FIRST_YEAR <= found.year < LAST_YEAR:
            raise BadValueError(
                text("The year {year} cannot be right", year=str(found.year)), _write_iso()
            )
        return found

    return parse


def _untimed(cell: Cell, epoch: datetime | None) -> Cell:
    """The day of a date-time.

    A time in UTC is refused: a local evening is the next day in UTC, and the cell does not say
    which day was meant.
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
    """A spreadsheet's number as a date: days since its epoch, or a number like 20150325."""
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - takes long

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
