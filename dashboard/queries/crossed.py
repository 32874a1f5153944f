"""The participations of a page by all of its tables at once, for the rule of what is hidden."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Connection,
    bindparam,
    cast,
    func,
    select,
    union_all,
)

from dashboard.database import AnySelect
from dashboard.domain.filters import Filters
from dashboard.privacy import Block
from dashboard.queries.counts import AnyUnion, Counts, month_code
from dashboard.queries.from_tallies import Part, asked
from dashboard.queries.kept import kept
from dashboard.tables import Attendance, OutreachSession, Venue

TABLES = ("month", "language", "venue_type", "age_group")
GRID = TABLES[1:]
"""The combinations that coverage tells sessions of."""


class _Statements(NamedTuple):
    blocks: AnySelect
    small: AnySelect


def crossed(
    connection: Connection, filters: Filters, counts: Counts, maximum: int
) -> tuple[Block, ...]:
    """What the filters keep, by month, language, venue type and age group.

    Nothing where no count of a table or of the grid is small: then none is to be hidden.
    """
    if filters.venue:
        rows, values = _of_sessions(filters), dict[str, object]()
        statements = _statements(rows, rows)
    else:
        parts, values = asked(filters)
        if not parts:
            return ()
        statements = _of_tallies(parts)
    if not _has_small(counts, maximum):
        found = connection.execute(statements.small, values | {"maximum": maximum})
        if found.first() is None:
            return ()
    blocks = connection.execute(statements.blocks, values)
    return tuple(Block(tuple(codes), people, came) for *codes, people, came in blocks if came)


def _has_small(counts: Counts, maximum: int) -> bool:
    return any(0 < number <= maximum for number in _numbers(counts))


def _numbers(counts: Counts) -> Iterator[int]:
    for table in (counts.by_month, counts.by_language, counts.by_venue_type, counts.by_age_group):
        for row in table.values():
            yield from (row.youth, row.others)


@cache
def _of_tallies(parts: tuple[Part, ...]) -> _Statements:
    crossed_parts = union_all(*(part.crossed() for part in parts))
    return _statements(crossed_parts, union_all(*(part.grid() for part in parts)))


def _of_sessions(filters: Filters) -> AnySelect:
    codes = (
        month_code(OutreachSession.held_on).label("month"),
        OutreachSession.language,
        Venue.venue_type,
        Attendance.age_group,
    )
    people = func.sum(Attendance.participations).label("participations")
    query = select(*codes, func.count().label("sessions"), people)
    query = query.select_from(Attendance).join(OutreachSession).join(Venue).where(*kept(filters))
    if filters.age:
        query = query.where(Attendance.age_group.in_(filters.age))
    return query.group_by(*codes)


def _statements(by_month: AnySelect | AnyUnion, by_grid: AnySelect | AnyUnion) -> _Statements:
    """From rows of all tables, and from rows of the grid; both may come in several parts."""
    # PostgreSQL's sum is a decimal
    all_tables, grid = by_month.subquery().c, by_grid.subquery().c
    codes = [all_tables[name] for name in TABLES]
    sums = (func.sum(all_tables[name]) for name in ("participations", "sessions"))
    people = func.sum(grid.participations)
    combination = [grid[name] for name in GRID]
    small: AnySelect = select(*combination).group_by(*combination)
    return _Statements(
        select(*codes, *(cast(number, BigInteger) for number in sums)).group_by(*codes),
        small.having(people > 0, people <= bindparam("maximum")).limit(1),
    )
