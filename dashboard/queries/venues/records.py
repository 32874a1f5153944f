"""What is known of each venue whatever is chosen: its area, and the status of its whole record."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from dashboard.domain.shared.filters import Filters
from dashboard.domain.venues.venues import VenueStatus, status
from dashboard.queries.progress.choosing import chosen_venues
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.venues.cells import VenueCells
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
    last, overdue = _last(connection), _overdue(connection, today)

    def record(id_: int, area: str) -> VenueSummary:
        is_overdue = id_ in overdue
        found = status(last.get(id_), today, overdue=is_overdue, silence_weeks=silence_weeks)
        return VenueSummary(id_, area, found)

    rows = connection.execute(select(Venue.id, Venue.code, Venue.area))
    return {code: record(id_, area) for id_, code, area in rows}


def _last(connection: Connection) -> Mapping[int, date]:
    """The latest day of each venue with delivered sessions, by id."""
    largest = max(chosen_venues(connection, Filters()), default=0)
    days = VenueCells(connection).latest(1 + largest).tolist()
    return {id_: date.fromordinal(day) for id_, day in enumerate(days) if day}


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
