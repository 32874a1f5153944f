"""The day to judge progress on, and the target in force on that day."""

from datetime import date
from functools import cache

from sqlalchemy import Connection, Date, and_, bindparam, func, select

from dashboard.database import AnySelect
from dashboard.domain.shared.counting import Target
from dashboard.queries.shared.state import delivered
from dashboard.tables import TargetRevision


def latest_day_and_target(
    connection: Connection, indicator: str, end: date | None
) -> tuple[date | None, Target | None]:
    """The latest day of the data, and the target in force on ``end`` or else on that day.

    The target is ``None`` before its first revision, or without a day.
    """
    rows = connection.execute(_statement(), {"indicator": indicator, "end": end}).all()
    latest = rows[0].day
    if rows[0].value is None:
        return latest, None
    _, value, due, effective_from = rows[-1]
    return latest, Target(value, due, effective_from, rows[0].effective_from)


@cache
def _statement() -> AnySelect:
    """One row with the latest day, and with each revision in effect by then."""
    latest = select(delivered("max").label("day")).subquery()
    revision = TargetRevision
    day = func.coalesce(bindparam("end", type_=Date), latest.c.day)
    effective = and_(revision.indicator == bindparam("indicator"), revision.effective_from <= day)
    return (
        select(
            latest.c.day,
            revision.value,
            revision.due,
            revision.effective_from,
        )
        .select_from(latest.outerjoin(revision.__table__, effective))
        .order_by(revision.effective_from)
    )
