"""What is known of each venue whatever is chosen: its area, and the status of its whole record."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, select

from dashboard.domain.venues.venues import VenueStatus, status
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.state import state
from dashboard.tables import OutreachSession, PlannedTally, Venue


class VenueSummary(NamedTuple):
    """A venue's id and area, and its status, which is of its whole record."""

    id: int
    area: str
    status: VenueStatus


def records(connection: Connection, today: date, silence_weeks: int) -> Mapping[str, VenueSummary]:
    """The summary of every venue, by code: kept until the data change."""
    return by_edition(connection, _records, today, silence_weeks)


def _records(connection: Connection, today: date, silence_weeks: int) -> Mapping[str, VenueSummary]:
    """Not told the latest day of a delivered session, the database would read all plans first."""
    session, latest = OutreachSession, state(connection).data_as_of or today
    held = _there(session.status == "delivered", session.held_on <= latest)
    last = held.order_by(session.held_on.desc()).limit(1).scalar_subquery()
    rows = connection.execute(select(Venue.id, Venue.code, Venue.area, last)).all()
    overdue = _overdue(connection, today)

    def record(id_: int, area: str, last: date | None) -> VenueSummary:
        is_overdue = id_ in overdue
        found = status(last, today, overdue=is_overdue, silence_weeks=silence_weeks)
        return VenueSummary(id_, area, found)

    return {code: record(id_, area, last) for id_, code, area, last in rows}


def _there(*conditions: ColumnElement[bool]) -> Select[date]:
    """The days of sessions at a venue.

    With max() and min(), the database would read all sessions of the venue.
    """
    session = OutreachSession
    return select(session.held_on).where(session.venue_id == Venue.id, *conditions)


def _overdue(connection: Connection, today: date) -> set[int]:
    """The venues with a planned session of a day that has passed, by id.

    Tallies tell the days. PostgreSQL guesses that as many plans are in the past as delivered
    sessions, and would go through the index of all venues.
    """
    tally = PlannedTally
    passed = select(tally.held_on).where(tally.held_on < today, tally.sessions > 0).distinct()
    days = connection.scalars(passed).all()
    if not days:
        return set()
    session = OutreachSession
    planned = select(session.venue_id).where(session.status == "planned")
    return set(connection.scalars(planned.where(session.held_on.in_(days)).distinct()))
