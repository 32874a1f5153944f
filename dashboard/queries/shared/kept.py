"""Which sessions the filters keep: conditions over sessions joined with their venues."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists

from dashboard.domain.shared.filters import Filters
from dashboard.tables import STATUSES, Attendance, OutreachSession, Venue

NOT_HELD = tuple(status for status in STATUSES if status != "delivered")


def kept(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Delivered, and of the chosen days and codes; an age filter asks for ``attended`` too."""
    session, days = OutreachSession, filters.range
    yield session.status.not_in(NOT_HELD)  # by this, SQLite would take the index of the days
    yield from of_codes(filters)
    if days.start:
        yield session.held_on >= days.start
    if days.end:
        yield session.held_on <= days.end


def of_codes(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Of the chosen languages, kinds, venue types and venues, whatever their day and status."""
    for name, column in (
        ("language", OutreachSession.language),
        ("kind", OutreachSession.kind),
        ("venue_type", Venue.venue_type),
        ("venue", Venue.code),
    ):
        if filters.codes(name):
            yield column.in_(filters.codes(name))


def attended(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Under an age filter, a kept session has someone of a chosen age group."""
    if filters.age:
        of_session = Attendance.session_id == OutreachSession.id
        yield exists().where(of_session, Attendance.age_group.in_(filters.age))
