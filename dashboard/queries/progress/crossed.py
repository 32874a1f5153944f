"""Participations by all breakdowns at once, which the privacy rule needs."""

from collections.abc import Iterator

import numpy as np
from sqlalchemy import Connection, func, select

from dashboard.database import AnySelect
from dashboard.domain.progress.breakdowns import (
    AGE_GROUP,
    BREAKDOWNS,
    LANGUAGE,
    VENUE_TYPE,
)
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.privacy import CrossedCounts
from dashboard.queries.progress.counts import Counts
from dashboard.queries.progress.from_sessions import code_of_session
from dashboard.queries.progress.from_tallies import TallySlice
from dashboard.queries.shared.kept import kept
from dashboard.queries.shared.source import source
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession, Venue

TABLES = tuple(one.dimension for one in BREAKDOWNS)
CODED = tuple(one.dimension for one in (LANGUAGE, VENUE_TYPE, AGE_GROUP))
"""What the coverage grid counts by; months come before, weekdays after them."""


def crossed(
    connection: Connection, filters: Filters, counts: Counts, maximum: int
) -> CrossedCounts | None:
    """The kept participations by the codes of all breakdowns.

    ``None`` if nothing was counted; with tallies, also unless a count of a table or of the grid is
    small, because otherwise none is hidden.
    """
    ask = source(filters, tallies=_from_tallies, sessions=_from_sessions)
    return ask(connection, filters, counts, maximum)


def _from_sessions(
    connection: Connection, filters: Filters, _counts: Counts, _maximum: int
) -> CrossedCounts | None:
    return CrossedCounts.of(connection.execute(_of_sessions(filters)))


def _from_tallies(
    connection: Connection, filters: Filters, counts: Counts, maximum: int
) -> CrossedCounts | None:
    kept = TallySlice.of(connection, filters)
    if not _has_small(counts, maximum):
        grid = kept.of_grid[..., 1]
        if not ((grid > 0) & (grid <= maximum)).any():
            return None
    cells = kept.of_all_kinds
    attended, people = cells[..., 0, :], cells[..., 1, :]
    at = attended.nonzero()
    codes = kept.months, *map(kept.codes, CODED), WEEKDAYS
    return CrossedCounts(codes, np.array(at), people[at], attended[at])


def _has_small(counts: Counts, maximum: int) -> bool:
    return any(0 < number <= maximum for number in _numbers(counts))


def _numbers(counts: Counts) -> Iterator[int]:
    for table in counts.values():
        for row in table.values():
            yield from (row.youth, row.others)


def _of_sessions(filters: Filters) -> AnySelect:
    codes = [code_of_session(name) for name in TABLES]
    query = select(*codes, summed(Attendance.participations), func.count())
    query = query.select_from(Attendance).join(OutreachSession).join(Venue).where(*kept(filters))
    if filters.age:
        query = query.where(Attendance.age_group.in_(filters.age))
    return query.group_by(*codes)
