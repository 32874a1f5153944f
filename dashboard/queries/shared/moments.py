"""Moments as the two databases give them, and as answers tell them."""

from datetime import UTC, datetime


def iso(moment: datetime) -> str:
    """A moment of the database as an ISO time in UTC."""
    return in_utc(moment).isoformat(timespec="seconds")


def in_utc(moment: datetime) -> datetime:
    """SQLite keeps UTC without saying so; PostgreSQL tells the server's own zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
