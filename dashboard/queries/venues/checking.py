"""Count the tallies of venues from all sessions, by other means than those that write them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from dashboard.database import AnySelect
from dashboard.domain.shared.periods import FISCAL_YEAR_STARTS
from dashboard.queries.shared.by_month import CountedSession
from dashboard.tables import VenueTally

Row = tuple[Any, ...]
_Cells = dict[Row, list[Any]]


def kept() -> AnySelect:
    """The tallies as they are: their numbers behind their keys."""
    return select(*VenueTally.__table__.c)


class VenueRecount:
    """The tallies as they should be; it takes the months in order.

    In memory are only the cells of a month, of its fiscal year, and of all time.
    """

    def __init__(self, bits: dict[str, int]) -> None:
        self._bits = bits
        self._begun: date | None = None
        self._year: _Cells = {}
        self._all: _Cells = {}

    def month(self, month: date, sessions: Iterable[CountedSession]) -> Iterator[Row]:
        """The rows of a month, after those of a year that has ended before it."""
        year = _year_of(month)
        if year != self._begun:
            yield from self._end_year()
            self._begun = year
        cells: _Cells = {}
        for one in sessions:
            bits = [self._bits[age] for age in one.attendance]
            key = one.venue, one.status, one.language, one.kind
            _add(cells, key, (1, one.total, len(bits), sum(bits), one.day))
        for key, numbers in cells.items():
            _add(self._year, key, numbers)
        yield from _rows("month", month, cells)

    def end(self) -> Iterator[Row]:
        """The rows of the last year, and those of all time."""
        yield from self._end_year()
        yield from _rows("all", date.min, self._all)

    def _end_year(self) -> Iterator[Row]:
        for key, numbers in self._year.items():
            _add(self._all, key, numbers)
        if self._begun:
            yield from _rows("year", self._begun, self._year)
        self._year = {}


def _add(cells: _Cells, key: Row, numbers: Iterable[Any]) -> None:
    """Add sessions, participations and attendances; unite the ages, and keep the latest day."""
    there = cells.get(key)
    if there is None:
        cells[key] = [*numbers]
        return
    sessions, participations, attendances, ages, last_on = numbers
    there[0] += sessions
    there[1] += participations
    there[2] += attendances
    there[3] |= ages
    there[4] = max(there[4], last_on)


def _rows(grain: str, starts_on: date, cells: _Cells) -> Iterator[Row]:
    return ((grain, starts_on, *key, *numbers) for key, numbers in cells.items())


def _year_of(month: date) -> date:
    begun = (month.month, month.day) >= FISCAL_YEAR_STARTS
    return date(month.year if begun else month.year - 1, *FISCAL_YEAR_STARTS)
