"""The counts of venues from their tallies, at the same cost whatever the number of sessions."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    SQLColumnExpression,
    case,
    func,
    or_,
    select,
    union_all,
)

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange
from dashboard.queries.shared.kept import of_venues
from dashboard.queries.shared.state import state
from dashboard.queries.shared.venue_cells import of_cells
from dashboard.queries.venues.cells import CELL, NUMBERS, Bits, added, bits_of_ages, counted
from dashboard.queries.venues.spans import spans
from dashboard.tables import OutreachSession, VenueTally

DELIVERED = "delivered"


def rows_by_venue(
    connection: Connection, filters: Filters, languages: Sequence[str]
) -> Sequence[AnyRow]:
    """A row for each venue with kept sessions: its code, ``NUMBERS``, a flag for each language."""
    bits = bits_of_ages(connection)
    parts = list(_parts(connection, filters, bits))
    if not parts:
        return ()
    rows = (union_all(*parts) if len(parts) > 1 else parts[0]).subquery()
    flags = (func.max(case((rows.c.language == code, 1), else_=0)) for code in languages)
    query = select(rows.c.venue, *added(rows.c, bits), *flags).group_by(rows.c.venue)
    return connection.execute(query).all()


def _parts(connection: Connection, filters: Filters, bits: Bits) -> Iterator[AnySelect]:
    days = filters.range
    if days == DateRange():
        yield _tallied(filters, VenueTally.grain == "all", VenueTally.starts_on == date.min)
        return
    now = state(connection)
    first, last = now.first_session, now.data_as_of
    if first is None or last is None or days.empty:
        return
    days = days & DateRange(first, last)
    if days.empty or days.start is None or days.end is None:
        return
    if days == DateRange(first, last):
        yield _tallied(filters, VenueTally.grain == "all", VenueTally.starts_on == date.min)
        return
    found = spans(days.start, days.end)
    for grain, starts in (("year", found.years), ("month", found.months)):
        if starts:
            yield _tallied(filters, VenueTally.grain == grain, VenueTally.starts_on.in_(starts))
    if found.days:
        yield _of_days(filters, found.days, bits)


def _tallied(filters: Filters, *grain: ColumnElement[bool]) -> AnySelect:
    tally = VenueTally
    columns: list[SQLColumnExpression[Any]] = [getattr(tally, name) for name in (*CELL, *NUMBERS)]
    conditions = [*grain, tally.status == DELIVERED, *of_cells(filters)]
    return select(*columns).where(*conditions)


def _of_days(filters: Filters, days: Sequence[DateRange], bits: Bits) -> AnySelect:
    """The same columns of the sessions of some days, counted now."""
    session = OutreachSession
    within = or_(*(session.held_on.between(one.start, one.end) for one in days))
    chosen = (
        getattr(session, dimension.column).in_(filters.codes(dimension.code))
        for dimension in filters.chosen
        if dimension.of is Of.SESSION
    )
    return counted(bits, (session.status == DELIVERED, within, *chosen, *of_venues(filters)))
