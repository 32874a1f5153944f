"""The pace of the whole project, for the API and the Explore view."""

from dataclasses import replace

from sqlalchemy import Connection

from dashboard.domain.pace.pace import Pace, PaceQuestion
from dashboard.domain.progress import scenario as what_if
from dashboard.domain.progress.progress import Course
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.shared.filters import UNFILTERED, Filters
from dashboard.queries.answers import Answers
from dashboard.queries.pace.pace import pace
from dashboard.queries.progress.course import course
from dashboard.queries.progress.view import kept_progress
from dashboard.queries.shared.reading import Reading

PACE_BYTES, MONTH_BYTES, SHARE_BYTES = 2500, 500, 150
"""Of a pace, of each of its months, and of each month of its French share."""


def pace_view(answers: Answers, query: str) -> tuple[Reading, Pace]:
    """Answer a query string, which holds the scenario too."""
    with answers.reading(query) as (connection, now):
        scenario, problems = what_if.parse(query, now.vocabulary)
        others = tuple(p for p in now.problems if p.parameter not in what_if.NAMES)
        found = kept_pace(answers, connection, now, scenario)
    return replace(now, problems=(*others, *problems)), found


def kept_pace(
    answers: Answers,
    connection: Connection,
    now: Reading,
    scenario: Scenario | None,
    *,
    only_end: bool = False,
) -> Pace:
    """The pace with a scenario, cached for each edition of the data.

    ``only_end`` is that of ``PaceQuestion``.
    """
    question = PaceQuestion(now.filters.range.end, now.today, scenario, only_end)

    def answer() -> Pace:
        found = _course(answers, connection, now, question.whole)
        return pace(connection, question, found, now.vocabulary)

    return answers.keep(now.state, pace, answer, question, weigh=weight_of)


def weight_of(found: Pace) -> int:
    """About as many bytes as ``keeping.weight`` says after it has looked at all fields."""
    share = found.french_share.months
    return PACE_BYTES + MONTH_BYTES * len(found.months) + SHARE_BYTES * len(share)


def _course(answers: Answers, connection: Connection, now: Reading, whole: Filters) -> Course:
    """How far the project came, as the reader is shown it; taken from a cached answer if need be.

    It is counted by itself where nothing is hidden and nobody else asks for all of that progress.
    """
    if now.hidden_up_to or whole in (now.filters, UNFILTERED):
        return kept_progress(answers, connection, now, whole)
    every = kept_progress(answers, connection, now, UNFILTERED)
    return course(connection, whole, now.vocabulary, every)
