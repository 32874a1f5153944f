"""The tallies of venues: each month of a venue is counted again, then its year, then all of it.

A write has to name the days and the venues affected. Only imports add to them, as to the others.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, literal, select

from dashboard.database import AnySelect
from dashboard.domain.shared.periods import FISCAL_YEAR_STARTS
from dashboard.queries.venues.cells import added, bits_of_ages, counted
from dashboard.tables import Base, OutreachSession, Venue, VenueTally

VENUES_AT_ONCE = 500
MANY = 2_000  # venues; beyond, whole months are counted again

_Codes = Sequence[str] | None


class _Span(NamedTuple):
    """A row's ``starts_on`` in its grain, and where the rows that it is added up from start."""

    grain: str
    starts_on: date
    parts: Sequence[date]


def refresh(connection: Connection, days: Collection[date], venues: Collection[str]) -> None:
    """Count again these venues, by code, in the months of these days."""
    if not days or not venues:
        return
    months = sorted({day.replace(day=1) for day in days})
    codes = sorted(venues)
    parts: Sequence[_Codes] = [None]
    if len(codes) <= MANY:
        steps = range(0, len(codes), VENUES_AT_ONCE)
        parts = [codes[at : at + VENUES_AT_ONCE] for at in steps]
    for some in parts:
        _count(connection, months, some)


def rebuild(connection: Connection) -> None:
    """Count all of them again."""
    connection.execute(delete(VenueTally))
    extremes = select(func.min(OutreachSession.held_on), func.max(OutreachSession.held_on))
    first, last = connection.execute(extremes).one()
    if first is not None:
        _count(connection, list(_months(first, last)), None)


def _count(connection: Connection, months: Sequence[date], codes: _Codes) -> None:
    bits = bits_of_ages(connection)
    for month in months:
        rows = counted(bits, _of_month(month, codes))
        _replace(connection, _Span("month", month, ()), codes, rows)
    for year in sorted({_year_of(month) for month in months}):
        span = _Span("year", year, _months_of_year(year))
        _replace(connection, span, codes, _summed(span, "month", codes, bits))
    span = _Span("all", date.min, _every_year(connection))
    _replace(connection, span, codes, _summed(span, "year", codes, bits))


def _replace(connection: Connection, span: _Span, codes: _Codes, rows: AnySelect) -> None:
    there = [VenueTally.grain == span.grain, VenueTally.starts_on == span.starts_on]
    if codes is not None:
        there.append(VenueTally.venue.in_(codes))
    connection.execute(delete(VenueTally).where(*there))
    cells = rows.subquery()
    table = _table()
    new = select(literal(span.grain), literal(span.starts_on), *cells.c)
    connection.execute(insert(table).from_select(table.c.keys(), new))


def _summed(span: _Span, grain: str, codes: _Codes, bits: Sequence[int]) -> AnySelect:
    tally = VenueTally
    cell = tally.venue, tally.status, tally.language, tally.kind
    query = select(*cell, *added(tally, bits))
    query = query.where(tally.grain == grain, tally.starts_on.in_(span.parts))
    if codes is not None:
        query = query.where(tally.venue.in_(codes))
    return query.group_by(*cell)


def _of_month(month: date, codes: _Codes) -> Iterator[ColumnElement[bool]]:
    session = OutreachSession
    yield session.held_on >= month
    yield session.held_on < _next(month)
    if codes is not None:
        yield session.venue_id.in_(select(Venue.id).where(Venue.code.in_(codes)))


def _every_year(connection: Connection) -> list[date]:
    """The start of each fiscal year that may have rows."""
    of_years = VenueTally.grain == "year"
    extremes = select(func.min(VenueTally.starts_on), func.max(VenueTally.starts_on))
    first, last = connection.execute(extremes.where(of_years)).one()
    if first is None:
        return []
    return [date(year, *FISCAL_YEAR_STARTS) for year in range(first.year, last.year + 1)]


def _year_of(month: date) -> date:
    begun = (month.month, month.day) >= FISCAL_YEAR_STARTS
    return date(month.year if begun else month.year - 1, *FISCAL_YEAR_STARTS)


def _months_of_year(year: date) -> list[date]:
    months = [year]
    while len(months) < 12:
        months.append(_next(months[-1]))
    return months


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _table() -> Table:
    return Base.metadata.tables[VenueTally.__tablename__]
