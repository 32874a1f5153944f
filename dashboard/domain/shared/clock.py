"""The present day, for silence, pace and overdue sessions; and moments as they are written."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dashboard.domain.shared.state import State

DAYS_IN_A_WEEK = 7


def today(state: State, time_zone: str) -> date:
    """Today in the project's time zone; in the demonstration, the day of the latest session."""
    if state.demonstration and state.data_as_of:
        return state.data_as_of
    return calendar_day(time_zone)


def calendar_day(time_zone: str) -> date:
    """The calendar day in the project's time zone, in the demonstration too."""
    return datetime.now(ZoneInfo(time_zone)).date()


def in_iso(moment: datetime) -> str:
    """A moment as tables and files have it: an ISO time in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def now_in_iso() -> str:
    """This moment as tables and files have it."""
    return in_iso(datetime.now(UTC))


def weeks_since(day: date, today: date) -> int:
    """The whole weeks from one day to another."""
    return (today - day).days // DAYS_IN_A_WEEK
