"""Participations by all breakdowns at once, which the privacy rule needs."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, union_all

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.progress.breakdowns import (
    AGE_GROUP,
    BREAKDOWNS,
    LANGUAGE,
    VENUE_TYPE,
    WEEKDAY,
)
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.privacy import Block
from dashboard.queries.progress.counts import Counts
from dashboard.queries.progress.from_sessions import code_of_session
from dashboard.queries.progress.from_tallies import TallySelects, asked, of_weekdays
from dashboard.queries.shared.kept import kept
from dashboard.queries.shared.source import source
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession, Venue

TABLES = tuple(one.dimension for one in BREAKDOWNS)
CELL = TABLES[: BREAKDOWNS.index(WEEKDAY)]
"""The codes that the tallies have; the weekday comes last and is in their columns."""
COMBINATION = tuple(one.dimension for one in (LANGUAGE, VENUE_TYPE, AGE_GROUP))
"""What the coverage grid counts sessions by."""


class _Statements(NamedTuple):
    blocks: AnySelect
    small: AnySelect


def crossed(
    connection: Connection, filters: Filters, counts: Counts, maximum: int
) -> tuple[Block, ...]:
    """The kept participations by the codes of all breakdowns.

    With tallies, empty unless a count of a table or of the grid is small: otherwise none is hidden.
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
    return _blocks(_by_weekday(connection.execute(statements.blocks, values)))


def _blocks(rows: Iterable[Sequence[Any]]) -> tuple[Block, ...]:
    return tuple(Block(tuple(codes), people, came) for *codes, people, came in rows if came)


def _by_weekday(rows: Iterable[AnyRow]) -> Iterator[tuple[Any, ...]]:
    """Split each row of the tallies into one row a weekday, as sessions have them."""
    for row in rows:
        codes, numbers = row[: len(CELL)], row[len(CELL) :]
        people, came = numbers[: len(WEEKDAYS)], numbers[len(WEEKDAYS) :]
        yield from ((*codes, *of_day) for of_day in zip(WEEKDAYS, people, came, strict=True))


def _has_small(counts: Counts, maximum: int) -> bool:
    return any(0 < number <= maximum for number in _numbers(counts))


def _numbers(counts: Counts) -> Iterator[int]:
    for table in counts.values():
        for row in table.values():
            yield from (row.youth, row.others)


@cache
def _of_tallies(parts: tuple[TallySelects, ...]) -> _Statements:
    all_tables = union_all(*(part.crossed() for part in parts)).subquery().c
    grid = union_all(*(part.grid() for part in parts)).subquery().c
    codes, combination = [all_tables[name] for name in CELL], [grid[name] for name in COMBINATION]
    names = (*of_weekdays("participations"), *of_weekdays("sessions"))
    sums = (summed(all_tables[name]) for name in names)
    people = summed(grid.participations)
    small: AnySelect = select(*combination).group_by(*combination)
    return _Statements(
        select(*codes, *sums).group_by(*codes),
        small.having(people > 0, people <= bindparam("maximum")).limit(1),
    )


def _of_sessions(filters: Filters) -> AnySelect:
    codes = [code_of_session(name) for name in TABLES]
    query = select(*codes, summed(Attendance.participations), func.count())
    query = query.select_from(Attendance).join(OutreachSession).join(Venue).where(*kept(filters))
    if filters.age:
        query = query.where(Attendance.age_group.in_(filters.age))
    return query.group_by(*codes)
