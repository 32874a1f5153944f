"""When messages are due, and how long to wait before another try; all of it pure.

Days begin and end in the project's time zone, so that summer time moves no message by an hour.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dashboard.domain.messages.kinds import Rhythm

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""Before the second try, the third, and so on; after the last one it is given up."""
CLAIM_LASTS = timedelta(minutes=15)
"""After which a process that works on a message must be gone."""
ROWS_KEPT = timedelta(days=400)
"""How long the outbox tells of what was sent."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a message is due: its name, unique in a subscription, and the moment (UTC)."""

    code: str
    due_at: datetime


def latest(
    rhythm: Rhythm, now: datetime, hour: int, zone: ZoneInfo, meetings: Collection[date] = ()
) -> Occasion | None:
    """The latest occasion that has come; earlier ones that were missed are not made up for.

    ``None`` without a meeting ahead whose eve has come.

    Args:
        rhythm: How often it comes.
        now: The present moment, with its zone.
        hour: The hour of the day, in ``zone``, at which messages are due.
        zone: The project's time zone.
        meetings: The days of meetings, in any order.
    """
    today = now.astimezone(zone).date()
    if rhythm is Rhythm.MEETING:
        eves = {day: _at(day - timedelta(days=1), hour, zone) for day in meetings if day >= today}
        ahead = max((day for day, eve in eves.items() if eve <= now), default=None)
        return Occasion(named(rhythm, ahead), eves[ahead]) if ahead else None
    day = _begins(rhythm, today)
    if _at(day, hour, zone) > now:
        day = _begins(rhythm, day - timedelta(days=1))
    return Occasion(named(rhythm, day), _at(day, hour, zone))


def named(rhythm: Rhythm, day: date) -> str:
    """The code of an occasion: its rhythm, and the day that it is about."""
    return f"{rhythm}-{day.isoformat()}"


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after so many failed tries (1 or more); ``None`` if not any more."""
    return now + PAUSES[tries - 1] if tries <= len(PAUSES) else None


def _begins(rhythm: Rhythm, day: date) -> date:
    """The day on which the week or month of that day begins."""
    if rhythm is Rhythm.WEEKLY:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """That hour of that day; an hour that summer time leaves out is the one after it."""
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
