"""Times from the two databases, in the form that answers use."""

from datetime import UTC, datetime

from dashboard.domain.shared.moments import in_iso


def iso(moment: datetime) -> str:
    """A moment of the database as an ISO time in UTC."""
    return in_iso(in_utc(moment))


def in_utc(moment: datetime) -> datetime:
    """The time in UTC: SQLite stores UTC without a zone, PostgreSQL gives the server's zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
