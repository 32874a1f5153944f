"""The tallies of days as their sessions give them: a query for each table of them.

Each takes the sessions to count, and gives all columns of its table in order.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.database import AnySelect
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.first_time import distinct_youth, youth_present
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.weekdays import weekday_code
from dashboard.tables import AgeGroup, Attendance, OutreachSession, Venue

AnyDay = ColumnElement[date] | InstrumentedAttribute[date]

DAY = "day"
_HELD, _CAME = func.count().label("held"), "came"


def cell_columns() -> list[InstrumentedAttribute[Any]]:
    """What a day's tallies are counted by, as columns of sessions and their venues."""
    session = OutreachSession
    return [session.held_on, session.language, Venue.venue_type, session.kind]


def planned(these: ColumnElement[bool]) -> AnySelect:
    """How many are planned."""
    planned = select(*cell_columns(), func.count()).select_from(OutreachSession).join(Venue)
    return planned.where(OutreachSession.status == "planned", these).group_by(*cell_columns())


def sessions(these: ColumnElement[bool]) -> AnySelect:
    """How many were held, and with which distinct youth."""
    session = OutreachSession
    numbers = (session.total, session.first_time, youth_present().label("youth"))
    each = _delivered(select(*cell_columns(), *numbers), these)
    held = each.offset(0).subquery()  # or SQLite would count a session's youth at every mention
    cell = list(held.c)[: len(cell_columns())]
    low, high = distinct_youth(held.c.total, held.c.youth, held.c.first_time)
    first_time = func.count(held.c.first_time)
    sums = first_time, summed(low), summed(high)
    return _by_weekday(select(*cell, _HELD, *sums).group_by(*cell), cell[0])


def age_masks(these: ColumnElement[bool]) -> AnySelect:
    """Counts by age mask: the sum of the bits of a session's age groups, 0 if it has none."""
    mask = func.coalesce(summed(AgeGroup.bit), 0).label("age_mask")
    session = _delivered(select(*cell_columns(), mask), these)
    masks = (
        session.outerjoin(Attendance, Attendance.session_id == OutreachSession.id)
        .outerjoin(AgeGroup, AgeGroup.code == Attendance.age_group)
        .group_by(OutreachSession.id, Venue.venue_type)
        .subquery()
    )
    cell = list(masks.c)
    return _by_weekday(select(*cell, _HELD).group_by(*cell), cell[0])


def attendance(these: ColumnElement[bool]) -> AnySelect:
    """How many of each age group came."""
    cell = (*cell_columns(), Attendance.age_group)
    people = summed(Attendance.participations).label(_CAME)
    query = _delivered(select(*cell, _HELD, people), these)
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
        .where(OutreachSession.status == "delivered", these)
    )
