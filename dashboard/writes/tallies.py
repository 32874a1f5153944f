"""The tallies that progress is counted from; every write of a session updates them.

Each day is counted again from its sessions, and each month from its days; planned sessions are
counted by day only, cancelled ones by month. A write may change a session's day, venue or status:
it only has to name what it affected, old and new: days, or a few cells of them. Only imports and
large changes add what they counted of many sessions (``writes/adding.py``).
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Delete,
    Insert,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    type_coerce,
)

from dashboard.domain.shared.periods import last_day
from dashboard.queries.shared.summed import summed
from dashboard.tables import (
    AgeMaskTally,
    AttendanceTally,
    CancelledTally,
    DataState,
    OutreachSession,
    PlannedTally,
    SessionTally,
    TalliedMonth,
    Venue,
)
from dashboard.writes import day_tallies
from dashboard.writes.bulk import table_of
from dashboard.writes.cells import TallyPart, among
from dashboard.writes.day_tallies import DAY, AnyDay

DAYS_AT_ONCE = 500  # values in one statement; SQLite allows 32,766
MARK_BYTES = 8
KIND_MONTH = "kind_month"
CANCELLED = "cancelled"

_DAYS = bindparam("of_days", type_=Date(), expanding=True)
_MONTHS = bindparam("of_months", type_=Date(), expanding=True)
_FIRST, _LAST = bindparam("first_day", type_=Date()), bindparam("last_day", type_=Date())
Statements = Sequence[Insert | Delete]


def refresh(connection: Connection, days: Iterable[date], part: TallyPart | None = None) -> None:
    """Count the tallies of these days and of their months again, in the caller's transaction.

    With a ``part``, only those cells.

    Other writers wait until that transaction ends, so that each counts what was written before.
    """
    _wait_for_other_writers(connection)
    touched = sorted(set(days))
    for some in _some(touched):
        _run(connection, _of_days(in_part=part is not None), {_DAYS.key: some}, part)
    _count_by_month(connection, touched, part)


def mark(connection: Connection, days: Iterable[date]) -> None:
    """Mark the months of these days, so that nobody takes kept tallies for them."""
    for some in _some({day.replace(day=1) for day in days}):
        _mark(connection, some)


def rebuild(connection: Connection) -> None:
    """Count all tallies again in the caller's transaction; other writers wait until it ends."""
    _wait_for_other_writers(connection)
    for gone in (*tables(), *map(table_of, (TalliedMonth, CancelledTally))):
        connection.execute(delete(gone))
    for statement in _counts(true()):
        connection.execute(statement)
    held = select(SessionTally.starts_on).where(SessionTally.grain == DAY)
    cancelled = select(OutreachSession.held_on).where(OutreachSession.status == CANCELLED)
    days = held.union(cancelled, select(PlannedTally.held_on))
    _count_by_month(connection, connection.scalars(days).all())


def _wait_for_other_writers(connection: Connection) -> None:
    """Lock the one row of the state table; SQLite allows only one writer anyway."""
    connection.execute(select(DataState.id).with_for_update())


def _tallies() -> list[Table]:
    return [table_of(tally) for tally in (SessionTally, AgeMaskTally, AttendanceTally)]


def tables() -> list[Table]:
    """All tables of tallies of days."""
    return [*_tallies(), table_of(PlannedTally)]


def _some(days: Iterable[date]) -> Iterator[list[date]]:
    touched = sorted(days)
    return (touched[at : at + DAYS_AT_ONCE] for at in range(0, len(touched), DAYS_AT_ONCE))


def _run(
    connection: Connection,
    statements: Statements,
    values: Mapping[str, Any],
    part: TallyPart | None,
) -> None:
    of_part = part.values() if part else {}
    for statement in statements:
        connection.execute(statement, {**values, **of_part})


@cache
def _of_days(*, in_part: bool) -> Statements:
    """Remove the rows of some days, and count them again; built once, which costs most.

    They are those of a part only, or all.
    """
    planned = table_of(PlannedTally)
    of_day = [(tally, (tally.c.grain == DAY, tally.c.starts_on)) for tally in _tallies()]
    gone = (
        *(delete(tally).where(grain, day.in_(_DAYS)) for tally, (grain, day) in of_day),
        delete(planned).where(planned.c.held_on.in_(_DAYS)),
    )
    if not in_part:
        return *gone, *_counts(OutreachSession.held_on.in_(_DAYS))
    raw = among({column.key: column for column in day_tallies.cell_columns()})
    these = (one.where(*among(one.table.c)) for one in gone)
    return *these, *_counts(OutreachSession.held_on.in_(_DAYS), *raw)


