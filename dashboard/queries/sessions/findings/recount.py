"""What every rule finds, looked for in all sessions: slow, but right whatever was kept."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import ColumnElement, Connection, and_, exists, func, literal, select

from dashboard.database import AnySelect
from dashboard.domain.sessions.findings import FindingRule
from dashboard.domain.sessions.hits import Hit, Place
from dashboard.domain.sessions.outliers import Cell
from dashboard.queries.sessions.findings.duplicates import (
    attendance_of,
    crowded_places,
    hits_in_company,
)
from dashboard.queries.shared.filtering import NOT_HELD
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession, SessionFacilitator, UsualSize, Venue

STREAMED = 5_000


def outliers(*these: ColumnElement[bool]) -> AnySelect:
    """Delivered sessions with an unusual total; wrong sums are left to their own rule."""
    session, usual = OutreachSession, UsualSize
    return (
        select(session.reference, session.held_on, session.total)
        .join(Venue, session.venue_id == Venue.id)
        .join(usual, and_(usual.kind == session.kind, usual.venue_type == Venue.venue_type))
        .where(
            session.status.not_in(NOT_HELD),
            ~session.total.between(usual.low, usual.high),
            session.total == _summed(),
            *these,
        )
    )


def of_sizes(cell: Cell, low: int, high: int) -> AnySelect:
    """Delivered sessions of a kind and a venue type with a total within bounds, and right sums."""
    session = OutreachSession
    columns = select(session.reference, session.held_on, session.total)
    within = session.total.between(low, high), session.total == _summed()
    return columns.where(*within, session.status.not_in(NOT_HELD), is_of(cell))


def is_of(cell: Cell) -> ColumnElement[bool]:
    """Sessions of a kind and a venue type; without a join, SQLite would begin with the venues."""
    session = OutreachSession
    its_type = select(Venue.venue_type).where(Venue.id == session.venue_id).correlate(session)
    return and_(session.kind == cell[0], its_type.scalar_subquery() == cell[1])


def wrong_sums() -> AnySelect:
    """Sessions whose age groups do not add up to their total."""
    session = OutreachSession
    return select(session.reference, session.held_on, literal(0)).where(session.total != _summed())


def recount(connection: Connection) -> Iterator[Hit]:
    """What is found, by the usual totals that were kept; far dates are never kept."""
    session = OutreachSession
    columns = session.reference, session.held_on, literal(0)
    unled = select(*columns).where(
        session.status != "cancelled", ~exists().where(SessionFacilitator.session_id == session.id)
    )
    for rule, statement in (
        (FindingRule.SUM, wrong_sums()),
        (FindingRule.OUTLIER, outliers()),
        (FindingRule.NO_FACILITATOR, unled),
    ):
        rows = connection.execute(statement.execution_options(yield_per=STREAMED))
        for reference, day, rank in rows:
            yield Hit(rule, (reference,), day, rank)
    yield from _in_company(connection)


def _in_company(connection: Connection) -> Iterator[Hit]:
    """Duplicates, and planned sessions: those that are alone on a day at a venue come last."""
    seen = set[str]()

    def places() -> Iterator[Place]:
        for place in crowded_places(connection):
            seen.update(one.reference for one in place.sessions if one.status == "planned")
            yield place

    yield from hits_in_company(places(), partial(attendance_of, connection))
    session = OutreachSession
    planned = select(session.reference, session.held_on).where(session.status == "planned")
    for reference, day in connection.execute(planned.execution_options(yield_per=STREAMED)):
        if reference not in seen:
            yield Hit(FindingRule.OVERDUE, (reference,), day)


def _summed() -> ColumnElement[int]:
    part = Attendance
    by_age = select(func.coalesce(summed(part.participations), 0))
    of_session = by_age.where(part.session_id == OutreachSession.id).correlate(OutreachSession)
    return of_session.scalar_subquery()
