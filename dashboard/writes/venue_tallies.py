"""The tallies of venues: each month of a venue is counted again, then its year, then all of it.

A write has to name the days and the venues affected. Only imports add to them, as to the others.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
)

from dashboard.database import AnySelect
from dashboard.domain.shared.periods import FISCAL_YEAR_STARTS, fiscal_year_of
from dashboard.queries.venues.cells import Bits, added, bits_of_ages, counted
from dashboard.tables import Base, OutreachSession, Venue, VenueTally

VENUES_AT_ONCE = 500
MANY = 2_000  # venues; beyond, whole months are counted again

_STARTS_ON = bindparam("span_starts_on", type_=Date())
_PARTS = [bindparam(f"part_{number}", type_=Date()) for number in range(12)]

_Codes = Sequence[str] | None
_Dates = dict[str, date]


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
    days = connection.scalars(select(OutreachSession.held_on).distinct())
    if months := sorted({day.replace(day=1) for day in days}):
        _count(connection, months, None)


def _count(connection: Connection, months: Sequence[date], codes: _Codes) -> None:
    bits = bits_of_ages(connection)
    rows = counted(bits, _of_month(codes))
    _replace(
        connection, "month", codes, rows, [_span_values(month, [_next(month)]) for month in months]
    )
    rows = _summed("month", _PARTS, codes, bits)
    years = sorted({fiscal_year_of(month) for month in months})
    _replace(
        connection, "year", codes, rows, [_span_values(one, _months_of_year(one)) for one in years]
    )
    rows = _summed("year", _every_year(connection), codes, bits)
    _replace(connection, "all", codes, rows, [_span_values(date.min, [])])


def _replace(
    connection: Connection, grain: str, codes: _Codes, rows: AnySelect, spans: Sequence[_Dates]
) -> None:
    """The rows of a grain in each span, by one statement that is built once: that costs most."""
    there = [VenueTally.grain == grain, VenueTally.starts_on == _STARTS_ON]
    if codes is not None:
        there.append(VenueTally.venue.in_(codes))
    gone = delete(VenueTally).where(*there)
    table = _table()
    cells = select(literal(grain), _STARTS_ON, *rows.subquery().c)
    new = insert(table).from_select(table.c.keys(), cells)
    for dates in spans:
        connection.execute(gone, dates)
        connection.execute(new, dates)


def _span_values(starts_on: date, parts: Sequence[date]) -> _Dates:
    """The values of a span for ``_STARTS_ON`` and the first of ``_PARTS``."""
    return {_STARTS_ON.key: starts_on} | {
        part.key: day for part, day in zip(_PARTS, parts, strict=False)
    }


def _summed(
    grain: str, starts: Sequence[date | BindParameter[date]], codes: _Codes, bits: Bits
) -> AnySelect:
    """The rows of a grain that start then, added up."""
    tally = VenueTally
    cell = tally.venue, tally.status, tally.language, tally.kind
    query = select(*cell, *added(tally, bits))
    query = query.where(tally.grain == grain, tally.starts_on.in_(starts))
    if codes is not None:
        query = query.where(tally.venue.in_(codes))
    return query.group_by(*cell)


def _of_month(codes: _Codes) -> Iterator[ColumnElement[bool]]:
    session = OutreachSession
    yield session.held_on >= _STARTS_ON
    yield session.held_on < _PARTS[0]  # where the next one starts
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


def _months_of_year(year: date) -> list[date]:
    months = [year]
    while len(months) < 12:
        months.append(_next(months[-1]))
    return months


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _table() -> Table:
    return Base.metadata.tables[VenueTally.__tablename__]
