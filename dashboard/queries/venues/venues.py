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
from dashboard.queries.venues.both_views import BothViews
from dashboard.queries.venues.counts import VenueCount, counts
from dashboard.queries.venues.plans import planned
from dashboard.queries.venues.records import records

NOTHING = VenueCount()


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
        views = BothViews.of(venues, found, seen, vocabulary)
        shown = _shown(views, found, small_cell_maximum)
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


def _shown(
    views: BothViews, found: Mapping[str, VenueCount], maximum: int
) -> dict[str, int | None]:
    """Participations by venue; the venues of a type split up the total of that type.

    Where the total is hidden, the venues are hidden too, because their sum would reveal it. Else
    those are shown of which youth and others both may be: the explore view tells both of the type,
    and which of them came to a venue is told here. Nor may both views tell of an age group of a
    venue that it was few. The committee can't choose facilitators, under whom both are not known.
    """
    known = {code: one.turnouts for code, one in found.items() if one.turnouts}
    hidden = {code for codes in views.untold for code in codes} | (found.keys() - known.keys())
    youth, others = (
        {code: turnouts[part].most_of_one for code, turnouts in known.items()} for part in (0, 1)
    )
    for codes in views.types:
        hidden |= _hidden(codes, youth, maximum) | _hidden(codes, others, maximum)
    people, few = dict(views.people), set[str]()
    while new := views.given_away(hidden, maximum) - few:
        few |= new
        people |= dict.fromkeys(new, 1)
        hidden |= {code for codes in views.types for code in _hidden(codes, people, maximum)}
    return {code: n and None if code in hidden else n for code, n in views.people.items()}


def _hidden(codes: Sequence[str], most: Mapping[str, int], maximum: int) -> set[str]:
    """The venues of a type that may not be told."""
    known = {code: most[code] for code in codes if code in most}
    if not any(0 < n <= maximum for n in known.values()):
        return set()  # as mostly, where many people came
    (shown,) = hide([known], maximum).tables
    return {code for code, n in shown.items() if n is None}
