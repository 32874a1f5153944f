"""The question behind the coordinators' list, and its SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from dashboard.database import AnySelect
from dashboard.domain.sessions.options import SessionSort
from dashboard.domain.shared.filters import Filters
from dashboard.queries.sessions.search import among
from dashboard.queries.shared.filtering import attended, of_sessions, of_venues
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import OutreachSession, Venue


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """What to list: ``statuses`` empty for any; ``search`` is part of a reference or venue code.

    ``found`` are the sessions that match the search, once they are known: their days, by id from
    the latest on. ``page`` counts from 1.
    """

    filters: Filters = field(default_factory=Filters)
    statuses: tuple[str, ...] = ()
    search: str = ""
    order: SessionSort = SessionSort.DATE
    descending: bool = True
    page: int = 1
    found: Mapping[int, date] | None = None


def these(connection: Connection, wanted: ListQuestion, statement: AnySelect) -> AnySelect:
    """Add the list's conditions; venues are joined only to sort by them, because that is slow."""
    statement = statement.select_from(OutreachSession)
    if wanted.order is SessionSort.VENUE:
        statement = statement.outerjoin(Venue, OutreachSession.venue_id == Venue.id)
    statement = statement.where(*_conditions(wanted))
    if wanted.found is not None:
        statement = statement.where(among(connection, wanted.found))
    return statement


def _conditions(wanted: ListQuestion) -> Iterator[ColumnElement[bool]]:
    session, days = OutreachSession, wanted.filters.range
    yield from of_sessions(wanted.filters)
    if chosen := list(of_venues(wanted.filters)):
        there = select(Venue.id).where(*chosen)
        only = len(wanted.filters.venue) == 1  # PostgreSQL would go through all days to find it
        yield session.venue_id == there.scalar_subquery() if only else session.venue_id.in_(there)
    if wanted.filters.age:
        yield from attended(wanted.filters)
    if wanted.statuses:
        yield session.status.in_(wanted.statuses)
    if days.start:
        yield session.held_on >= days.start
    if days.end:
        yield session.held_on <= days.end


def keeps_all(wanted: ListQuestion) -> bool:
    """Whether nothing but a search leaves sessions out."""
    return not any(True for _ in _conditions(wanted))


def order_of(wanted: ListQuestion, *, backwards: bool) -> Iterator[ColumnElement[Any]]:
    """The columns to sort by; the last one is unique, so the order is complete."""
    session = OutreachSession
    by: Any = {
        SessionSort.DATE: session.held_on,
        SessionSort.VENUE: by_text(Venue.code),
        SessionSort.TOTAL: session.total,
        SessionSort.STATUS: session.status,
        SessionSort.UPDATED: session.updated_at,
    }[wanted.order]
    for column, descending in (
        (by, wanted.descending),
        (session.held_on, True),
        (session.id, True),
    ):
        yield column.desc() if descending is not backwards else column.asc()
