"""The venues and what happened there: made once for some filters, then sorted and leafed through.

No count depends on what is sorted, searched or shown of the table.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.domain.shared.clock import weeks_since
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Venue
from dashboard.i18n import Text, text

SILENCE = "venue_silence_weeks"
"""The threshold of weeks without a session from which on a venue is silent."""


class VenueStatus(StrEnum):
    """What a venue's whole record says as of today, whatever the filters.

    ``NO_REPORT``: the date of a planned session has passed and nothing was reported, so that
    nobody knows. ``SILENT``: nothing is overdue, and none was delivered for the weeks that the
    threshold says. ``NEVER``: nothing is overdue, and none was delivered yet.
    """

    ACTIVE = "active"
    SILENT = "silent"
    NO_REPORT = "no_report"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class VenueRow:
    """A venue. Sessions, participations, languages, ages and ``last`` are what the filters keep.

    ``participations`` is ``None`` when hidden. ``upcoming`` is the first session planned from
    today on in the chosen languages and kinds, whatever the chosen days. ``weeks`` are whole ones
    since ``last``. ``area`` is empty where none is known, and for every venue of a sensitive type.
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
    """A row for each venue of the chosen types and codes, by type and code."""

    filters: Filters
    today: date
    rows: tuple[VenueRow, ...]


@dataclass(frozen=True, slots=True)
class VenueSession:
    """A session of a venue.

    ``status`` is ``overdue`` for one that is still planned though its date has passed.
    ``participations`` is ``None`` when none were counted, and for who sees none by session.
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
    """Every session of a venue, whatever the filters, the latest first."""

    venue: Venue
    sessions: tuple[VenueSession, ...]


def status(
    last_delivered: date | None, today: date, *, overdue: bool, silence_weeks: int
) -> VenueStatus:
    """What the record says; ``last_delivered`` is of the whole record."""
    if overdue:
        return VenueStatus.NO_REPORT
    if last_delivered is None:
        return VenueStatus.NEVER
    silent = weeks_since(last_delivered, today) >= silence_weeks
    return VenueStatus.SILENT if silent else VenueStatus.ACTIVE


def session_status(code: str) -> Text:
    """The word that stands with the sign of a session."""
    return {
        "delivered": text("delivered"),
        "planned": text("planned"),
        "overdue": text("planned, not reported"),
        "cancelled": text("cancelled"),
    }[code]
