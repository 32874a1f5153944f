"""Sessions whose age groups do not add up to their total.

The importers refuse such rows, but data can come by other ways; the database itself only sees to
it that a session that was not delivered has no total.
"""

from sqlalchemy import Connection, func, select

from dashboard.domain.findings import Found, Rule, Sums
from dashboard.queries.findings.rows import found, sessions
from dashboard.tables import Attendance, OutreachSession


def find_wrong_sums(connection: Connection, first: int | None) -> Found:
    """The latest first."""
    session, part = OutreachSession, Attendance
    summed = (
        select(part.session_id, func.sum(part.participations).label("participations"))
        .group_by(part.session_id)
        .subquery()
    )
    participations = func.coalesce(summed.c.participations, 0)
    statement = (
        sessions(session.status, session.total, participations)
        .outerjoin(summed, summed.c.session_id == session.id)
        .where(session.total != participations)
    )
    return found(connection, statement, Rule.SUM, Sums, first)
