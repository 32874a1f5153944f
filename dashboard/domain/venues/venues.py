"""The venues and what happened there: made once for some filters, then sorted and paged.

Sorting, searching and paging change no count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dashboard.domain.shared.clock import weeks_since
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Venue
from dashboard.i18n import Text, text

SILENCE = "venue_silence_weeks"
"""The threshold: a venue is silent after this many weeks without a session."""


class VenueStatus(StrEnum):
    """A venue's status today, from its whole record whatever the filters.

    ``NO_REPORT``: a planned session's date has passed without a report, so nobody knows. The others
    have no such session. ``SILENT``: none was delivered for as many weeks as the threshold.
    ``NEVER``: none was ever delivered.
    """

    ACTIVE = "active"
    SILENT = "silent"
    NO_REPORT = "no_report"
    NEVER = "never"


class VenueRow(NamedTuple):
    """A venue with its counts under the filters.

    ``sessions``, ``participations`` (``None`` when hidden), ``languages``, ``ages`` and ``last``
    count what the filters keep. ``upcoming`` is the first session planned from today on in the
    chosen languages and kinds, whatever the chosen days. ``weeks`` are whole weeks since ``last``.
    ``area`` is empty where it is unknown, and for every venue of a sensitive type.
    """

    venue: Venue
    area: str
    sessions: int
    participations: int | None
    languages: tuple[str, ...]
    ages: tuple[str, ...]
    last: date | None
    upcoming: date | None
    weeks: int | None
    status: VenueStatus


@dataclass(frozen=True, slots=True)
class VenueTable:
    """The rows of all venues of the chosen types and codes, sorted by type and code."""

    filters: Filters
    today: date
    rows: tuple[VenueRow, ...]


@dataclass(frozen=True, slots=True)
class VenueSession:
    """A session of a venue.

    ``status`` is ``overdue`` for a planned session whose date has passed. ``participations`` is
    ``None`` when none were counted, or when this reader sees no counts of single sessions.
    """

    reference: str
    held_on: date
    status: str
    kind: str
    language: str
    ages: tuple[str, ...]
    participations: int | None


@dataclass(frozen=True, slots=True)
class VenueHistory:
    """The latest sessions of a venue, whatever the filters, the latest first.

    ``counts`` are of all its sessions, by status; ``first`` and ``last`` are the days of the
    delivered ones.
    """

    venue: Venue
    sessions: tuple[VenueSession, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None

    @property
    def earlier(self) -> int:
        """How many sessions are not among the latest."""
        return sum(self.counts.values()) - len(self.sessions)


def status(
    last_delivered: date | None, today: date, *, overdue: bool, silence_weeks: int
) -> VenueStatus:
    """The status of a venue; ``last_delivered`` is the latest day of its whole record."""
    if overdue:
        return VenueStatus.NO_REPORT
    if last_delivered is None:
        return VenueStatus.NEVER
    silent = weeks_since(last_delivered, today) >= silence_weeks
    return VenueStatus.SILENT if silent else VenueStatus.ACTIVE


def session_status(code: str) -> Text:
    """The status of a session in words, for its sign."""
    return {
        "delivered": text("delivered"),
        "planned": text("planned"),
        "overdue": text("planned, not reported"),
        "cancelled": text("cancelled"),
    }[code]
