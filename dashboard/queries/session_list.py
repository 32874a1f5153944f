"""Sessions as coordinators work on them: any status, searched, sorted and paged in SQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from dashboard.domain.desk import Stored
from dashboard.domain.filters import Filters
from dashboard.domain.records import SessionRecord
from dashboard.queries.kept import of_codes
from dashboard.queries.session_records import stored, stored_by_id
from dashboard.tables import Attendance, AuditEntry, OutreachSession, Venue

PAGE = 50

AnySelect = Select[*tuple[Any, ...]]


class Order(StrEnum):
    """What the list can be sorted by; under equals, the latest day comes first."""

    DATE = "date"
    VENUE = "venue"
    TOTAL = "total"
    STATUS = "status"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list: ``statuses`` empty for any; ``search`` is part of a reference or venue code.

    ``page`` counts from 1.
    """

    filters: Filters = field(default_factory=Filters)
    statuses: tuple[str, ...] = ()
    search: str = ""
    order: Order = Order.DATE
    descending: bool = True
    page: int = 1


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One page of the list; ``count`` sessions in all, on ``pages`` pages (1 when there is none).

    ``page`` is the one shown: the last when one beyond it was asked for.
    """

    sessions: tuple[Stored, ...]
    count: int
    page: int
    pages: int


def session_page(connection: Connection, wanted: Wanted) -> SessionPage:
    """A page of the sessions wanted."""
    costly = wanted.filters.age or wanted.search
    some = (_at_once(connection, wanted) if costly else None) or _counted_first(connection, wanted)
    found = stored_by_id(connection, some.ids)
    pages = _pages(some.on_all)
    page = min(max(1, wanted.page), pages)
    return SessionPage(tuple(found[id_] for id_ in some.ids), some.on_all, page, pages)


def one(connection: Connection, reference: str) -> Stored | None:
    """A session as it stands, or ``None``."""
    return stored(connection, (reference,)).get(reference)


def defaults(connection: Connection, author: str) -> SessionRecord | None:
    """The session that this author logged last by hand, as it stands: what a form begins with."""
    logged = AuditEntry
    reference = connection.scalar(
        select(logged.key)
        .join(OutreachSession, OutreachSession.reference == logged.key)
        .where(logged.import_id.is_(None), logged.author == author)
        .where(logged.subject == "sessions", logged.before.is_(None))
        .order_by(logged.id.desc())
        .limit(1)
    )
    last = one(connection, reference) if reference else None
    return last.record if last else None


class _Some(NamedTuple):
    """The ids of one page, and how many there are on all."""

    ids: Sequence[int]
    on_all: int


def _at_once(connection: Connection, wanted: Wanted) -> _Some | None:
    """In one pass, where it takes long to tell which they are; ``None`` for a page beyond them."""
    statement = _these(connection, wanted, select(OutreachSession.id, func.count().over()))
    in_order = statement.order_by(*_order(wanted, backwards=False))
    first = (max(1, wanted.page) - 1) * PAGE
    rows = connection.execute(in_order.limit(PAGE).offset(first)).all()
    if rows:
        return _Some([row[0] for row in rows], rows[0][1])
    return None if first else _Some((), 0)


def _counted_first(connection: Connection, wanted: Wanted) -> _Some:
    """Databases sort all that lies before a page, so we come from the nearer end."""
    statement = _these(connection, wanted, select(func.count(OutreachSession.id)))
    count: int = connection.execute(statement).scalar_one()
    first = (min(max(1, wanted.page), _pages(count)) - 1) * PAGE
    size = min(PAGE, count - first)
    backwards = first > count // 2
    in_order = _these(connection, wanted, select(OutreachSession.id)).order_by(
        *_order(wanted, backwards=backwards)
    )
    offset = count - first - size if backwards else first
    ids = connection.scalars(in_order.limit(size).offset(offset)).all()
    return _Some(ids[::-1] if backwards else ids, count)


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE))


def _order(wanted: Wanted, *, backwards: bool) -> Iterator[ColumnElement[Any]]:
    session = OutreachSession
    by: Any = {
        Order.DATE: session.held_on,
        Order.VENUE: Venue.code,
        Order.TOTAL: session.total,
        Order.STATUS: session.status,
        Order.UPDATED: session.updated_at,
    }[wanted.order]
    for column, descending in (
        (by, wanted.descending),
        (session.held_on, True),
        (session.id, True),
    ):
        yield column.desc() if descending is not backwards else column.asc()


def _these(connection: Connection, wanted: Wanted, statement: AnySelect) -> AnySelect:
    """Without the venues where nothing asks for them: that join takes longest."""
    statement = statement.select_from(OutreachSession)
    if wanted.filters.venue or wanted.filters.venue_type or wanted.order is Order.VENUE:
        statement = statement.outerjoin(Venue, OutreachSession.venue_id == Venue.id)
    statement = statement.where(*_conditions(wanted))
    if wanted.search:
        statement = statement.where(_found_by(wanted.search, connection.dialect.name))
    return statement


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    session, days = OutreachSession, wanted.filters.range
    yield from of_codes(wanted.filters)
    if wanted.filters.age:
        came = select(Attendance.session_id).where(Attendance.age_group.in_(wanted.filters.age))
        yield session.id.in_(came)  # not `attended`: few sessions are looked up, here many are
    if wanted.statuses:
        yield session.status.in_(wanted.statuses)
    if days.start:
        yield session.held_on >= days.start
    if days.end:
        yield session.held_on <= days.end


def _found_by(search: str, dialect: str) -> ColumnElement[bool]:
    """In upper or lower case; SQLite's LIKE minds neither, and is slow where it is asked not to."""
    session = OutreachSession
    contains = "contains" if dialect == "sqlite" else "icontains"
    venues = select(Venue.id).where(getattr(Venue.code, contains)(search, autoescape=True))
    of_reference = getattr(session.reference, contains)(search, autoescape=True)
    return or_(of_reference, session.venue_id.in_(venues))
