"""The sessions of one venue."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from dashboard.database import AnySelect
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.venues.venues import VenueHistory, VenueSession
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import Attendance, OutreachSession, Venue

LATEST = 200
DELIVERED = "delivered"


def venue_history(
    connection: Connection, code: str, audience: Audience, vocabulary: Vocabulary, today: date
) -> VenueHistory:
    """The latest sessions of the venue with that code, without notes, and the number of all.

    The committee sees no participations here: they would be counts of a single session.
    """
    rows = connection.execute(_latest(code)).all()
    came = defaultdict[int, set[str]](set)
    for session_id, age in connection.execute(_ages([row.id for row in rows])):
        came[session_id].add(age)
    exact = audience is Audience.COORDINATOR
    counts, days = Counter[str](), list[date]()
    for status, count, first, last in connection.execute(_counts(code, today)):
        counts[status] += count
        if status == DELIVERED:
            days = [first, last]
    return VenueHistory(
        vocabulary.venues[code],
        tuple(
            VenueSession(
                row.reference,
                row.held_on,
                _status(row.status, row.held_on, today),
                row.kind,
                row.language,
                ages=tuple(age for age in vocabulary.ages.codes if age in came[row.id]),
                participations=row.total if exact and row.status == "delivered" else None,
            )
            for row in rows
        ),
        counts,
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _status(status: str, held_on: date, today: date) -> str:
    return "overdue" if status == "planned" and held_on < today else status


def _latest(code: str) -> AnySelect:
    session = OutreachSession
    shown = (session.held_on, session.status, session.kind, session.language, session.total)
    query = select(session.id, session.reference, *shown).where(_at(code))
    in_order = query.order_by(session.held_on.desc(), by_text(session.reference))
    return in_order.limit(LATEST)


def _ages(ids: Sequence[int]) -> AnySelect:
    came = Attendance
    return select(came.session_id, came.age_group).where(came.session_id.in_(ids))


def _counts(code: str, today: date) -> AnySelect:
    session = OutreachSession
    is_overdue = and_(session.status == "planned", session.held_on < today)
    shown = case((is_overdue, "overdue"), else_=session.status).label("shown")
    numbers = func.count(), func.min(session.held_on), func.max(session.held_on)
    return select(shown, *numbers).where(_at(code)).group_by(shown)


def _at(code: str) -> ColumnElement[bool]:
    there = select(Venue.id).where(Venue.code == code).scalar_subquery()
    return OutreachSession.venue_id == there
