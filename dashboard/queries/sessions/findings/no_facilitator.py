"""Find sessions, held or planned, without a facilitator."""

from sqlalchemy import Connection, exists

from dashboard.domain.sessions.findings import FindingRule, NoFacilitator, RuleFindings
from dashboard.queries.sessions.findings.rows import found, sessions
from dashboard.queries.sessions.findings.scope import FindingScope
from dashboard.tables import OutreachSession, SessionFacilitator


def find_without_facilitator(connection: Connection, scope: FindingScope) -> RuleFindings:
    """Find them, the latest first."""
    session = OutreachSession
    statement = sessions(session.kind, session.status).where(
        session.status != "cancelled",
        ~exists().where(SessionFacilitator.session_id == session.id),
    )
    return found(connection, statement, FindingRule.NO_FACILITATOR, NoFacilitator, scope)
