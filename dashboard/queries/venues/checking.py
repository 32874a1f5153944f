"""Count the tallies of venues from all sessions, by other means than those that write them."""

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select

from dashboard.domain.shared.periods import FISCAL_YEAR_STARTS
from dashboard.tables import AgeGroup, Attendance, OutreachSession, Venue, VenueTally

STREAMED = 5_000
_Rows = dict[tuple[Any, ...], list[Any]]


def kept(connection: Connection) -> _Rows:
    """The tallies as they are: their numbers by key."""
    table = VenueTally.__table__
    keys = len(list(table.primary_key))
    return {tuple(row[:keys]): list(row[keys:]) for row in connection.execute(select(table))}


def recounted(connection: Connection) -> _Rows:
    """The tallies as they should be."""
    session, found = OutreachSession, _Rows()
    rows = connection.execute(
        select(
            *(session.id, session.held_on, Venue.code, session.status, session.language),
            *(session.kind, session.total, AgeGroup.bit),
        )
        .join(Venue, session.venue_id == Venue.id)
        .outerjoin(Attendance, Attendance.session_id == session.id)
        .outerjoin(AgeGroup, Attendance.age_group == AgeGroup.code)
        .order_by(session.id)
        .execution_options(yield_per=STREAMED)
    )
    for _, parts in groupby(rows, key=itemgetter(0)):
        of_session = list(parts)
        _, day, *cell, total, _ = of_session[0]
        bits = [row[-1] for row in of_session if row[-1]]
        for grain, start in _spans(day):
            numbers = found.setdefault((grain, start, *cell), [0, 0, 0, 0, day])
            numbers[:3] = (numbers[0] + 1, numbers[1] + total, numbers[2] + len(bits))
            numbers[3:] = (numbers[3] | sum(bits), max(numbers[4], day))
    return found


def _spans(day: date) -> tuple[tuple[str, date], ...]:
    begun = (day.month, day.day) >= FISCAL_YEAR_STARTS
    year = date(day.year if begun else day.year - 1, *FISCAL_YEAR_STARTS)
    return ("month", day.replace(day=1)), ("year", year), ("all", date.min)
