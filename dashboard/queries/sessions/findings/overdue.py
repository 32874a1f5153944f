"""Sessions that are still planned although their date has passed."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Connection, exists, or_
from sqlalchemy.orm import aliased

from dashboard.domain.sessions.findings import FindingRule, Overdue, RuleFindings
from dashboard.queries.sessions.findings.rows import found, sessions
from dashboard.queries.sessions.findings.scope import FindingScope
from dashboard.tables import OutreachSession, SessionFacilitator


def find_overdue(
    connection: Connection, today: date, scope: FindingScope, apart: Collection[str] = ()
) -> RuleFindings:
    """Find them, the latest first; a session planned for today is not overdue.

    A planned session that was logged again as delivered is left out: it is listed with its
    duplicate, and should be cancelled. Sessions ``apart``, by reference, were checked and are no
    duplicates, so they are listed here.
    """
    session = OutreachSession
    statement = sessions(session.kind, session.held_on).where(
        session.status == "planned",
        session.held_on < today,
        or_(~_logged_anew(), session.reference.in_(apart)),
    )

    def reason(kind: str, held_on: date) -> Overdue:
        return Overdue(kind, (today - held_on).days)

    return found(connection, statement, FindingRule.OVERDUE, reason, scope)


def _logged_anew() -> ColumnElement[bool]:
    """Whether a likely duplicate was delivered at the same venue on the same day."""
    session, held = OutreachSession, aliased(OutreachSession)
    leads, led = aliased(SessionFacilitator), aliased(SessionFacilitator)
    same_person = (
        exists()
        .where(
            leads.session_id == session.id,
            led.session_id == held.id,
            leads.facilitator_id == led.facilitator_id,
        )
        .correlate(session, held)
    )
    return (
        exists()
        .where(
            held.venue_id == session.venue_id,
            held.held_on == session.held_on,
            held.status == "delivered",
            or_(held.kind == session.kind, same_person),
        )
        .correlate(session)
    )
