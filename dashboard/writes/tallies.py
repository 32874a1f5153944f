"""The tallies that progress is counted from; every write of a session updates them.

A tally is never adjusted. Each day is counted again from its sessions, and each month from its
days; planned sessions are counted by day only, cancelled ones by month. A write may change a
session's day, venue or status: it only has to name the days affected, old and new.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.database import AnySelect
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.first_time import distinct_youth, youth_present
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.weekdays import weekday_code
from dashboard.tables import (
    AgeGroup,
    AgeMaskTally,
    Attendance,
    AttendanceTally,
    Base,
    CancelledTally,
    DataState,
    OutreachSession,
    PlannedTally,
    SessionKind,
    SessionTally,
    TalliedMonth,
    Venue,
)

DAYS_AT_ONCE = 500  # values in one statement; SQLite allows 32,766
MARK_BYTES = 8
DAY, KIND_MONTH, MONTH = "day", "kind_month", "month"
CANCELLED = "cancelled"


def refresh(connection: Connection, days: Iterable[date]) -> None:
    """Count the tallies of these days and of their months again, in the caller's transaction.

    Other writers wait until that transaction ends, so that each counts what was written before.
    """
    _wait_for_other_writers(connection)
    touched = sorted(set(days))
    for first in range(0, len(touched), DAYS_AT_ONCE):
        some = touched[first : first + DAYS_AT_ONCE]
        for tally in _tallies():
            _remove(connection, tally, DAY, some)
        _count_days(connection, OutreachSession.held_on.in_(some))
        connection.execute(delete(PlannedTally).where(PlannedTally.held_on.in_(some)))
        _count_planned(connection, OutreachSession.held_on.in_(some))
    _count_months(connection, touched)
    _mark(connection, touched)
    _count_cancelled(connection, _months(touched))


def rebuild(connection: Connection) -> None:
    """Count all tallies again in the caller's transaction; other writers wait until it ends."""
    _wait_for_other_writers(connection)
    for tally in _tallies():
        connection.execute(delete(tally))
    _count_days(connection, true())
    connection.execute(delete(PlannedTally))
    _count_planned(connection, true())
    connection.execute(delete(TalliedMonth))
    query = select(SessionTally.starts_on).where(SessionTally.grain == DAY).distinct()
    days = connection.scalars(query).all()
    _count_months(connection, days)
    _mark(connection, days)
    connection.execute(delete(CancelledTally))
    cancelled = select(OutreachSession.held_on).where(OutreachSession.status == CANCELLED)
    _count_cancelled(connection, _months(connection.scalars(cancelled.distinct())))


def _mark(connection: Connection, days: Iterable[date]) -> None:
    """Give the months of these days a new mark, so that nobody takes kept tallies for them."""
    months, mark = {day.replace(day=1) for day in days}, secrets.token_hex(MARK_BYTES)
    if months:
        old = delete(TalliedMonth).where(TalliedMonth.starts_on.in_(months))
        connection.execute(old)
        marked = [{"starts_on": month, "mark": mark} for month in sorted(months)]
        connection.execute(insert(TalliedMonth), marked)


def _wait_for_other_writers(connection: Connection) -> None:
    """Lock the one row of the state table; SQLite allows only one writer anyway."""
    connection.execute(select(DataState.id).with_for_update())


def _tallies() -> list[Table]:
    tallies = (SessionTally, AgeMaskTally, AttendanceTally)
    return [Base.metadata.tables[tally.__tablename__] for tally in tallies]


def _remove(connection: Connection, tally: Table, grain: str, days: Sequence[date]) -> None:
    connection.execute(delete(tally).where(tally.c.grain == grain, tally.c.starts_on.in_(days)))


def _count_days(connection: Connection, these: ColumnElement[bool]) -> None:
    for tally, query in zip(_tallies(), (_sessions, _age_masks, _attendance), strict=True):
        connection.execute(insert(tally).from_select(tally.c.keys(), query(these)))


def _count_planned(connection: Connection, these: ColumnElement[bool]) -> None:
    planned = select(*_cell(), func.count()).select_from(OutreachSession).join(Venue)
    planned = planned.where(OutreachSession.status == "planned", these).group_by(*_cell())
    tally = Base.metadata.tables[PlannedTally.__tablename__]
    connection.execute(insert(tally).from_select(tally.c.keys(), planned))


