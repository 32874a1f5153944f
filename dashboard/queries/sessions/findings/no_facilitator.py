"""Sessions, held or to be held, of which nobody knows who leads them."""

from sqlalchemy import Connection, exists

from dashboard.domain.sessions.findings import Found, NoFacilitator, Rule
from dashboard.queries.sessions.findings.rows import found, sessions
from dashboard.queries.sessions.findings.scope import Scope
from dashboard.tables import OutreachSession, SessionFacilitator


def find_without_facilitator(connection: Connection, scope: Scope) -> Found:
    """The latest first."""
    session = OutreachSession
    statement = sessions(session.kind, session.status).where(
        session.status != "cancelled",
        ~exists().where(SessionFacilitator.session_id == session.id),
    )
    return found(connection, statement, Rule.NO_FACILITATOR, NoFacilitator, scope)
