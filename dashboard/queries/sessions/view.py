"""What the sessions view shows."""

from dataclasses import dataclass, replace

from dashboard.domain.sessions import options as session_options
from dashboard.domain.sessions.calendar import Feed
from dashboard.domain.sessions.findings import Findings
from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.queries.answers import Answers
from dashboard.queries.sessions.calendar import feeds
from dashboard.queries.sessions.desk import (
    FormStart,
    SessionHistory,
    form_start,
    list_question,
    session_history,
)
from dashboard.queries.sessions.findings import findings
from dashboard.queries.sessions.list import SessionPage, session_page
from dashboard.queries.shared.reading import Reading


@dataclass(frozen=True, slots=True)
class SessionsView:
    """What the sessions view shows; only the open tab is filled."""

    reading: Reading
    options: SessionOptions
    found: Findings
    time_zone: str
    begun: FormStart | None = None
    page: SessionPage | None = None
    history: SessionHistory | None = None
    feeds: tuple[Feed, ...] = ()


def sessions_view(answers: Answers, query: str) -> SessionsView:
    """Answer a query string, which holds the view's own options too.

    Raises:
        PermissionError: The audience may not see single sessions.
    """
    answers.refuse_the_committee()
    options = session_options.parse(query)
    with answers.reading(query) as (connection, now):
        found = answers.findings(connection, now.state)
        options, problems = session_options.known(options, now.vocabulary)
        now = replace(now, problems=(*now.problems, *problems))  # noqa: PLW2901
        shown = SessionsView(now, options, found, answers.time_zone)
        reader = answers.reader
        if options.tab is SessionsTab.LOG:
            author = reader.name if reader else ""
            return replace(shown, begun=form_start(connection, options.edit, author, now.today))
        if options.tab is SessionsTab.LIST:
            return replace(
                shown,
                page=session_page(connection, list_question(now.filters, options), now.vocabulary),
                history=session_history(connection, options.history) if options.history else None,
                feeds=feeds(connection, reader.name) if reader else (),
            )
        if options.tab is SessionsTab.MEND:
            choice = options.choice
            some = findings(connection, now.today, first=choice.shown, only=choice.rule)
            return replace(shown, found=some)
        return shown


def findings_view(answers: Answers, query: str) -> tuple[Reading, Findings]:
    """The open findings.

    Raises:
        PermissionError: The audience may not see single sessions.
    """
    answers.refuse_the_committee()
    with answers.reading(query) as (connection, now):
        return now, findings(connection, now.today)
