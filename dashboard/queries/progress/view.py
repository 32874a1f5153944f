"""The progress of the project, for the API and as the base of other views."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from dashboard.domain.progress.coverage import Coverage
from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.filters import UNFILTERED, Filters
from dashboard.queries.answers import Answers
from dashboard.queries.progress.coverage import around, coverage
from dashboard.queries.progress.latest import last_session
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.reading import Reading

ROW_BYTES = 600
"""Of a progress, which has hardly anything else."""
GRID_BYTES, CELL_BYTES = 2000, 100
"""Of a coverage, and of each of its cells that has sessions."""


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The progress of the project, as the API gives it.

    If the filters keep no session, ``without`` names the filters of which dropping any one would
    bring some.
    """

    reading: Reading
    progress: Progress
    without: tuple[str, ...]


def progress_view(answers: Answers, query: str) -> ProgressView:
    """Answer a query string."""
    with answers.reading(query, on_page=False) as (connection, now):
        found = kept_progress(answers, connection, now, now.filters)
        return ProgressView(now, found, without(connection, now, found))


def kept_progress(
    answers: Answers, connection: Connection, now: Reading, filters: Filters
) -> Progress:
    """The progress under these filters, cached for each edition of the data."""

    def answer() -> Progress:
        return progress(
            connection,
            filters,
            answers.audience,
            now.vocabulary,
            small_cell_maximum=answers.small_cell_maximum,
        )

    return answers.keep(now.state, progress, answer, filters, weigh=weight_of)


def kept_coverage(answers: Answers, connection: Connection, now: Reading) -> Coverage:
    """The coverage grid, cached by the filters that change its numbers: others only mark cells."""
    filters = around(now.filters)

    def answer() -> Coverage:
        return coverage(connection, filters, now.vocabulary, now.today)

    found = answers.keep(
        now.state,
        coverage,
        answer,
        filters,
        now.today,
        weigh=lambda it: GRID_BYTES + CELL_BYTES * len(it.sessions),
    )
    return found if filters is now.filters else replace(found, filters=now.filters)


def weight_of(found: Progress) -> int:
    """About as many bytes as ``keeping.weight`` says after it has looked at the fields of rows."""
    return ROW_BYTES * sum(map(len, found.rows.values()))


def in_all(answers: Answers, connection: Connection, now: Reading, found: Progress) -> int:
    """The number of delivered sessions, whatever the filters; taken from a cached answer."""
    if found.filters == UNFILTERED:
        return found.delivered
    return kept_progress(answers, connection, now, UNFILTERED).delivered


def without(connection: Connection, now: Reading, found: Progress) -> tuple[str, ...]:
    """The filters of which dropping any one brings sessions; empty if there are some already."""
    if found.delivered:
        return ()
    filters = now.filters
    return tuple(
        name
        for name in dict.fromkeys(name for name, _ in filters.pairs())
        if last_session(connection, filters.without(name))
    )
