"""Moments as tables and files have them: ISO times in UTC, to the second."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def in_iso(moment: datetime) -> str:
    """A moment as tables and files have it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def now_in_iso() -> str:
    """This moment as tables and files have it."""
    return in_iso(datetime.now(UTC))


def day_of(moment: str, time_zone: str) -> date:
    """The day of such a moment in the project's time zone: in the evening, UTC has the next one."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(time_zone)).date()


def day_in_iso(day: date) -> str:
    """The same for what only its day is kept of: a day of the project, which may not be UTC's."""
    return f"{day.isoformat()}T00:00:00+00:00"
