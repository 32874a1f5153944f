"""The present day, for silence, pace and overdue sessions."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.domain.shared.state import State

DAYS_IN_A_WEEK = 7
CLOCKS_APART = timedelta(minutes=2)
"""How far the clocks of several machines may differ; `impact doctor` warns of more."""


def today(state: State, time_zone: str) -> date:
    """Today in the project's time zone; in the demonstration, the day of the latest session."""
    if state.demonstration and state.data_as_of:
        return state.data_as_of
    return calendar_day(time_zone)


def calendar_day(time_zone: str) -> date:
    """The calendar day in the project's time zone, in the demonstration too."""
    return datetime.now(ZoneInfo(time_zone)).date()


def weeks_since(day: date, today: date) -> int:
    """The whole weeks from one day to another."""
    return (today - day).days // DAYS_IN_A_WEEK
