"""Planned sessions for outside calendars, and the secret addresses that serve them."""

from dataclasses import dataclass
from datetime import date, datetime

from dashboard.i18n import Locale

DAYS_BACK = 31  # sessions planned for the last weeks may still wait for their report
MOST_AHEAD, MOST_PAST = 400, 100  # calendar programs fetch all of it every hour


@dataclass(frozen=True, slots=True)
class CalendarSession:
    """A planned or cancelled session; ``changed_at`` is in UTC."""

    session_id: int
    version: int
    day: date
    is_cancelled: bool
    kind: str
    language: str
    venue: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar address that its ``owner`` subscribed to; its secret is shown only once."""

    id: int
    owner: str
    locale: Locale
    created_on: date
    last_used_on: date | None
