"""Venues and days with several sessions, some of which may be one session, logged twice."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, FromClause, Integer, and_, func, select

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.sessions.duplicates import Attendances, traits
from dashboard.domain.sessions.hits import CANCELLED, Hit, Place, hits_at, in_doubt
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.traits import SessionTraits
from dashboard.queries.shared.given import batched, given
from dashboard.tables import Attendance, Facilitator, OutreachSession, SessionFacilitator, Venue

STREAMED = 5_000
PLACES_AT_ONCE = 2_000

Spot = tuple[int, date]
"""The id of a venue, and a day."""


def crowded_places(connection: Connection) -> Iterator[Place]:
    """All places with several sessions."""
    session = OutreachSession
    spot = session.venue_id, session.held_on
    these = select(*spot).group_by(*spot).having(func.count() > 1).subquery()
    return _places(connection, these, _is_at(these))


def places_at(connection: Connection, spots: Collection[Spot]) -> Iterator[Place]:
    """The places at these venues on these days, without those that have no session left."""
    for some in batched(sorted(spots)):
        these = _given(connection, some)
        yield from _places(connection, these, _is_at(these))


def places_of(connection: Connection, sessions: Sequence[int]) -> Iterator[Place]:
    """The places of these sessions, by id, with none but these."""
    in_order = sorted(sessions)  # so that each page of the table is read once
    these = given(connection, [(id_,) for id_ in in_order], id=Integer)
    yield from _places(connection, these, OutreachSession.id == these.c.id)


def copies_of(connection: Connection, session: SessionRecord) -> tuple[str, ...]:
    """The references of the other sessions that it is likely a duplicate of."""
    if session.status == CANCELLED:
        return ()
    its_own = traits(session)
    venue_id = connection.scalars(select(Venue.id).where(Venue.code == session.venue)).one()
    there = places_at(connection, [(venue_id, session.date)])
    others = (
        one for place in there for one in place.sessions if one.reference != session.reference
    )
    return tuple(one.reference for one in others if not its_own.isdisjoint(traits(one)))


def hits_in_company(
    places: Iterable[Place], attendance_of: Callable[[Sequence[int]], Attendances]
) -> Iterator[Hit]:
    """What is found of sessions at places that have several; few of them are asked who came."""
    every = iter(places)
    while some := [(place, place.groups()) for place in islice(every, PLACES_AT_ONCE)]:
        alike = chain.from_iterable(groups for _, groups in some)
        attendance = attendance_of(in_doubt(alike))
        for place, groups in some:
            yield from hits_at(place, groups, attendance)


def crowded(connection: Connection, spots: Collection[Spot]) -> set[Spot]:
    """Those of these venues and days that have several sessions."""
    if not spots:
        return set()
    session, these = OutreachSession, _given(connection, sorted(spots))
    second = select(session.id).where(_is_at(these)).correlate(these).limit(1).offset(1)
    several = select(*these.c).where(second.scalar_subquery().is_not(None))
    return {(venue_id, day) for venue_id, day in connection.execute(several)}


def attendance_of(connection: Connection, sessions: Sequence[int]) -> Attendances:
    """The attendance of sessions, by id."""
    part, found = Attendance, defaultdict[int, dict[str, int]](dict)
    for some in batched(sessions):
        these = given(connection, [(id_,) for id_ in some], id=Integer)
        rows = select(part.session_id, part.age_group, part.participations)
        for session_id, age_group, count in connection.execute(
            rows.join(these, part.session_id == these.c.id)
        ):
            found[session_id][age_group] = count
    return found


def _given(connection: Connection, spots: Sequence[Spot]) -> FromClause:
    return given(connection, spots, venue_id=Integer, held_on=Date)


def _is_at(these: FromClause) -> ColumnElement[bool]:
    session = OutreachSession
    return and_(session.venue_id == these.c.venue_id, session.held_on == these.c.held_on)


def _places(
    connection: Connection, these: FromClause, are_these: ColumnElement[bool]
) -> Iterator[Place]:
    rows = connection.execute(_sessions(these, are_these))
    for (_, venue, day), at_place in groupby(rows, key=itemgetter(0, 1, 2)):
        yield Place(venue, day, tuple(_traits(at_place)))


def _sessions(these: FromClause, are_these: ColumnElement[bool]) -> AnySelect:
    """The sessions that a table gives: a row for each facilitator."""
    session = OutreachSession
    return (
        select(
            session.venue_id,
            Venue.code,
            session.held_on,
            Facilitator.code,
            session.id,
            session.reference,
            session.status,
            session.kind,
            session.language,
            session.total,
            session.first_time,
            session.version,
        )
        .select_from(these)
        .join(session, are_these)
        .join(Venue, session.venue_id == Venue.id)
        .outerjoin(SessionFacilitator, SessionFacilitator.session_id == session.id)
        .outerjoin(Facilitator, SessionFacilitator.facilitator_id == Facilitator.id)
        .where(session.status != "cancelled")
        .order_by(session.venue_id, session.held_on, session.id)
        .execution_options(yield_per=STREAMED)
    )


def _traits(rows: Iterable[AnyRow]) -> Iterator[SessionTraits]:
    """Sessions from their rows: one for each facilitator, or one row without any."""
    found: dict[int, tuple[Any, ...]] = {}
    led = defaultdict[int, list[str]](list)
    for row in rows:
        code, id_ = row[3], row[4]
        found[id_] = row[4:]
        if code:
            led[id_].append(code)
    for id_, (_, reference, status, kind, language, total, first_time, version) in found.items():
        said = (id_, reference, status, kind, language, total, first_time)
        yield SessionTraits(*said, frozenset(led[id_]), version)