def _count_cancelled(connection: Connection, months: Iterable[date]) -> None:
    session, tally = OutreachSession, Base.metadata.tables[CancelledTally.__tablename__]
    _, *cell = _cell()
    for month in months:
        connection.execute(delete(tally).where(tally.c.starts_on == month))
        counted = select(literal(month), *cell, func.count()).select_from(session).join(Venue)
        within = session.held_on.between(month, _last_of(month))
        counted = counted.where(session.status == CANCELLED, within).group_by(*cell)
        connection.execute(insert(tally).from_select(tally.c.keys(), counted))


def _sessions(these: ColumnElement[bool]) -> AnySelect:
    session = OutreachSession
    numbers = (session.total, session.first_time, youth_present().label("youth"))
    in_share = _in_share().label("in_share")
    held = _delivered(select(*_cell(), in_share, *numbers), these).subquery()
    cell = list(held.c)[: len(_cell())]
    low, high = distinct_youth(held.c.total, held.c.youth, held.c.first_time)
    first_time = func.count(held.c.first_time)
    sums = (summed(held.c.in_share), first_time, summed(low), summed(high))
    by_weekday = _on_its_weekday(cell[0], func.count())
    return select(literal(DAY), *cell, func.count(), *sums, *by_weekday).group_by(*cell)


def _age_masks(these: ColumnElement[bool]) -> AnySelect:
    """Counts by age mask: the sum of the bits of a session's age groups, 0 if it has none."""
    mask = func.coalesce(summed(AgeGroup.bit), 0).label("age_mask")
    session = _delivered(select(*_cell(), mask, _in_share().label("in_share")), these)
    masks = (
        session.outerjoin(Attendance, Attendance.session_id == OutreachSession.id)
        .outerjoin(AgeGroup, AgeGroup.code == Attendance.age_group)
        .group_by(OutreachSession.id, Venue.venue_type, SessionKind.in_french_share)
        .subquery()
    )
    *cell, in_share = masks.c
    numbers = (func.count(), summed(in_share), *_on_its_weekday(cell[0], func.count()))
    return select(literal(DAY), *cell, *numbers).group_by(*cell)


def _attendance(these: ColumnElement[bool]) -> AnySelect:
    cell = (*_cell(), Attendance.age_group)
    people = summed(Attendance.participations)
    sums = (func.count(), summed(_in_share()), people)
    by_weekday = (
        *_on_its_weekday(OutreachSession.held_on, func.count()),
        *_on_its_weekday(OutreachSession.held_on, people),
    )
    query = _delivered(select(literal(DAY), *cell, *sums, *by_weekday), these)
    return query.join(Attendance, Attendance.session_id == OutreachSession.id).group_by(*cell)


def _on_its_weekday(
    day: ColumnElement[date] | InstrumentedAttribute[date], number: ColumnElement[int]
) -> list[ColumnElement[int]]:
    """Seven numbers, one per weekday: the given one on the day's own weekday, 0 on the others."""
    own = weekday_code(day)
    return [case((own == code, number), else_=0) for code in WEEKDAYS]


def _delivered(query: AnySelect, these: ColumnElement[bool]) -> AnySelect:
    return (
        query.select_from(OutreachSession)
        .join(Venue)
        .join(SessionKind)
        .where(OutreachSession.status == "delivered", these)
    )


def _cell() -> list[InstrumentedAttribute[Any]]:
    session = OutreachSession
    return [session.held_on, session.language, Venue.venue_type, session.kind]


def _in_share() -> ColumnElement[int]:
    return case((SessionKind.in_french_share, 1), else_=0)


def _count_months(connection: Connection, days: Sequence[date]) -> None:
    for month in _months(days):
        last = _last_of(month)
        for tally in _tallies():
            of_kinds = _month(tally, KIND_MONTH, DAY, month, last)
            of_all = _month(tally, MONTH, KIND_MONTH, month, month)
            for grain, query in ((KIND_MONTH, of_kinds), (MONTH, of_all)):
                _remove(connection, tally, grain, [month])
                connection.execute(insert(tally).from_select(tally.c.keys(), query))


def _months(days: Iterable[date]) -> list[date]:
    return sorted({day.replace(day=1) for day in days})


def _last_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _month(tally: Table, grain: str, source: str, first: date, last: date) -> AnySelect:
    """A month's rows of one grain, summed from the rows of a finer grain."""
    cell = [column for column in tally.primary_key if column.name not in ("grain", "starts_on")]
    sums = [summed(column) for column in tally.c if not column.primary_key]
    kept = [column for column in cell if grain != MONTH or column.name != "kind"]
    shown = [column if column in kept else literal("") for column in cell]
    rows = tally.c.grain == source, tally.c.starts_on.between(first, last)
    return select(literal(grain), literal(first), *shown, *sums).where(*rows).group_by(*kept)
