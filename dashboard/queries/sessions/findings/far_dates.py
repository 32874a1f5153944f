"""Find sessions so far from all others that the year may be mistyped."""

from collections import Counter
from datetime import date

from sqlalchemy import Connection, func, select

from dashboard.domain.sessions.far_dates import far_days
from dashboard.domain.sessions.findings import FarDate, FindingRule, RuleFindings
from dashboard.queries.sessions.findings.rows import found, sessions
from dashboard.queries.sessions.findings.scope import FindingScope
from dashboard.queries.shared.summed import summed
from dashboard.tables import OutreachSession, SessionTally

PLANNED, CANCELLED = "planned", "cancelled"
MOST_DAYS = 10_000  # in one statement; more such days would be a different problem


def find_far_dates(connection: Connection, today: date, scope: FindingScope) -> RuleFindings:
    """Find them, the latest first; cancelled sessions are ignored."""
    days = days_of_sessions(connection)
    far = far_days(days, today)
    if not far:
        return RuleFindings()
    others = days.keys() - far or {today}
    bounds = min(others), max(others)
    session = OutreachSession
    statement = sessions(session.kind).where(
        session.status != CANCELLED, session.held_on.in_(sorted(far)[:MOST_DAYS])
    )
    return found(
        connection, statement, FindingRule.FAR_DATE, lambda kind: FarDate(kind, *bounds), scope
    )


def days_of_sessions(connection: Connection) -> Counter[date]:
    """The number of sessions on each day, without cancelled ones.

    Delivered sessions come from the tallies, planned ones from their index.
    """
    tally, session = SessionTally, OutreachSession
    delivered = select(tally.starts_on, summed(tally.sessions)).where(tally.grain == "day")
    planned = select(session.held_on, func.count()).where(session.status == PLANNED)
    counted = Counter[date]()
    for statement, day in ((delivered, tally.starts_on), (planned, session.held_on)):
        for held_on, count in connection.execute(statement.group_by(day)):
            counted[held_on] += count
    return counted
