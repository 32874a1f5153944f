"""The data of the session form, the list and the history."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.state import SessionState
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.history import HistoryStep, steps
from dashboard.queries.progress.codes import facilitator_codes
from dashboard.queries.sessions.records import state_of, stored_by_id
from dashboard.queries.sessions.wanted import ListQuestion
from dashboard.queries.shared.files import file_names
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.trail import history
from dashboard.tables import AuditEntry, OutreachSession, PlannedTally

WAITING_SHOWN = 3
PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class OverdueSessions:
    """Planned sessions up to today that nobody has reported on.

    ``sessions`` are the latest of them, ``count`` is the number of all.
    """

    sessions: tuple[SessionState, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class FormStart:
    """What the form begins with: the ``edited`` session, or the reader's ``last`` one.

    Each is ``None`` where there is no such session. A new session begins with ``last``.
    """

    facilitators: tuple[str, ...] = ()
    edited: SessionState | None = None
    last: SessionRecord | None = None
    overdue: OverdueSessions = field(default_factory=OverdueSessions)


@dataclass(frozen=True, slots=True)
class SessionHistory:
    """The history of a session, the latest change first; ``now`` is ``None`` when it is gone."""

    now: SessionState | None
    steps: tuple[HistoryStep, ...]
    files: dict[int, str]


def form_start(connection: Connection, edited: str, author: str, today: date) -> FormStart:
    """The start of the form: to edit a session by its reference, or for the author's new one."""
    return FormStart(
        facilitator_codes(connection),
        edited=state_of(connection, edited) if edited else None,
        last=None if edited else last_logged(connection, author),
        overdue=overdue(connection, today),
    )


def last_logged(connection: Connection, author: str) -> SessionRecord | None:
    """The session that this author logged last by hand, with which the form begins."""
    logged = AuditEntry
    # Joined instead, PostgreSQL would go back through the whole log: an author who imported much
    # seems to be found anywhere in it
    there = select(OutreachSession.id).where(OutreachSession.reference == logged.key)
    reference = connection.scalar(
        select(logged.key)
        .where(logged.import_id.is_(None), logged.before.is_(None))
        .where(logged.author == author, logged.subject == "sessions")
        .where(there.scalar_subquery().is_not(None))
        .order_by(logged.id.desc())
        .limit(1)
    )
    last = state_of(connection, reference) if reference else None
    return last.record if last else None


def overdue(connection: Connection, today: date) -> OverdueSessions:
    """The sessions that wait for a report, including today's, which may be over."""
    tally, session = PlannedTally, OutreachSession
    until_today = tally.held_on <= today
    count = connection.scalar(select(summed(tally.sessions)).where(until_today))
    if not count:
        return OverdueSessions()
    # Told no days, PostgreSQL reads all sessions, the latest first, until it has found enough
    days = select(tally.held_on).where(until_today).distinct().order_by(tally.held_on.desc())
    held_on = connection.scalars(days.limit(WAITING_SHOWN)).all()
    latest = select(session.id).where(session.status == PLANNED, session.held_on.in_(held_on))
    latest = latest.order_by(session.held_on.desc(), session.id.desc())
    ids = connection.scalars(latest.limit(WAITING_SHOWN)).all()
    found = stored_by_id(connection, ids)
    return OverdueSessions(tuple(found[id_] for id_ in ids), count)


def session_history(connection: Connection, reference: str) -> SessionHistory:
    """The history of a session by its reference; empty if it never existed."""
    found = steps(history(connection, "sessions", reference))
    return SessionHistory(state_of(connection, reference), found, file_names(connection, found))


def list_question(filters: Filters, options: SessionOptions) -> ListQuestion:
    """The question for the list, from the options in the address."""
    return ListQuestion(
        filters=filters,
        statuses=(options.status,) if options.status else (),
        search=options.search,
        order=options.sort,
        descending=options.descending,
        page=options.page,
    )
