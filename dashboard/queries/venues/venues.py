"""The table of venues as an audience may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.clock import weeks_since
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Venue, Vocabulary
from dashboard.domain.venues.venues import SILENCE, VenueRow, VenueTable
from dashboard.privacy import hide
from dashboard.queries.progress.choosing import chosen_venues
from dashboard.queries.venues.both_views import BothViews
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
        ids = {code: known[code].id for code in found}
        parts = _parts(connection, filters, vocabulary, by_code, ids)
        views = BothViews.of(venues, found, seen, vocabulary)
        shown = _shown(views, parts, small_cell_maximum)
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


def _parts(
    connection: Connection,
    filters: Filters,
    vocabulary: Vocabulary,
    every: Mapping[str, VenueCount],
    ids: Mapping[str, int],
) -> list[dict[str, int]]:
    """Of youth, and of others: the most that one age group can have had, by venue.

    Each age group came to each of its sessions with one person at least, which the history of a
    venue tells. So it is their number, less one for each of the others of these. ``every`` are the
    counts of both.
    """
    came = {age for one in every.values() for age in one.ages}
    young = tuple(one.code for one in vocabulary.ages if one.youth and one.code in came)
    both = _attended(connection, filters, every, ids)
    if not young or not came - {*young}:
        return [_most(both)]
    part = replace(filters, age=young)
    youth = _attended(connection, part, counts(connection, part, vocabulary), ids)
    others = {
        code: (people - youth[code][0], came_to - youth[code][1]) if code in youth else both[code]
        for code, (people, came_to) in both.items()
    }
    return [_most(youth), _most({code: one for code, one in others.items() if one[0]})]


def _attended(
    connection: Connection,
    filters: Filters,
    found: Mapping[str, VenueCount],
    ids: Mapping[str, int],
) -> dict[str, tuple[int, int]]:
    """The participations by venue, and how many age groups came to its sessions."""
    unknown = {ids[code]: code for code, one in found.items() if one.attendances is None}
    told = attendances(connection, filters, unknown) if unknown else {}
    came_to = {unknown[id_]: number for id_, number in told.items()}
    return {
        code: (
            one.participations,
            came_to.get(code, 0) if one.attendances is None else one.attendances,
        )
        for code, one in found.items()
    }


def _most(attended: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    return {code: people - max(0, came_to - 1) for code, (people, came_to) in attended.items()}


def _shown(
    views: BothViews, parts: Sequence[Mapping[str, int]], maximum: int
) -> dict[str, int | None]:
    """Participations by venue; the venues of a type split up the total of that type.

    Where the total is hidden, the venues are hidden too, because their sum would reveal it. Else
    those are shown of which youth and others both may be: the explore view tells both of the type,
    and which of them came to a venue is told here. Nor may both views tell of an age group of a
    venue that it was few.
    """
    hidden = {code for codes in views.untold for code in codes}
    for codes in views.types:
        hidden |= {code for part in parts for code in _hidden(codes, part, maximum)}
    people, few = dict(views.people), set[str]()
    while new := views.given_away(hidden, maximum) - few:
        few |= new
        people |= dict.fromkeys(new, 1)
        hidden |= {code for codes in views.types for code in _hidden(codes, people, maximum)}
    return {code: n and None if code in hidden else n for code, n in views.people.items()}


def _hidden(codes: Sequence[str], most: Mapping[str, int], maximum: int) -> set[str]:
    """The venues of a type that may not be told."""
    (shown,) = hide([{code: most[code] for code in codes if code in most}], maximum).tables
    return {code for code, n in shown.items() if n is None}
