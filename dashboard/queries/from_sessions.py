"""Counts from the sessions themselves: for any filter, at the cost of the rows kept."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, case, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.domain.filters import Filters
from dashboard.domain.vocabulary import Vocabulary
from dashboard.queries.counts import (
    NOTHING,
    AnySelect,
    Counts,
    along_each_dimension,
    month_code,
    read,
)
from dashboard.tables import STATUSES, Attendance, OutreachSession, Venue

NOT_HELD = tuple(status for status in STATUSES if status != "delivered")


def counts_from_sessions(
    connection: Connection, filters: Filters, vocabulary: Vocabulary
) -> Counts:
    """Count the kept sessions, and the participations that the filters count."""
    cells = [_sessions(filters, vocabulary), _participations(filters, vocabulary)]
    statement = along_each_dimension(cells, [_ages(filters, vocabulary)])
    return read(connection.execute(statement))


def _sessions(filters: Filters, vocabulary: Vocabulary) -> AnySelect:
    cell = _cell()
    query = select(
        *cell,
        func.count().label("sessions"),
        _in_share(vocabulary),
        NOTHING.label("participations"),
        NOTHING.label("youth"),
    )
    conditions = [*_kept(filters), *_attended(filters)]
    return query.select_from(OutreachSession).join(Venue).where(*conditions).group_by(*cell)


def _participations(filters: Filters, vocabulary: Vocabulary) -> AnySelect:
    cell = _cell()
    query = select(*cell, NOTHING, NOTHING, *_attendance(vocabulary))
    return _counted(query, filters).group_by(*cell)


def _ages(filters: Filters, vocabulary: Vocabulary) -> AnySelect:
    age, count = Attendance.age_group, func.count().label("sessions")
    query = select(age, count, _in_share(vocabulary), *_attendance(vocabulary))
    return _counted(query, filters).group_by(age)


def _in_share(vocabulary: Vocabulary) -> ColumnElement[int]:
    share = [kind.code for kind in vocabulary.kinds if kind.in_french_share]
    return func.sum(case((OutreachSession.kind.in_(share), 1), else_=0)).label("in_share")


def _attendance(vocabulary: Vocabulary) -> tuple[ColumnElement[int], ColumnElement[int]]:
    number = Attendance.participations
    youth = [age.code for age in vocabulary.ages if age.youth]
    of_youth = func.sum(case((Attendance.age_group.in_(youth), number), else_=0))
    return func.sum(number).label("participations"), of_youth.label("youth")


def _counted(query: AnySelect, filters: Filters) -> AnySelect:
    """Over the participations of the kept sessions, of the chosen age groups if any are."""
    query = query.select_from(Attendance).join(OutreachSession).join(Venue)
    query = query.where(*_kept(filters))
    return query.where(Attendance.age_group.in_(filters.age)) if filters.age else query


def _kept(filters: Filters) -> Iterator[ColumnElement[bool]]:
    session, days = OutreachSession, filters.range
    yield session.status.not_in(NOT_HELD)  # by this, SQLite would take the index of the days
    if filters.language:
        yield session.language.in_(filters.language)
    if filters.kind:
        yield session.kind.in_(filters.kind)
    if filters.venue_type:
        yield Venue.venue_type.in_(filters.venue_type)
    if filters.venue:
        yield Venue.code.in_(filters.venue)
    if days.start:
        yield session.held_on >= days.start
    if days.end:
        yield session.held_on <= days.end


def _attended(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Under an age filter, a kept session has someone of a chosen age group."""
    if filters.age:
        of_session = Attendance.session_id == OutreachSession.id
        yield exists().where(of_session, Attendance.age_group.in_(filters.age))


def _cell() -> list[ColumnElement[str] | InstrumentedAttribute[str]]:
    month = month_code(OutreachSession.held_on).label("month")
    return [month, OutreachSession.language, Venue.venue_type]
