"""Which sessions the filters keep: conditions over sessions joined with their venues."""

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


def kept(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Delivered, and of the chosen days and codes; an age filter asks for ``attended`` too."""
    yield from held(filters)
    yield from of_venues(filters)


def held(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The same wherever they were: no venue need be looked up."""
    session, days = OutreachSession, filters.range
    yield session.status.not_in(NOT_HELD)  # by this, SQLite would take the index of the days
    yield from of_sessions(filters)
    if days.start:
        yield session.held_on >= days.start
    if days.end:
        yield session.held_on <= days.end


def of_codes(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Of the chosen codes but for ages, whatever their day and status."""
    yield from of_sessions(filters)
    yield from of_venues(filters)


def of_sessions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Of the chosen codes that a session itself or one of its facilitators has, planned or held."""
    for dimension in filters.chosen:
        codes = filters.codes(dimension.code)
        if dimension.of is Of.SESSION:
            yield getattr(OutreachSession, dimension.column).in_(codes)
        elif dimension.of is Of.FACILITATOR:  # no join: one whom two of them led counts once
            led = select(SessionFacilitator.session_id).join(Facilitator)
            theirs = led.where(getattr(Facilitator, dimension.column).in_(codes))
            yield OutreachSession.id.in_(theirs)


def of_venues(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Of the chosen codes that a venue has."""
    for dimension in filters.chosen:
        if dimension.of is Of.VENUE:
            yield getattr(Venue, dimension.column).in_(filters.codes(dimension.code))


def attended(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Under an age filter, a kept session has someone of a chosen age group."""
    if filters.age:
        of_session = Attendance.session_id == OutreachSession.id
        yield exists().where(of_session, Attendance.age_group.in_(filters.age))
