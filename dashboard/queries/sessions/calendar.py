"""The sessions in a calendar, and the calendars that a person subscribed to."""

from datetime import date, timedelta

from sqlalchemy import Connection, select

from dashboard.database import AnySelect
from dashboard.domain.sessions.calendar import (
    DAYS_BACK,
    MOST_AHEAD,
    MOST_PAST,
    CalendarSession,
    Feed,
)
from dashboard.i18n import Locale
from dashboard.queries.shared.moments import in_utc
from dashboard.tables import CalendarFeed, OutreachSession, Venue

CANCELLED, DELIVERED = "cancelled", "delivered"


def plans(connection: Connection, today: date) -> tuple[CalendarSession, ...]:
    """Planned and cancelled sessions by day: the next ones, and the latest of the past weeks."""
    day, id_ = OutreachSession.held_on, OutreachSession.id
    ahead = _not_held().where(day >= today).order_by(day, id_).limit(MOST_AHEAD)
    past = _not_held().where(day < today, day >= today - timedelta(DAYS_BACK))
    past = past.order_by(day.desc(), id_.desc()).limit(MOST_PAST)
    rows = (*reversed(connection.execute(past).all()), *connection.execute(ahead))
    return tuple(
        CalendarSession(
            id_, version, day, status == CANCELLED, kind, language, venue, in_utc(moment)
        )
        for id_, version, day, status, kind, language, venue, moment in rows
    )


def _not_held() -> AnySelect:
    session = OutreachSession
    return (
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
        # With the two statuses, SQLite would sort all sessions that have one of them
        .where(session.status.not_in((DELIVERED,)))
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
