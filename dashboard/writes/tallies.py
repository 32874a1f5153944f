"""The tallies that progress is counted from; every write of a session updates them.

Each day is counted again from its sessions, and each month from its days; planned sessions are
counted by day only, cancelled ones by month. A write may change a session's day, venue or status:
it only has to name what it affected, old and new: days, or a few cells of them. Only imports add
what they counted of many new sessions (``writes/adding.py``).
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Table,
    and_,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.database import AnySelect
from dashboard.domain.shared.periods import last_day
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
from dashboard.writes.cells import TallyPart

AnyDay = ColumnElement[date] | InstrumentedAttribute[date]

DAYS_AT_ONCE = 500  # values in one statement; SQLite allows 32,766
MARK_BYTES = 8
DAY, KIND_MONTH, MONTH = "day", "kind_month", "month"
CANCELLED = "cancelled"
_HELD, _CAME = func.count().label("held"), "came"


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
    these = _tallied(tally, part, every_kind=grain == MONTH)
    these += tally.c.grain == grain, tally.c.starts_on.in_(days)
    connection.execute(delete(tally).where(*these))


def _tallied(
    tally: Table, part: TallyPart | None, *, every_kind: bool = False
) -> list[ColumnElement[bool]]:
    """Whether a row of a tally is in the part."""
    return part.among({**tally.c}, every_kind=every_kind) if part else []


def _raw(part: TallyPart | None) -> list[ColumnElement[bool]]:
    """Whether a session is in the part."""
    columns = {column.key: column for column in _cell()}
    return part.among(columns, every_kind=False) if part else []


def _count_days(connection: Connection, *these: ColumnElement[bool]) -> None:
    for tally, query in zip(tables(), (_sessions, _age_masks, _attendance, _planned), strict=True):
        connection.execute(insert(tally).from_select(tally.c.keys(), query(and_(*these))))


def _planned(these: ColumnElement[bool]) -> AnySelect:
    planned = select(*_cell(), func.count()).select_from(OutreachSession).join(Venue)
    return planned.where(OutreachSession.status == "planned", these).group_by(*_cell())


def _sessions(these: ColumnElement[bool]) -> AnySelect:
    session = OutreachSession
    numbers = (session.total, session.first_time, youth_present().label("youth"))
    in_share = _in_share().label("in_share")
    each = _delivered(select(*_cell(), in_share, *numbers), these)
    held = each.offset(0).subquery()  # or SQLite would count a session's youth at every mention
    cell = list(held.c)[: len(_cell())]
    low, high = distinct_youth(held.c.total, held.c.youth, held.c.first_time)
    first_time = func.count(held.c.first_time)
    sums = (summed(held.c.in_share), first_time, summed(low), summed(high))
    return _by_weekday(select(*cell, _HELD, *sums).group_by(*cell), cell[0])


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
    return _by_weekday(select(*cell, _HELD, summed(in_share)).group_by(*cell), cell[0])


def _attendance(these: ColumnElement[bool]) -> AnySelect:
    cell = (*_cell(), Attendance.age_group)
    people = summed(Attendance.participations).label(_CAME)
    query = _delivered(select(*cell, _HELD, summed(_in_share()), people), these)
    of_cells = query.join(Attendance, Attendance.session_id == OutreachSession.id).group_by(*cell)
    return _by_weekday(of_cells, OutreachSession.held_on)


def _by_weekday(of_cells: AnySelect, day: AnyDay) -> AnySelect:
    """These rows with what they count by weekday: on the day's own, and 0 on the six others.

    The weekday is told once for each row, which takes longer than all the rest.
    """
    rows = of_cells.add_columns(weekday_code(day).label("weekday")).subquery()
    shown = [column for column in rows.c if column is not rows.c.weekday]
    counted = [column for column in shown if column.name in (_HELD.name, _CAME)]
    own = [
        case((rows.c.weekday == code, number), else_=0) for number in counted for code in WEEKDAYS
    ]
    return select(literal(DAY), *shown, *own)


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
        of_day = tally.c.grain == DAY, *within, *_tallied(tally, part)
        of_kinds = _months(tally, KIND_MONTH, month, *of_day)
        kinds = tally.c.grain == KIND_MONTH, starts_on.in_(months)
        of_all = _months(tally, MONTH, starts_on, *kinds, *_tallied(tally, part, every_kind=True))
        for grain, query in ((KIND_MONTH, of_kinds), (MONTH, of_all)):
            _remove(connection, tally, grain, months, part)
            connection.execute(insert(tally).from_select(tally.c.keys(), query))


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
    month, (_, *cell) = _month_of(connection, held_on), _cell()
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


def _months(
    tally: Table, grain: str, month: ColumnElement[date], *these: ColumnElement[bool]
) -> AnySelect:
    """Rows of one grain by month, summed from these rows of a finer grain."""
    cell = [column for column in tally.primary_key if column.name not in ("grain", "starts_on")]
    sums = [summed(column) for column in tally.c if not column.primary_key]
    kept = [column for column in cell if grain != MONTH or column.name != "kind"]
    shown = [column if column in kept else literal("") for column in cell]
    return select(literal(grain), month, *shown, *sums).where(*these).group_by(month, *kept)
