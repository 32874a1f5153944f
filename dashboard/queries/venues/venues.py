"""The table of venues as an audience may see it."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.clock import weeks_since
from dashboard.domain.shared.vocabulary import Venue, Vocabulary
from dashboard.domain.venues.venues import SILENCE, VenueRow, VenueTable
from dashboard.privacy import hide
from dashboard.queries.progress.choosing import chosen_venues
from dashboard.queries.venues.counts import VenueCount, attendances, counts
from dashboard.queries.venues.plans import planned
from dashboard.queries.venues.records import records

NOTHING = VenueCount(attendances=0)


def venue_rows(
    connection: Connection,
    seen: Progress,
    vocabulary: Vocabulary,
    today: date,
    *,
    small_cell_maximum: int,
) -> VenueTable:
    """The venues of the chosen types and codes; ``seen`` is the progress that the reader sees."""
    filters = seen.filters
    known = records(connection, today, vocabulary.threshold(SILENCE))
    to_come = planned(connection, filters, today)
    chosen = set(chosen_venues(connection, filters).values())
    venues = [venue for venue in vocabulary.venues if venue.code in chosen]
    by_code = counts(connection, filters, vocabulary)
    found = {venue.code: by_code.get(venue.code, NOTHING) for venue in venues}
    shown: Mapping[str, int | None] = {code: one.participations for code, one in found.items()}
    if seen.audience is Audience.COMMITTEE:
        ids = {code: known[code].id for code in _doubtful(found, small_cell_maximum)}
        told = attendances(connection, filters, ids.values()) if ids else {}
        came = {
            code: _at_most(one) if one.attendances is None else one.attendances
            for code, one in found.items()
        }
        came |= {code: told.get(id_, 0) for code, id_ in ids.items()}
        shown = _shown(venues, found, came, seen, small_cell_maximum)
    sensitive = {of.code for of in vocabulary.venue_types if of.sensitive}

    def row(venue: Venue) -> VenueRow:
        count, record = found[venue.code], known[venue.code]
        return VenueRow(
            venue,
            "" if venue.venue_type in sensitive else record.area,
            count.sessions,
            shown[venue.code],
            count.languages,
            count.ages,
            count.last,
            to_come.get(record.id),
            weeks_since(count.last, today) if count.last else None,
            record.status,
        )

    return VenueTable(filters, today, tuple([row(venue) for venue in venues]))


def _doubtful(found: Mapping[str, VenueCount], maximum: int) -> list[str]:
    """Venues where it must be counted how many age groups came, because the limit is too rough."""
    return [
        code
        for code, one in found.items()
        if one.attendances is None and one.participations - _at_most(one) < maximum
    ]


def _at_most(count: VenueCount) -> int:
    """The most that can have come: every age group of the venue to every session."""
    return count.sessions * len(count.ages)


def _shown(
    venues: Sequence[Venue],
    found: Mapping[str, VenueCount],
    came: Mapping[str, int],
    seen: Progress,
    maximum: int,
) -> dict[str, int | None]:
    """Participations by venue; the venues of a type split up the total of that type.

    Where the total is hidden, the venues are hidden too, because their sum would reveal it.
    """
    shown: dict[str, int | None] = {}
    for tally in seen.by_venue_type:
        codes = [venue.code for venue in venues if venue.venue_type == tally.code]
        if tally.participations is None:
            shown |= {code: found[code].participations and None for code in codes}
        else:
            shown |= _partition(codes, found, came, maximum)
    return shown


def _partition(
    codes: Sequence[str], found: Mapping[str, VenueCount], came: Mapping[str, int], maximum: int
) -> dict[str, int | None]:
    """The participations of one type's venues, with small counts hidden.

    The history of a venue shows which age groups came to each session, each with at least one
    participation. So ``maximum`` is compared with the most that one age group can have had: the
    count, less one for each of the other groups.
    """
    others = {code: max(0, came[code] - 1) for code in codes}
    most = {code: found[code].participations - others[code] for code in codes}
    (shown,) = hide([most], maximum).tables
    return {code: None if n is None else n + others[code] for code, n in shown.items()}
