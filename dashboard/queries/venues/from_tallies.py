"""The counts of venues from their tallies, at the same cost whatever the number of sessions.

Those of a range of days are kept until one of its months is written.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast

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

from dashboard.database import AnySelect
from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, days_of_month
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.shared.keeping import Keeping
from dashboard.queries.shared.kept import of_venues
from dashboard.queries.shared.state import state
from dashboard.queries.shared.venue_cells import of_cells
from dashboard.queries.venues.cells import CELL, NUMBERS, Bits, added, bits_of_ages, counted
from dashboard.queries.venues.spans import spans
from dashboard.tables import OutreachSession, VenueTally

DELIVERED = "delivered"
MOST_BYTES = 2 * 1024 * 1024
"""Of kept rows, in each process."""

Row = tuple[Any, ...]


def rows_by_venue(
    connection: Connection, filters: Filters, languages: Sequence[str]
) -> Sequence[Row]:
    """A row for each venue with kept sessions: its code, ``NUMBERS``, a flag for each language."""
    options, days = connection.get_execution_options(), _days(connection, filters)
    if days is None:
        return ()
    if "impact_snapshot" not in options or days == DateRange():
        return _asked(connection, filters, languages, days)
    written = blocks(connection).marks
    marks = tuple(mark for month, mark in written.items() if not (_month(month) & days).empty)
    kept = options["impact_kept"].setdefault("venue_rows", Keeping(MOST_BYTES))
    question = state(connection).reference_edition, filters, days, marks
    found = kept.find(question, lambda: _asked(connection, filters, languages, days))
    return cast("Sequence[Row]", found)


def _asked(
    connection: Connection, filters: Filters, languages: Sequence[str], days: DateRange
) -> Sequence[Row]:
    bits = bits_of_ages(connection)
    parts = list(_parts(filters, bits, days))
    rows = (union_all(*parts) if len(parts) > 1 else parts[0]).subquery()
    flags = (func.max(case((rows.c.language == code, 1), else_=0)) for code in languages)
    query = select(rows.c.venue, *added(rows.c, bits), *flags).group_by(rows.c.venue)
    return [tuple(row) for row in connection.execute(query)]


def _days(connection: Connection, filters: Filters) -> DateRange | None:
    """The days of the range that may have sessions, as a whole without limits; ``None``: none."""
    days = filters.range
    if days == DateRange():
        return days
    now = state(connection)
    if now.first_session is None or now.data_as_of is None or days.empty:
        return None
    every = DateRange(now.first_session, now.data_as_of)
    days = days & every
    return None if days.empty else DateRange() if days == every else days


def _month(first: date) -> DateRange:
    return days_of_month(f"{first:%Y-%m}")


def _parts(filters: Filters, bits: Bits, days: DateRange) -> Iterator[AnySelect]:
    if days.start is None or days.end is None:
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
