"""Which day it is, for silence, pace and overdue sessions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dashboard.domain.shared.state import State

DAYS_IN_A_WEEK = 7


def today(state: State, time_zone: str) -> date:
    """Today where the project is; the demonstration stays on its latest delivered session."""
    if state.demonstration and state.data_as_of:
        return state.data_as_of
    return calendar_day(time_zone)


def calendar_day(time_zone: str) -> date:
    """The day on the calendars where the project is, in the demonstration, too."""
    return datetime.now(ZoneInfo(time_zone)).date()


def weeks_since(day: date, today: date) -> int:
    """Whole weeks."""
    return (today - day).days // DAYS_IN_A_WEEK
