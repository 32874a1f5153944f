"""Find sessions so far from all others that the year may be mistyped.

Nothing is kept for this: from an index of days, a few steps of five years tell the long pauses.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import cast

from sqlalchemy import ColumnElement, Connection, Date, bindparam, func, or_, select

from dashboard.database import AnySelect
from dashboard.domain.sessions.far_dates import (
    DAYS_IN_A_YEAR,
    PAUSE,
    Stretch,
    far_stretches,
    joined,
)
from dashboard.queries.shared.summed import summed
from dashboard.tables import OutreachSession, PlannedTally, SessionTally

FarDates = tuple[tuple[Stretch, ...], tuple[date, date]]

COUNTED = ("delivered", "planned")
LONGEST = timedelta(days=int(PAUSE * DAYS_IN_A_YEAR))  # between days of one stretch

_EDGE = bindparam("edge", type_=Date())


def far_from_others(connection: Connection, today: date) -> FarDates:
    """The stretches of days that are far, and the first and last day of all others."""
    snapshot = connection.get_execution_options().get("impact_snapshot", {})
    asked = far_from_others, today
    if asked not in snapshot:
        snapshot[asked] = far_with(connection, {}, today)
    return cast("FarDates", snapshot[asked])


def far_with(connection: Connection, more: Mapping[date, int], today: date) -> FarDates:
    """The same, if there were so many ``more`` sessions on these days."""
    pieces = _pieces(connection)
    added = [Stretch(day, day, count) for day, count in more.items()]
    uncounted = (Stretch(*piece, 0) for piece in pieces)
    if all(_is_near(one, today) for one in joined((*uncounted, *added), PAUSE)):
        return (), (today, today)  # which is nearly always so, and counts nothing
    there = (Stretch(*piece, _sessions(connection, *piece)) for piece in pieces)
    every = tuple(joined((*there, *added), PAUSE))
    far = far_stretches(every, today)
    near = [one for one in every if one not in far] or [Stretch(today, today, 0)]
    return far, (near[0].first, near[-1].last)


def would_be_far(connection: Connection, day: date, today: date) -> bool:
    """Whether one more session would be far from most others on this day."""
    return any(day in stretch for stretch in far_with(connection, {day: 1}, today)[0])


def among(stretches: Sequence[Stretch]) -> ColumnElement[bool]:
    """Sessions on the days of these stretches, without cancelled ones."""
    session = OutreachSession
    days = or_(*(session.held_on.between(one.first, one.last) for one in stretches))
    return session.status.in_(COUNTED) & days


def _is_near(stretch: Stretch, today: date) -> bool:
    return stretch.first - today <= LONGEST and today - stretch.last <= LONGEST


def _pieces(connection: Connection) -> list[tuple[date, date]]:
    """The first and last days of sessions without a long pause between them."""
    found: list[tuple[date, date]] = []
    first = _extreme(connection, "min")
    while first:
        last = first
        while (further := _extreme(connection, "max", until=_later(last))) and further > last:
            last = further
        found.append((first, last))
        first = _extreme(connection, "min", after=last)
    return found


def _later(day: date) -> date:
    return min(day, date.max - LONGEST) + LONGEST


def _extreme(
    connection: Connection, extreme: str, *, after: date | None = None, until: date | None = None
) -> date | None:
    """The first or the latest day."""
    statement = _extreme_days(extreme, "after" if after else "until" if until else "")
    found = connection.execute(statement, {_EDGE.key: after or until}).one()
    return {"min": min, "max": max}[extreme](filter(None, found), default=None)


@cache
def _extreme_days(extreme: str, bound: str) -> AnySelect:
    """One status at a time, so that the index is used; built once, which takes longer than all."""
    day, edge = OutreachSession.held_on, getattr(func, extreme)
    bounds = {"after": [day > _EDGE], "until": [day <= _EDGE], "": []}[bound]
    of_status = (
        select(edge(day)).where(OutreachSession.status == status, *bounds).scalar_subquery()
        for status in COUNTED
    )
    return select(*of_status)


def _sessions(connection: Connection, first: date, last: date) -> int:
    """The sessions of a stretch from the tallies: no month has days of two stretches."""
    return sum(count or 0 for count in _counts(connection, first, last))


def _counts(connection: Connection, first: date, last: date) -> Iterator[int | None]:
    tally, planned = SessionTally, PlannedTally
    months = tally.starts_on.between(first.replace(day=1), last)
    yield connection.scalar(select(summed(tally.sessions)).where(months))
    days = planned.held_on.between(first, last)
    yield connection.scalar(select(summed(planned.sessions)).where(days))
