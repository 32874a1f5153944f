"""The tallies of venues: each month of a venue is counted again, then its year, then all of it.

A write has to name the days and the venues affected, or the cells if they are many. Only imports
add to them, as to the others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    Delete,
    Insert,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
)

from dashboard.database import AnySelect
from dashboard.domain.shared.periods import FISCAL_YEAR_STARTS, fiscal_year_of
from dashboard.queries.shared.given import given
from dashboard.queries.venues.cells import CELL, Bits, added, bits_of_ages, counted
from dashboard.tables import Base, OutreachSession, Venue, VenueTally
from dashboard.writes.bulk import delete_rows

VENUES_AT_ONCE = 500
HELD = "delivered"
MANY = 2_000  # venues; beyond, whole months are counted again

CELLS_AT_ONCE = 5_000

_STARTS_ON = bindparam("span_starts_on", type_=Date())
_NEXT = bindparam("span_next", type_=Date())
_PARTS = bindparam("span_parts", type_=Date(), expanding=True)
_CODES: BindParameter[str] = bindparam("span_venues", expanding=True)
_Codes = Sequence[str] | None
_AgeBits = tuple[tuple[str, int], ...]
_Values = dict[str, Any]


class VenueCell(NamedTuple):
    """What a tally of a span counts together."""

    venue: str
    status: str
    language: str
    kind: str


def refresh(connection: Connection, days: Collection[date], venues: Collection[str]) -> None:
    """Count again these venues, by code, in the months of these days."""
    if not days or not venues:
        return
    months = sorted({day.replace(day=1) for day in days})
    for some in _some(venues) if len(venues) <= MANY else [None]:
        _count(connection, months, some)


def refresh_cells(connection: Connection, months: Mapping[date, Collection[VenueCell]]) -> None:
    """Count again these cells of each of these months, and no others.

    Of what was held, the months were counted before, as the packs were changed (``venue_months``).
    """
    bits = tuple(bits_of_ages(connection).items())
    years = defaultdict[date, set[VenueCell]](set)
    for month, cells in sorted(months.items()):
        years[fiscal_year_of(month)].update(cells)
        for some in _some({cell.venue for cell in cells if cell.status != HELD}):
            values = _month_values(month) | {_CODES.key: some}
            for statement in _again("month", bits, of_venues=True, with_held=False):
                connection.execute(statement, values)
    for year, of_year in years.items():
        _sum_cells(connection, ("year", year), ("month", _months_of_year(year)), of_year)
    together = {cell for of_year in years.values() for cell in of_year}
    _sum_cells(connection, ("all", date.min), ("year", _every_year(connection)), together)


def rebuild(connection: Connection) -> None:
    """Count all of them again."""
    connection.execute(delete(VenueTally))
    days = connection.scalars(select(OutreachSession.held_on).distinct())
    if months := sorted({day.replace(day=1) for day in days}):
        _count(connection, months, None)


def _count(connection: Connection, months: Sequence[date], codes: _Codes) -> None:
    bits = tuple(bits_of_ages(connection).items())
    _replace(connection, "month", codes, bits, [_month_values(month) for month in months])
    years = sorted({fiscal_year_of(month) for month in months})
    spans = [_span_values(year, _months_of_year(year)) for year in years]
    _replace(connection, "year", codes, bits, spans)
    spans = [_span_values(date.min, _every_year(connection))]
    _replace(connection, "all", codes, bits, spans)


def _some(venues: Collection[str]) -> Iterator[list[str]]:
    codes = sorted(venues)
    return (codes[at : at + VENUES_AT_ONCE] for at in range(0, len(codes), VENUES_AT_ONCE))


def _replace(
    connection: Connection, grain: str, codes: _Codes, bits: _AgeBits, spans: Sequence[_Values]
) -> None:
    """Count the rows of a grain again in each span."""
    of_codes = {} if codes is None else {_CODES.key: codes}
    for values in spans:
        for statement in _again(grain, bits, of_venues=codes is not None, with_held=True):
            connection.execute(statement, {**values, **of_codes})


@cache
def _again(
    grain: str, bits: _AgeBits, *, of_venues: bool, with_held: bool
) -> tuple[Delete, Insert]:
    """Remove the rows of a span, and count them again; built once, which costs most.

    They are those of some venues, or all; of a month, perhaps without what was held.
    """
    table, of_ages = _table(), dict(bits)
    gone = delete(table).where(table.c.grain == grain, table.c.starts_on == _STARTS_ON)
    if of_venues:
        gone = gone.where(table.c.venue.in_(_CODES))
    if not with_held:
        gone = gone.where(table.c.status != HELD)
    if grain == "month":
        rows = counted(of_ages, _of_month(of_venues=of_venues, with_held=with_held))
    else:
        rows = _summed("month" if grain == "year" else "year", of_ages, of_venues=of_venues)
    cells = select(literal(grain), _STARTS_ON, *rows.subquery().c)
    return gone, insert(table).from_select(table.c.keys(), cells)


def _month_values(month: date) -> _Values:
    return {_STARTS_ON.key: month, _NEXT.key: _next(month)}


def _span_values(starts_on: date, parts: Sequence[date]) -> _Values:
    """The start of a span, and those of its parts."""
    return {_STARTS_ON.key: starts_on, _PARTS.key: parts}


def _sum_cells(
    connection: Connection,
    span: tuple[str, date],
    parts: tuple[str, Sequence[date]],
    cells: Collection[VenueCell],
) -> None:
    """Add up the rows of these cells in a span, given by its grain and start, from its parts."""
    tally, table, bits = VenueTally, _table(), bits_of_ages(connection)
    every, (grain, starts) = sorted(cells), parts
    for at in range(0, len(every), CELLS_AT_ONCE):
        some = every[at : at + CELLS_AT_ONCE]
        gone = [(*span, *cell) for cell in some]
        delete_rows(connection, tally, table.primary_key.columns.keys(), gone)
        these = given(connection, [*map(tuple, some)], **dict.fromkeys(CELL, String))
        same = and_(*(table.c[name] == these.c[name] for name in CELL))
        start = literal(span[1], Date())
        query = select(literal(span[0]), start, *these.c, *added(tally, bits)).join(tally, same)
        query = query.where(tally.grain == grain, tally.starts_on.in_(starts)).group_by(*these.c)
        connection.execute(insert(table).from_select(table.c.keys(), query))


def _summed(grain: str, bits: Bits, *, of_venues: bool) -> AnySelect:
    """The rows of a grain that start with ``_PARTS``, added up."""
    tally = VenueTally
    cell = tally.venue, tally.status, tally.language, tally.kind
    query = select(*cell, *added(tally, bits))
    query = query.where(tally.grain == grain, tally.starts_on.in_(_PARTS))
    if of_venues:
        query = query.where(tally.venue.in_(_CODES))
    return query.group_by(*cell)


def _of_month(*, of_venues: bool, with_held: bool) -> Iterator[ColumnElement[bool]]:
    session = OutreachSession
    if not with_held:  # with ``in_``, SQLite would look at all of the month
        yield session.status != HELD
    yield session.held_on >= _STARTS_ON
    yield session.held_on < _NEXT
    if of_venues:
        yield session.venue_id.in_(select(Venue.id).where(Venue.code.in_(_CODES)))


def _every_year(connection: Connection) -> list[date]:
    """The start of each fiscal year that may have rows."""
    first, last = connection.execute(_first_and_last_year()).one()
    if first is None:
        return []
    return [date(year, *FISCAL_YEAR_STARTS) for year in range(first.year, last.year + 1)]


@cache
def _first_and_last_year() -> AnySelect:
    """Each is asked by itself: for both at once, SQLite would read the rows of all years."""
    start, of_years = VenueTally.starts_on, VenueTally.grain == "year"
    ends = (select(end(start)).where(of_years) for end in (func.min, func.max))
    first, last = (one.scalar_subquery() for one in ends)
    return select(first, last)


def _months_of_year(year: date) -> list[date]:
    months = [year]
    while len(months) < 12:
        months.append(_next(months[-1]))
    return months


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _table() -> Table:
    return Base.metadata.tables[VenueTally.__tablename__]
