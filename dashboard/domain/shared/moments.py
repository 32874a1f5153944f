"""Moments as tables and files have them: ISO times in UTC, to the second."""

from datetime import UTC, datetime


def in_iso(moment: datetime) -> str:
    """A moment as tables and files have it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def now_in_iso() -> str:
    """This moment as tables and files have it."""
    return in_iso(datetime.now(UTC))