def _counts(*these: ColumnElement[bool]) -> Iterator[Insert]:
    """Count these sessions by day."""
    of = day_tallies
    queries = (of.sessions, of.age_masks, of.attendance, of.planned)
    for tally, query in zip(tables(), queries, strict=True):
        yield insert(tally).from_select(tally.c.keys(), query(and_(*these)))


def _count_by_month(
    connection: Connection, days: Iterable[date], part: TallyPart | None = None
) -> None:
    """Count whatever is counted by month for the months of these days."""
    statements = _of_months(connection.dialect.name, in_part=part is not None)
    for some in _some({day.replace(day=1) for day in days}):
        values = {
            _MONTHS.key: some,
            _DAYS.key: _days(some) if part else (),
            _FIRST.key: some[0],
            _LAST.key: last_day(some[-1]),
        }
        _run(connection, statements, values, part)
        _mark(connection, some)


@cache
def _of_months(dialect: str, *, in_part: bool) -> Statements:
    """Remove the rows of some months, and count them again; built once, too."""
    of_tallies = (_of_months_of(tally, dialect, in_part=in_part) for tally in _tallies())
    return [*chain.from_iterable(of_tallies), *_cancelled(dialect, in_part=in_part)]


def _of_months_of(tally: Table, dialect: str, *, in_part: bool) -> Statements:
    starts_on, of_part = tally.c.starts_on, among(tally.c) if in_part else []
    month = _month_of(dialect, starts_on)
    # By the key, day by day: most rows of a month are of other cells
    within = [starts_on.in_(_DAYS)] if in_part else _within(starts_on, month)
    cell = [column for column in tally.primary_key if column.name not in ("grain", "starts_on")]
    sums = [summed(column) for column in tally.c if not column.primary_key]
    query = select(literal(KIND_MONTH), month, *cell, *sums)
    query = query.where(tally.c.grain == DAY, *within, *of_part).group_by(month, *cell)
    old = tally.c.grain == KIND_MONTH, starts_on.in_(_MONTHS), *of_part
    return delete(tally).where(*old), insert(tally).from_select(tally.c.keys(), query)


def _cancelled(dialect: str, *, in_part: bool) -> Statements:
    tally, held_on = table_of(CancelledTally), OutreachSession.held_on
    month, (_, *cell) = _month_of(dialect, held_on), day_tallies.cell_columns()
    raw = {column.key: column for column in cell}
    within = *_within(held_on, month), *(among(raw) if in_part else ())
    counted = select(month, *cell, func.count()).select_from(OutreachSession).join(Venue)
    counted = counted.where(OutreachSession.status == CANCELLED, *within).group_by(month, *cell)
    old = tally.c.starts_on.in_(_MONTHS), *(among(tally.c) if in_part else ())
    return delete(tally).where(*old), insert(tally).from_select(tally.c.keys(), counted)


def _days(months: Sequence[date]) -> list[date]:
    return [
        month + timedelta(days=at)
        for month in months
        for at in range((last_day(month) - month).days + 1)
    ]


def _mark(connection: Connection, months: Sequence[date]) -> None:
    """Give these months a new mark, so that nobody takes kept tallies for them."""
    mark = secrets.token_hex(MARK_BYTES)
    connection.execute(_unmarked(), {_MONTHS.key: months})
    connection.execute(insert(TalliedMonth), [{"starts_on": m, "mark": mark} for m in months])


@cache
def _unmarked() -> Delete:
    return delete(TalliedMonth).where(TalliedMonth.starts_on.in_(_MONTHS))


def _within(day: AnyDay, month: ColumnElement[date]) -> tuple[ColumnElement[bool], ...]:
    """Whether a day lies in one of the months: so that an index of days helps."""
    return day.between(_FIRST, _LAST), month.in_(_MONTHS)


def _month_of(dialect: str, day: AnyDay) -> ColumnElement[date]:
    """The first day of the month."""
    if dialect == "sqlite":
        return type_coerce(func.date(day, "start of month"), Date)
    return cast(func.date_trunc("month", day), Date)
