"""The counts of venues: from the cells of whole years and months, else from sessions."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, Period, fiscal_year_of
from dashboard.queries.progress.blocks import Blocks, blocks
from dashboard.queries.progress.choosing import (
    Choices,
    Column,
    choices,
    chosen_venues,
    wanted,
)
from dashboard.queries.shared.state import state
from dashboard.queries.venues.cells import NUMBERS, VenueCells
from dashboard.queries.venues.from_months import kept_parts
from dashboard.queries.venues.months import SessionMonths
from dashboard.queries.venues.spans import spans
from dashboard.queries.venues.sums import Counted, bits_of, by_venue


def rows_by_venue(
    connection: Connection, filters: Filters, languages: Sequence[str]
) -> Sequence[tuple[Any, ...]]:
    """A row for each venue with kept sessions: its code, ``NUMBERS``, a flag for each language."""
    days = _days(connection, filters)
    if days is None:
        return ()
    found, venues = blocks(connection), chosen_venues(connection, filters)
    spoken = [found.codes["language"].index(code) for code in languages]
    parts = [*_parts(found, filters, days, choices(filters, found.codes, venues))]
    return list(by_venue(parts, venues, bits_of(found).values(), spoken))


def read_ahead(connection: Connection) -> None:
    """Add up what is kept of all months before somebody waits for it."""
    VenueCells(connection).every()


def _days(connection: Connection, filters: Filters) -> DateRange | None:
    """The range within the years that have sessions; without limits if it has all of them.

    ``None`` if it has none.
    """
    days, now = filters.range, state(connection)
    if days == DateRange():
        return days
    if now.first_session is None or now.data_as_of is None:
        return None
    every = DateRange(now.first_session, now.data_as_of)
    if (days & every).empty:
        return None
    if days & every == every:
        return DateRange()
    last_year = Period.fiscal_year(fiscal_year_of(now.data_as_of).year).range
    return days & DateRange(fiscal_year_of(now.first_session), last_year.end)


def _parts(found: Blocks, filters: Filters, days: DateRange, chosen: Choices) -> Iterator[Counted]:
    """What the filters keep: of whole years and months from their cells, else from sessions."""
    cells = VenueCells(found.connection)
    if days.start is None or days.end is None:
        yield _kept(cells.every(), chosen)
        return
    within = spans(days.start, days.end)
    whole = [month for month in within.months if month in found.marks]
    for some in (*map(cells.year, within.years), *cells.months(whole)):
        yield _kept(some, chosen)
    starts = [one.start.replace(day=1) for one in within.days if one.start]
    ends = [month for month in starts if month in found.marks]
    sessions = SessionMonths(found.connection).asked(ends)
    yield from kept_parts(found, sessions, filters, chosen)


def _kept(cells: Column, chosen: Choices) -> Counted:
    columns = [cells[name] for name in ("venue", "language", *NUMBERS)]
    if chosen:
        at = np.flatnonzero(wanted(cells, chosen))
        columns = [column[at] for column in columns]
    return Counted(*columns)
