"""Everything that the venues view shows."""

from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.domain.progress.progress import Progress
from dashboard.domain.venues import options as venue_options
from dashboard.domain.venues.options import VenueOptions
from dashboard.domain.venues.venues import VenueHistory, VenueTable
from dashboard.queries.answers import Answers
from dashboard.queries.progress.view import in_all, kept_progress
from dashboard.queries.shared.reading import Reading
from dashboard.queries.venues.history import venue_history
from dashboard.queries.venues.venues import venue_rows


@dataclass(frozen=True, slots=True)
class VenuesView:
    """Everything that the venues view shows.

    ``in_all`` sessions are delivered, unfiltered; ``history`` is of the open venue, if one is.
    """

    reading: Reading
    options: VenueOptions
    progress: Progress
    in_all: int
    table: VenueTable
    history: VenueHistory | None


def venues_view(answers: Answers, query: str) -> VenuesView:
    """Answer a query string, which holds the view's own options too."""
    with answers.reading(query) as (connection, now):
        words, audience = now.vocabulary, answers.audience
        options = venue_options.parse(query, words.venues)
        found = kept_progress(answers, connection, now, now.filters)
        return VenuesView(
            reading=now,
            options=options,
            progress=found,
            in_all=in_all(answers, connection, now, found),
            table=_kept_rows(answers, connection, now, found),
            history=venue_history(connection, options.opened, audience, words, now.today)
            if options.opened
            else None,
        )


def _kept_rows(
    answers: Answers, connection: Connection, now: Reading, found: Progress
) -> VenueTable:
    def answer() -> VenueTable:
        return venue_rows(
            connection,
            found,
            now.vocabulary,
            now.today,
            small_cell_maximum=answers.small_cell_maximum,
        )

    return answers.keep(now.state, venue_rows, answer, now.filters, now.today)
