"""Numbers, percents, dates and lists as Canadians write them.

Babel is loaded by what needs it: most commands, and the process that reads a file, say little.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from dashboard.i18n.locale import Locale

NO_BREAK_SPACE = "\u00a0"
HIDDEN = "x"
NOT_AVAILABLE = ".."
_TO = {Locale.EN: "to", Locale.FR: "à"}
_AND = {Locale.EN: "and", Locale.FR: "et"}


# An answer has hundreds of numbers and days, and most of them are those of the last answer
_kept = lru_cache(maxsize=4096)


def number(value: int | Decimal, locale: Locale) -> str:
    """``1,000`` or ``1 000`` (no-break space)."""
    return whole(value, locale) if isinstance(value, int) else _decimal(value, locale)


def whole(value: int, locale: Locale) -> str:
    """A whole number, as most are: in a twentieth of Babel's time."""
    english = f"{value:,}"
    return english.replace(",", NO_BREAK_SPACE) if locale is Locale.FR else english


@_kept
def _decimal(value: Decimal, locale: Locale) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 - see above

    return format_decimal(value, locale=locale.cldr)


def count(value: int | None, locale: Locale) -> str:
    """A count in a table or on a bar: ``x`` when it is hidden."""
    return HIDDEN if value is None else whole(value, locale)


def percent(value: Decimal, locale: Locale) -> str:
    """A value that is already in percent, with at most one decimal: ``27.3%`` or ``27,3 %``."""
    english = f"{value:,.1f}".removesuffix(".0")  # in a twentieth of Babel's time
    if locale is Locale.EN:
        return f"{english}%"
    return english.replace(",", NO_BREAK_SPACE).replace(".", ",") + f"{NO_BREAK_SPACE}%"


def _day(day: date, form: str, locale: Locale) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - see above

    return format_date(day, form, locale=locale.cldr)


@_kept
def long_date(day: date, locale: Locale) -> str:
    """``March 25, 2015`` or ``25 mars 2015``; the first of a month is ``1er mars 2015``.

    No line ends between the day and the month.
    """
    begin, between, end = _long_form(day.month, locale)
    at = "1er" if locale is Locale.FR and day.day == 1 else str(day.day)
    return f"{begin}{at}{between}{day.year}{end}"


@_kept  # of few months; each filter may have another day, which takes Babel twenty times as long
def _long_form(month: int, locale: Locale) -> tuple[str, str, str]:
    """What stands before, between and after the day and the year, in this order."""
    said = _day(date(2000, month, 28), "long", locale)
    kept = said.replace(" 28", f"{NO_BREAK_SPACE}28").replace("28 ", f"28{NO_BREAK_SPACE}")
    begin, rest = kept.split("28")
    between, end = rest.split("2000")
    return begin, between, end


@_kept
def month(code: str, locale: Locale, *, short: bool = False) -> str:
    """A month's code in words: ``March 2015``, ``mars 2015``; short for axes: ``Mar. 2015``."""
    first = date.fromisoformat(f"{code}-01")
    return _day(first, "MMM y" if short else "MMMM y", locale)


@_kept
def months(first: str, last: str, locale: Locale) -> str:
    """Months in a row; a year that all share is said once: ``janvier à mars 2015``."""
    if first == last:
        return month(first, locale)
    one_year = first.partition("-")[0] == last.partition("-")[0]
    begin = _day(date.fromisoformat(f"{first}-01"), "LLLL" if one_year else "MMMM y", locale)
    return f"{begin} {_TO[locale]} {month(last, locale)}"


@_kept
def days(first: date, last: date, locale: Locale) -> str:
    """What both share is said once: ``December 1 to 10, 2014``, ``du 1er au 10 décembre 2014``."""
    begin, end = long_date(first, locale), long_date(last, locale)
    if first.year == last.year:
        begin = begin.removesuffix(f"{first.year}").rstrip(", ")
    if (first.year, first.month) == (last.year, last.month):
        if locale is Locale.EN:
            end = f"{last.day}, {last.year}"
        else:
            begin = begin.partition(NO_BREAK_SPACE)[0]
    return f"du {begin} au {end}" if locale is Locale.FR else f"{begin} to {end}"


def weekday(at: int, locale: Locale) -> str:
    """A day of the week, 0 for Monday: ``Monday``, ``lundi``."""
    from babel.dates import get_day_names  # noqa: PLC0415 - see above

    return str(get_day_names("wide", context="stand-alone", locale=locale.cldr)[at])


def listing(parts: Sequence[str], locale: Locale) -> str:
    """``A, B and C`` or ``A, B et C``."""
    *others, last = parts or [""]
    return f"{', '.join(others)} {_AND[locale]} {last}" if others else last


def capitalise(words: str) -> str:
    """The text with its first letter as a capital; the others are unchanged."""
    return words[:1].upper() + words[1:]
