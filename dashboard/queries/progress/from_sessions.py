"""Counts from the sessions themselves: for any filter, at the cost of the rows kept."""

from sqlalchemy import ColumnElement, Connection, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.database import AnySelect
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.counts import (
    NOTHING,
    Counts,
    along_each_dimension,
    month_code,
    read,
)
from dashboard.queries.shared.kept import attended, kept
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession, Venue


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
    conditions = [*kept(filters), *attended(filters)]
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
    return summed(case((OutreachSession.kind.in_(share), 1), else_=0)).label("in_share")


def _attendance(vocabulary: Vocabulary) -> tuple[ColumnElement[int], ColumnElement[int]]:
    number = Attendance.participations
    youth = [age.code for age in vocabulary.ages if age.youth]
    of_youth = summed(case((Attendance.age_group.in_(youth), number), else_=0))
    return summed(number).label("participations"), of_youth.label("youth")


def _counted(query: AnySelect, filters: Filters) -> AnySelect:
    """Over the participations of the kept sessions, of the chosen age groups if any are."""
    query = query.select_from(Attendance).join(OutreachSession).join(Venue)
    query = query.where(*kept(filters))
    return query.where(Attendance.age_group.in_(filters.age)) if filters.age else query


def _cell() -> list[ColumnElement[str] | InstrumentedAttribute[str]]:
    month = month_code(OutreachSession.held_on).label("month")
    return [month, OutreachSession.language, Venue.venue_type]
