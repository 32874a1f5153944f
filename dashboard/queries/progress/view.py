"""How far the project is, as the API tells it and other views begin with."""

from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.filters import Filters
from dashboard.queries.answers import Answers
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.reading import Reading


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far the project is, as the API tells it.

    ``without`` names the filters any one of which, dropped, would bring sessions when there are
    none.
    """

    reading: Reading
    progress: Progress
    without: tuple[str, ...]


def progress_view(answers: Answers, query: str) -> ProgressView:
    """How far the project is, under the filters of a query string."""
    with answers.reading(query, on_page=False) as (connection, now):
        found = kept_progress(answers, connection, now, now.filters)
        return ProgressView(now, found, without(answers, connection, now, found))


def kept_progress(
    answers: Answers, connection: Connection, now: Reading, filters: Filters
) -> Progress:
    """How far the project is under these filters, worked out once for each edition of the data."""

    def answer() -> Progress:
        return progress(
            connection,
            filters,
            answers.audience,
            now.vocabulary,
            small_cell_maximum=answers.small_cell_maximum,
        )

    return answers.keep(now.state, progress, answer, filters)


def in_all(answers: Answers, connection: Connection, now: Reading, found: Progress) -> int:
    """How many sessions were delivered, whatever the filters: of an answer that is kept."""
    if found.filters == Filters():
        return found.delivered
    return kept_progress(answers, connection, now, Filters()).delivered


def without(
    answers: Answers, connection: Connection, now: Reading, found: Progress
) -> tuple[str, ...]:
    """The filters any one of which, dropped, would bring sessions; none where there are some."""
    if found.delivered:
        return ()
    filters = now.filters
    return tuple(
        name
        for name in dict.fromkeys(name for name, _ in filters.pairs())
        if kept_progress(answers, connection, now, filters.without(name)).delivered
    )
