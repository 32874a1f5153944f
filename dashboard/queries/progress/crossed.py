"""The participations of a page by all of its tables at once, for the rule of what is hidden."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, union_all

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.shared.filters import Filters
from dashboard.privacy import Block
from dashboard.queries.progress.counts import Counts, month_code
from dashboard.queries.progress.from_tallies import Part, asked
from dashboard.queries.shared.kept import kept
from dashboard.queries.shared.source import source
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession, Venue

TABLES = ("month", "language", "venue_type", "age_group")
COMBINATION = TABLES[1:]
"""What coverage tells sessions of."""


class _Statements(NamedTuple):
    blocks: AnySelect
    small: AnySelect


def crossed(
    connection: Connection, filters: Filters, counts: Counts, maximum: int
) -> tuple[Block, ...]:
    """What the filters keep, by month, language, venue type and age group.

    From the tallies, only where a count of a table or of the grid is small: else none is hidden.
    """
    ask = source(filters, tallies=_from_tallies, sessions=_from_sessions)
    return ask(connection, filters, counts, maximum)


def _from_sessions(
    connection: Connection, filters: Filters, _counts: Counts, _maximum: int
) -> tuple[Block, ...]:
    return _blocks(connection.execute(_of_sessions(filters)))


def _from_tallies(
    connection: Connection, filters: Filters, counts: Counts, maximum: int
) -> tuple[Block, ...]:
    parts, values = asked(filters)
    if not parts:
        return ()
    statements = _of_tallies(parts)
    if not _has_small(counts, maximum):
        found = connection.execute(statements.small, values | {"maximum": maximum})
        if found.first() is None:
            return ()
    return _blocks(connection.execute(statements.blocks, values))


def _blocks(rows: Iterable[AnyRow]) -> tuple[Block, ...]:
    return tuple(Block(tuple(codes), people, came) for *codes, people, came in rows if came)


def _has_small(counts: Counts, maximum: int) -> bool:
    return any(0 < number <= maximum for number in _numbers(counts))


def _numbers(counts: Counts) -> Iterator[int]:
    for table in (counts.by_month, counts.by_language, counts.by_venue_type, counts.by_age_group):
        for row in table.values():
            yield from (row.youth, row.others)


@cache
def _of_tallies(parts: tuple[Part, ...]) -> _Statements:
    all_tables = union_all(*(part.crossed() for part in parts)).subquery().c
    grid = union_all(*(part.grid() for part in parts)).subquery().c
    codes, combination = [all_tables[name] for name in TABLES], [grid[name] for name in COMBINATION]
    sums = (summed(all_tables[name]) for name in ("participations", "sessions"))
    people = summed(grid.participations)
    small: AnySelect = select(*combination).group_by(*combination)
    return _Statements(
        select(*codes, *sums).group_by(*codes),
        small.having(people > 0, people <= bindparam("maximum")).limit(1),
    )


def _of_sessions(filters: Filters) -> AnySelect:
    month = month_code(OutreachSession.held_on).label("month")
    codes = month, OutreachSession.language, Venue.venue_type, Attendance.age_group
    query = select(*codes, summed(Attendance.participations), func.count())
    query = query.select_from(Attendance).join(OutreachSession).join(Venue).where(*kept(filters))
    if filters.age:
        query = query.where(Attendance.age_group.in_(filters.age))
    return query.group_by(*codes)
