"""Planned sessions for a calendar outside, and the secret addresses at which they are read."""

from dataclasses import dataclass
from datetime import date, datetime

from dashboard.i18n import Locale

DAYS_BACK = 31  # what was planned for the last weeks may still wait for its report


@dataclass(frozen=True, slots=True)
class CalendarSession:
    """A session that is planned, or was and is cancelled; ``changed_at`` is in UTC."""

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
    """An address that its ``owner`` subscribed to, but for its secret, which is shown once."""

    id: int
    owner: str
    locale: Locale
    created_on: date
    last_used_on: date | None
