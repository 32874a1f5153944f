"""What is known of each venue whatever days are chosen: its record, and what is planned there.

Readers change days, ages and venues most, so both are kept until the data change.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, select

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.venues.venues import VenueStatus, status
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.keeping import Keeping
from dashboard.queries.shared.kept import of_sessions
from dashboard.queries.shared.state import state
from dashboard.tables import OutreachSession, PlannedTally, Venue

OF_PLANS = (Of.SESSION, Of.FACILITATOR)
"""What has the dimensions of planned sessions, besides their venues."""
MOST_BYTES = 1024 * 1024
"""Of kept plans, in each process: those of 500 venues take 0.1 MB."""


class VenueSummary(NamedTuple):
    """A venue's id and area, and its status, which is of its whole record."""

    id: int
    area: str
    status: VenueStatus


def records(connection: Connection, today: date, silence_weeks: int) -> Mapping[str, VenueSummary]:
    """The summary of every venue, by code."""
    return by_edition(connection, _records, today, silence_weeks)


def planned(connection: Connection, filters: Filters, today: date) -> Mapping[int, date]:
    """The first day from today on with a planned session that the filters keep, by venue id.

    Whatever days, ages and venues are chosen.
    """
    options = connection.get_execution_options()
    if "impact_snapshot" not in options:
        return _planned(connection, filters, today)
    chosen = tuple(
        [(row.code, filters.codes(row.code)) for row in filters.chosen if row.of in OF_PLANS]
    )
    kept = options["impact_kept"].setdefault("venue_plans", Keeping(MOST_BYTES))
    question = state(connection).edition, today, chosen
    found: Mapping[int, date] = kept.find(question, lambda: _planned(connection, filters, today))
    return found


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


def _planned(connection: Connection, filters: Filters, today: date) -> Mapping[int, date]:
    session = OutreachSession
    to_come = _there(session.status == "planned", session.held_on >= today, *of_sessions(filters))
    first = to_come.order_by(session.held_on).limit(1).scalar_subquery()
    rows = connection.execute(select(Venue.id, first))
    return {id_: day for id_, day in rows if day is not None}


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
