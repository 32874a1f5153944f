"""The sessions in a calendar, and the calendars that a person subscribed to."""

from datetime import date, timedelta

from sqlalchemy import Connection, select

from dashboard.domain.sessions.calendar import DAYS_BACK, CalendarSession, Feed
from dashboard.i18n import Locale
from dashboard.queries.shared.moments import in_utc
from dashboard.tables import CalendarFeed, OutreachSession, Venue

CANCELLED, PLANNED = "cancelled", "planned"


def plans(connection: Connection, today: date) -> tuple[CalendarSession, ...]:
    """Planned and cancelled sessions by day, from a few weeks ago on."""
    session = OutreachSession
    rows = connection.execute(
        select(
            session.id,
            session.version,
            session.held_on,
            session.status,
            session.kind,
            session.language,
            Venue.code,
            session.updated_at,
        )
        .join(Venue, session.venue_id == Venue.id)
        .where(session.status.in_((PLANNED, CANCELLED)))
        .where(session.held_on >= today - timedelta(DAYS_BACK))
        .order_by(session.held_on, session.id)
    )
    return tuple(
        CalendarSession(
            id_, version, day, status == CANCELLED, kind, language, venue, in_utc(moment)
        )
        for id_, version, day, status, kind, language, venue, moment in rows
    )


def feeds(connection: Connection, owner: str) -> tuple[Feed, ...]:
    """A person's calendar addresses in use, the latest first."""
    feed = CalendarFeed
    rows = connection.execute(
        select(feed.id, feed.owner, feed.language, feed.created_on, feed.last_used_on)
        .where(feed.owner == owner, feed.revoked_on.is_(None))
        .order_by(feed.id.desc())
    )
    return tuple(
        Feed(id_, of, Locale(language), created, used) for id_, of, language, created, used in rows
    )
