"""All sessions, a month at a time: what tallies are counted from, by other means than theirs."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from dashboard.tables import Attendance, Facilitator, OutreachSession, SessionFacilitator, Venue


class CountedSession(NamedTuple):
    """A session as tallies and packs know it; ``attendance`` is by age group."""

    id: int
    day: date
    status: str
    language: str
    kind: str
    venue: str
    venue_type: str
    total: int
    first_time: int | None
    attendance: dict[str, int]
    facilitators: list[str]


def by_month(connection: Connection) -> Iterator[tuple[date, list[CountedSession]]]:
    """Each month that has sessions, by its first day and in order, with all of them."""
    days = connection.scalars(select(OutreachSession.held_on).distinct()).all()
    for month in sorted({day.replace(day=1) for day in days}):
        yield month, _of_month(connection, month)


def _of_month(connection: Connection, month: date) -> list[CountedSession]:
    session, part = OutreachSession, Attendance
    end = (month + timedelta(days=31)).replace(day=1)
    within = session.held_on >= month, session.held_on < end
    came: defaultdict[int, dict[str, int]] = defaultdict(dict)
    parts = select(part.session_id, part.age_group, part.participations).join(
        session, part.session_id == session.id
    )
    for id_, age, count in connection.execute(parts.where(*within)).all():
        came[id_][age] = count
    led_by: defaultdict[int, list[str]] = defaultdict(list)
    led = select(SessionFacilitator.session_id, Facilitator.code).join(Facilitator)
    led = led.join(session, SessionFacilitator.session_id == session.id)
    for id_, code in connection.execute(led.where(*within)).all():
        led_by[id_].append(code)
    own = session.held_on, session.status, session.language, session.kind
    columns = (*own, Venue.code, Venue.venue_type, session.total, session.first_time)
    rows = select(session.id, *columns).join(Venue, session.venue_id == Venue.id).where(*within)
    found = connection.execute(rows).all()
    return [CountedSession(*row, came.get(row.id, {}), led_by.get(row.id, [])) for row in found]
