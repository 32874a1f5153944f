"""Every session of one venue."""

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, select

from dashboard.database import AnySelect
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.venues.venues import VenueHistory, VenueSession
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import Attendance, OutreachSession, Venue


def venue_history(
    connection: Connection, code: str, audience: Audience, vocabulary: Vocabulary, today: date
) -> VenueHistory:
    """All sessions of the venue with that code, the latest first, without notes.

    The committee sees no participations here: they would be counts of a single session.
    """
    came = defaultdict[int, set[str]](set)
    for session_id, age in connection.execute(_ages(code)):
        came[session_id].add(age)
    exact = audience is Audience.COORDINATOR
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
            for row in connection.execute(_sessions(code))
        ),
    )


def _status(status: str, held_on: date, today: date) -> str:
    return "overdue" if status == "planned" and held_on < today else status


def _sessions(code: str) -> AnySelect:
    session = OutreachSession
    shown = (session.held_on, session.status, session.kind, session.language, session.total)
    query = select(session.id, session.reference, *shown).join(Venue).where(Venue.code == code)
    return query.order_by(session.held_on.desc(), by_text(session.reference))


def _ages(code: str) -> AnySelect:
    query = select(Attendance.session_id, Attendance.age_group).join(OutreachSession).join(Venue)
    return query.where(Venue.code == code)
