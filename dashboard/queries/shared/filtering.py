"""The SQL conditions by which filters choose sessions; sessions must be joined with venues."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists, select

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.tables import (
    STATUSES,
    Attendance,
    Facilitator,
    OutreachSession,
    SessionFacilitator,
    Venue,
)

NOT_HELD = tuple(status for status in STATUSES if status != "delivered")


def held(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Delivered sessions of the chosen days and codes, whatever their venues: it needs no join."""
    session, days = OutreachSession, filters.range
    yield session.status.not_in(NOT_HELD)  # with ``==``, SQLite would use the index of days
    yield from of_sessions(filters)
    if days.start:
        yield session.held_on >= days.start
    if days.end:
        yield session.held_on <= days.end


def of_codes(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Sessions of the chosen codes except ages, of any day and status."""
    yield from of_sessions(filters)
    yield from of_venues(filters)


def of_sessions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Sessions of the chosen codes that sessions or facilitators have, of any day and status."""
    for dimension in filters.chosen:
        codes = filters.codes(dimension.code)
        if dimension.of is Of.SESSION:
            yield getattr(OutreachSession, dimension.column).in_(codes)
        elif dimension.of is Of.FACILITATOR:  # no join: a session with two of them counts once
            led = select(SessionFacilitator.session_id).join(Facilitator)
            theirs = led.where(getattr(Facilitator, dimension.column).in_(codes))
            yield OutreachSession.id.in_(theirs)


def of_venues(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Venues of the chosen codes."""
    for dimension in filters.chosen:
        if dimension.of is Of.VENUE:
            yield getattr(Venue, dimension.column).in_(filters.codes(dimension.code))


def attended(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Under an age filter: sessions that a chosen age group attended."""
    if filters.age:
        of_session = Attendance.session_id == OutreachSession.id
        yield exists().where(of_session, Attendance.age_group.in_(filters.age))
