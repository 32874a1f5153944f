"""Find delivered sessions with nobody, or with a total that is unusual among similar ones."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, and_, func, or_, select

from dashboard.domain.sessions.findings import FindingRule, Nobody, RuleFindings, Unusual
from dashboard.domain.sessions.outliers import Cell, Histogram, UsualRange, usual_ranges
from dashboard.queries.sessions.findings.rows import found, sessions
from dashboard.queries.sessions.findings.scope import FindingScope
from dashboard.queries.shared.kept import NOT_HELD
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession, Venue


def find_outliers(connection: Connection, scope: FindingScope) -> RuleFindings:
    """Find them, the largest first; wrong sums are left to their own rule."""
    session, part = OutreachSession, Attendance
    totals = _totals(connection)
    ranges = {cell: _anybody(histogram) for cell, histogram in totals.items()}
    ranges |= usual_ranges(totals)
    unusual = {
        cell: usual
        for cell, usual in ranges.items()
        if any(total not in usual for total in totals[cell])
    }
    if not unusual:
        return RuleFindings()
    by_age = select(func.coalesce(summed(part.participations), 0))
    statement = (
        sessions(session.kind, Venue.venue_type, session.total)
        .where(session.status.not_in(NOT_HELD))
        .where(
            or_(
                *(
                    and_(
                        session.kind == kind,
                        Venue.venue_type == venue_type,
                        ~session.total.between(usual.low, usual.high),
                    )
                    for (kind, venue_type), usual in unusual.items()
                )
            )
        )
        .where(session.total == by_age.where(part.session_id == session.id).scalar_subquery())
        .order_by(session.total.desc())
    )

    def reason(kind: str, venue_type: str, total: int) -> Unusual | Nobody:
        return Unusual(total, ranges[kind, venue_type]) if total else Nobody(kind)

    return found(connection, statement, FindingRule.OUTLIER, reason, scope)


def _anybody(histogram: Histogram) -> UsualRange:
    """The usual range where there are too few sessions to compare: any total above 0."""
    return UsualRange(1, max(histogram))


def _totals(connection: Connection) -> Mapping[Cell, Histogram]:
    """How many delivered sessions of each kind and venue type have each total."""
    session = OutreachSession
    group = session.kind, Venue.venue_type, session.total
    rows = connection.execute(
        select(*group, func.count())
        .outerjoin(Venue, session.venue_id == Venue.id)
        .where(session.status.not_in(NOT_HELD))  # with ``==``, SQLite would use the index of days
        .group_by(*group)
    )
    totals: defaultdict[Cell, dict[int, int]] = defaultdict(dict)
    for kind, venue_type, total, count in rows:
        totals[kind, venue_type][total] = count
    return totals
