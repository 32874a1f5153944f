"""Date ranges and the named periods of a Canadian project."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

FISCAL_YEAR_STARTS = (4, 1)
SCHOOL_YEAR_STARTS = (9, 1)
FIRST_YEAR, LAST_YEAR = 1900, 2200
MONTHS_KEPT = 1024
"""So many months a process remembers what it worked out about: each answer has the same ones."""
RANGES_KEPT = 64  # of up to 3,600 months

_CODE = re.compile(r"(?P<school>school-)?(?P<year>\d{4})-(?P<next>\d{2})(?:-q(?P<quarter>[1-4]))?")


@dataclass(frozen=True, slots=True)
class DateRange:
    """An inclusive range of days; ``None`` leaves a side open."""

    start: date | None = None
    end: date | None = None

    def __and__(self, other: "DateRange") -> "DateRange":
        starts = [day for day in (self.start, other.start) if day]
        ends = [day for day in (self.end, other.end) if day]
        return DateRange(max(starts, default=None), min(ends, default=None))

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def empty(self) -> bool:
        """Whether no day can lie in it."""
        return self.start is not None and self.end is not None and self.start > self.end


@dataclass(frozen=True, slots=True)
class Period:
    """A named period: the project, a fiscal year or quarter, or a school year."""

    code: str
    range: DateRange
    first_year: int | None = None
    quarter: int | None = None
    school: bool = False

    @classmethod
    def parse(cls, code: str) -> "Period":
        """Read a code such as ``2014-15-q3``.

        Raises:
            ValueError: The code names no period.
        """
        if code == "project":
            return PROJECT
        match = _CODE.fullmatch(code)
        if not match:
            raise ValueError(code)
        year, quarter = int(match["year"]), int(match["quarter"] or 0)
        school = bool(match["school"])
        if (
            not code.isascii()
            or (year + 1) % 100 != int(match["next"])
            or not FIRST_YEAR <= year < LAST_YEAR
            or (school and quarter)
        ):
            raise ValueError(code)
        if school:
            return cls.school_year(year)
        return cls.fiscal_quarter(year, quarter) if quarter else cls.fiscal_year(year)

    @classmethod
    def fiscal_year(cls, year: int) -> "Period":
        """The federal fiscal year that begins on 1 April of ``year``."""
        days = _year_from(date(year, *FISCAL_YEAR_STARTS))
        return cls(_years(year), days, first_year=year)

    @classmethod
    def fiscal_quarter(cls, year: int, quarter: int) -> "Period":
        """A quarter of the fiscal year: the first is April to June."""
        start = _add_months(date(year, *FISCAL_YEAR_STARTS), 3 * (quarter - 1))
        days = DateRange(start, _add_months(start, 3) - timedelta(days=1))
        return cls(f"{_years(year)}-q{quarter}", days, first_year=year, quarter=quarter)

    @classmethod
    def school_year(cls, year: int) -> "Period":
        """The school year that begins on 1 September of ``year``."""
        days = _year_from(date(year, *SCHOOL_YEAR_STARTS))
        return cls(f"school-{_years(year)}", days, first_year=year, school=True)


PROJECT = Period("project", DateRange())


@lru_cache(maxsize=MONTHS_KEPT)
def month_of(day: date) -> str:
    """The month's code, ``2015-03``."""
    return day.isoformat()[:7]


@lru_cache(maxsize=MONTHS_KEPT)
def days_of_month(code: str) -> DateRange:
    """The days of the month ``2015-03``."""
    return DateRange(date.fromisoformat(f"{code}-01"), end_of_month(code))


@lru_cache(maxsize=MONTHS_KEPT)
def end_of_month(code: str) -> date:
    """The last day of the month ``2015-03``."""
    return last_day(date.fromisoformat(f"{code}-01"))


def fiscal_year_of(day: date) -> date:
    """The first day of the fiscal year that the day lies in."""
    begun = (day.month, day.day) >= FISCAL_YEAR_STARTS
    return date(day.year if begun else day.year - 1, *FISCAL_YEAR_STARTS)


def quarter_of(day: date) -> date:
    """The first day of the quarter that the day lies in; four of them are a fiscal year."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


@lru_cache(maxsize=MONTHS_KEPT)
def last_day(month: date) -> date:
    """The last day of the month that starts on that day."""
    return _add_months(month, 1) - timedelta(days=1)


@lru_cache(maxsize=RANGES_KEPT)
def months_between(first: str, last: str) -> tuple[str, ...]:
    """Every month's code from ``first`` to ``last``, both included."""
    return months_from(first, _month_number(last) - _month_number(first) + 1)


@lru_cache(maxsize=RANGES_KEPT)
def months_from(first: str, number: int) -> tuple[str, ...]:
    """So many months' codes, ``first`` included."""
    start = _month_number(first)
    return tuple(map(_month_code, range(start, start + number)))


def presets(first: date | None, last: date | None) -> tuple[Period, ...]:
    """The fiscal years, their quarters and the school years that touch the data, newest first."""
    if first is None or last is None:
        return ()
    data = DateRange(first, last)
    years = range(last.year, first.year - 2, -1)
    periods = [Period.fiscal_year(year) for year in years]
    periods += [Period.fiscal_quarter(year, quarter) for year in years for quarter in (4, 3, 2, 1)]
    periods += [Period.school_year(year) for year in years]
    return tuple(period for period in periods if not (period.range & data).empty)


def last_days(as_of: date, days: int) -> DateRange:
    """The last ``days`` days of the data, the latest one included."""
    return DateRange(as_of - timedelta(days=days - 1), as_of)


def _years(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02d}"


def _year_from(start: date) -> DateRange:
    return DateRange(start, _add_months(start, 12) - timedelta(days=1))


def _add_months(first_of_month: date, months: int) -> date:
    number = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


@lru_cache(maxsize=MONTHS_KEPT)
def _month_code(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _month_number(code: str) -> int:
    year, month = code.split("-")
    return int(year) * 12 + int(month) - 1
