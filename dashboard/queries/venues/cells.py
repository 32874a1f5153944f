"""What tallies of venues are counted from, and how their rows are added up.

The writes count months with it, and the venues table the days at the ends of a range.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    SQLColumnExpression,
    case,
    func,
    literal_column,
    select,
)

from dashboard.database import AnySelect
from dashboard.queries.shared.summed import summed
from dashboard.tables import AgeGroup, Attendance, OutreachSession, Venue

CELL = ("venue", "status", "language", "kind")
Bits = Mapping[str, int]
NONE: ColumnElement[int] = literal_column("0")
NUMBERS = ("sessions", "participations", "attendances", "ages", "last_on")


def bits_of_ages(connection: Connection) -> Bits:
    """The bit of each age group, by its code."""
    return dict(
        connection.execute(select(AgeGroup.code, AgeGroup.bit).order_by(AgeGroup.bit)).all()
    )


def counted(bits: Bits, these: Iterable[ColumnElement[bool]]) -> AnySelect:
    """A row for each cell of these sessions, with the columns of ``CELL`` and ``NUMBERS``."""
    session = OutreachSession
    bit = case(bits, value=Attendance.age_group) if bits else NONE  # to look it up takes longer
    mask = (
        select(func.coalesce(summed(bit), 0))
        .where(Attendance.session_id == session.id)
        .scalar_subquery()
    )
    one = (
        select(
            Venue.code.label("venue"),
            *(session.status, session.language, session.kind, session.total, session.held_on),
            mask.label("ages"),
        )
        .join(Venue, session.venue_id == Venue.id)
        .where(*these)
        .offset(0)  # or SQLite would look for the age groups of a session at every mention
        .subquery()
    )
    cell = [one.c[name] for name in CELL]
    numbers = (
        func.count().label("sessions"),
        summed(one.c.total).label("participations"),
        sum((_came(one.c.ages, bit) for bit in bits.values()), NONE).label("attendances"),
        together(one.c.ages, bits).label("ages"),
        func.max(one.c.held_on).label("last_on"),
    )
    return select(*cell, *numbers).group_by(*cell)


def added(rows: Any, bits: Bits) -> list[ColumnElement[Any]]:  # noqa: ANN401 - columns
    """The ``NUMBERS`` of several rows as one: ``rows`` has them as columns."""
    return [
        *(summed(getattr(rows, name)).label(name) for name in NUMBERS[:3]),
        together(rows.ages, bits).label("ages"),
        func.max(rows.last_on).label("last_on"),
    ]


def together(masks: SQLColumnExpression[int], bits: Bits) -> ColumnElement[int]:
    """The union of sets of age groups: neither database has an aggregate that both know."""
    return sum((func.max(masks.bitwise_and(bit)) for bit in bits.values()), NONE)


def _came(mask: SQLColumnExpression[int], bit: int) -> ColumnElement[int]:
    return summed(case((mask.bitwise_and(bit) != 0, 1), else_=0))
