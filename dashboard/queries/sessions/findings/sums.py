"""Find sessions whose age groups do not add up to their total.

Importers refuse such rows, but data can arrive in other ways. The database only ensures that a
session that was not delivered has no total.
"""

from sqlalchemy import Connection, func, select

from dashboard.domain.sessions.findings import FindingRule, RuleFindings, Sums
from dashboard.queries.sessions.findings.rows import found, sessions
from dashboard.queries.sessions.findings.scope import FindingScope
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession


def find_wrong_sums(connection: Connection, scope: FindingScope) -> RuleFindings:
    """Find them, the latest first."""
    session, part = OutreachSession, Attendance
    by_age = (
        select(part.session_id, summed(part.participations).label("participations"))
        .group_by(part.session_id)
        .subquery()
    )
    participations = func.coalesce(by_age.c.participations, 0)
    statement = (
        sessions(session.status, session.total, participations)
        .outerjoin(by_age, by_age.c.session_id == session.id)
        .where(session.total != participations)
    )
    return found(connection, statement, FindingRule.SUM, Sums, scope)
