"""The tallies that progress is counted from; every write of a session updates them.

Each day is counted again from its sessions, and each month from its days; planned sessions are
counted by day only, cancelled ones by month. A write may change a session's day, venue or status:
it only has to name what it affected, old and new: days, or a few cells of them. Only imports and
large changes add what they counted of many sessions (``writes/adding.py``).
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Table,
    and_,
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
    Base,
    CancelledTally,
    DataState,
    OutreachSession,
    PlannedTally,
    SessionTally,
    TalliedMonth,
    Venue,
)
from dashboard.writes import day_tallies
from dashboard.writes.cells import TallyPart
from dashboard.writes.day_tallies import DAY, AnyDay

DAYS_AT_ONCE = 500  # values in one statement; SQLite allows 32,766
MARK_BYTES = 8
KIND_MONTH = "kind_month"
CANCELLED = "cancelled"


def refresh(connection: Connection, days: Iterable[date], part: TallyPart | None = None) -> None:
    """Count the tallies of these days and of their months again, in the caller's transaction.

    With a ``part``, only those cells.

    Other writers wait until that transaction ends, so that each counts what was written before.
    """
    _wait_for_other_writers(connection)
    touched = sorted(set(days))
    for some in _some(touched):
        _remove_days(connection, some, part)
        _count_days(connection, OutreachSession.held_on.in_(some), *_raw(part))
    _count_by_month(connection, touched, part)


def mark(connection: Connection, days: Iterable[date]) -> None:
    """Mark the months of these days, so that nobody takes kept tallies for them."""
    for some in _some({day.replace(day=1) for day in days}):
        _mark(connection, some)


def rebuild(connection: Connection) -> None:
    """Count all tallies again in the caller's transaction; other writers wait until it ends."""
    _wait_for_other_writers(connection)
    for tally in tables():
        connection.execute(delete(tally))
    _count_days(connection, true())
    for of_months in (TalliedMonth, CancelledTally):
        connection.execute(delete(of_months))
    held = select(SessionTally.starts_on).where(SessionTally.grain == DAY)
    cancelled = select(OutreachSession.held_on).where(OutreachSession.status == CANCELLED)
    days = held.union(cancelled, select(PlannedTally.held_on))
    _count_by_month(connection, connection.scalars(days).all())


def _wait_for_other_writers(connection: Connection) -> None:
    """Lock the one row of the state table; SQLite allows only one writer anyway."""
    connection.execute(select(DataState.id).with_for_update())


def _tallies() -> list[Table]:
    tallies = (SessionTally, AgeMaskTally, AttendanceTally)
    return [Base.metadata.tables[tally.__tablename__] for tally in tallies]


def tables() -> list[Table]:
    """All tables of tallies of days."""
    return [*_tallies(), Base.metadata.tables[PlannedTally.__tablename__]]


def _some(days: Iterable[date]) -> Iterator[list[date]]:
    touched = sorted(days)
    return (touched[at : at + DAYS_AT_ONCE] for at in range(0, len(touched), DAYS_AT_ONCE))


def _remove_days(connection: Connection, days: Sequence[date], part: TallyPart | None) -> None:
    for tally in _tallies():
        _remove(connection, tally, DAY, days, part)
    planned = Base.metadata.tables[PlannedTally.__tablename__]
    connection.execute(delete(planned).where(planned.c.held_on.in_(days), *_tallied(planned, part)))


def _remove(
    connection: Connection, tally: Table, grain: str, days: Sequence[date], part: TallyPart | None
) -> None:
    these = tally.c.grain == grain, tally.c.starts_on.in_(days), *_tallied(tally, part)
    connection.execute(delete(tally).where(*these))


def _tallied(tally: Table, part: TallyPart | None) -> list[ColumnElement[bool]]:
    """Whether a row of a tally is in the part."""
    return part.among({**tally.c}) if part else []


def _raw(part: TallyPart | None) -> list[ColumnElement[bool]]:
    """Whether a session is in the part."""
    columns = {column.key: column for column in day_tallies.cell_columns()}
    return part.among(columns) if part else []


def _count_days(connection: Connection, *these: ColumnElement[bool]) -> None:
    of = day_tallies
    queries = (of.sessions, of.age_masks, of.attendance, of.planned)
    for tally, query in zip(tables(), queries, strict=True):
        connection.execute(insert(tally).from_select(tally.c.keys(), query(and_(*these))))


def _count_by_month(
    connection: Connection, days: Iterable[date], part: TallyPart | None = None
) -> None:
    """Count whatever is counted by month for the months of these days."""
    for some in _some({day.replace(day=1) for day in days}):
        _count_months(connection, some, part)
        _count_cancelled(connection, some, part)
        _mark(connection, some)


def _count_months(connection: Connection, months: Sequence[date], part: TallyPart | None) -> None:
    for tally in _tallies():
        starts_on = tally.c.starts_on
        month = _month_of(connection, starts_on)
        # By the key, day by day: most rows of a month are of other cells
        within = [starts_on.in_(_days(months))] if part else _within(starts_on, month, months)
        of_days = tally.c.grain == DAY, *within, *_tallied(tally, part)
        cell = [column for column in tally.primary_key if column.name not in ("grain", "starts_on")]
        sums = [summed(column) for column in tally.c if not column.primary_key]
        query = select(literal(KIND_MONTH), month, *cell, *sums).where(*of_days)
        _remove(connection, tally, KIND_MONTH, months, part)
        connection.execute(insert(tally).from_select(tally.c.keys(), query.group_by(month, *cell)))


def _days(months: Sequence[date]) -> list[date]:
    return [
        month + timedelta(days=at)
        for month in months
        for at in range((last_day(month) - month).days + 1)
    ]


def _count_cancelled(
    connection: Connection, months: Sequence[date], part: TallyPart | None
) -> None:
    tally, held_on = Base.metadata.tables[CancelledTally.__tablename__], OutreachSession.held_on
    month, (_, *cell) = _month_of(connection, held_on), day_tallies.cell_columns()
    counted = select(month, *cell, func.count()).select_from(OutreachSession).join(Venue)
    within = *_within(held_on, month, months), *_raw(part)
    counted = counted.where(OutreachSession.status == CANCELLED, *within)
    old = tally.c.starts_on.in_(months), *_tallied(tally, part)
    connection.execute(delete(tally).where(*old))
    counted = counted.group_by(month, *cell)
    connection.execute(insert(tally).from_select(tally.c.keys(), counted))


def _mark(connection: Connection, months: Sequence[date]) -> None:
    """Give these months a new mark, so that nobody takes kept tallies for them."""
    mark = secrets.token_hex(MARK_BYTES)
    connection.execute(delete(TalliedMonth).where(TalliedMonth.starts_on.in_(months)))
    connection.execute(insert(TalliedMonth), [{"starts_on": m, "mark": mark} for m in months])


def _within(
    day: AnyDay, month: ColumnElement[date], months: Sequence[date]
) -> tuple[ColumnElement[bool], ...]:
    """Whether a day lies in one of these months, given in order: so that an index of days helps."""
    return day.between(months[0], last_day(months[-1])), month.in_(months)


def _month_of(connection: Connection, day: AnyDay) -> ColumnElement[date]:
    """The first day of the month."""
    if connection.dialect.name == "sqlite":
        return type_coerce(func.date(day, "start of month"), Date)
    return cast(func.date_trunc("month", day), Date)
