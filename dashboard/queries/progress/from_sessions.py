"""Counts from the sessions themselves: for any filter, at the cost of the rows kept."""

from sqlalchemy import CTE, ColumnElement, Connection, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.database import AnySelect
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.counts import (
    NOTHING,
    NUMBERS,
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
    came = _came(filters, vocabulary).cte("came")
    cells = [_sessions(filters, vocabulary), _participations(came)]
    numbers = (came.c[name] for name in NUMBERS)
    statement = along_each_dimension(cells, [select(came.c.age_group, *numbers)])
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


def _came(filters: Filters, vocabulary: Vocabulary) -> AnySelect:
    """The participations that count, by cell and age group: looked up once for all tables."""
    groups = [*_cell(), Attendance.age_group]
    held = func.count().label("sessions"), _in_share(vocabulary)
    query = select(*groups, *held, *_attendance(vocabulary))
    query = query.select_from(Attendance).join(OutreachSession).join(Venue).where(*kept(filters))
    if filters.age:
        query = query.where(Attendance.age_group.in_(filters.age))
    return query.group_by(*groups)


def _participations(came: CTE) -> AnySelect:
    cell = came.c.month, came.c.language, came.c.venue_type
    return select(*cell, NOTHING, NOTHING, came.c.participations, came.c.youth)


def _in_share(vocabulary: Vocabulary) -> ColumnElement[int]:
    share = [kind.code for kind in vocabulary.kinds if kind.in_french_share]
    return summed(case((OutreachSession.kind.in_(share), 1), else_=0)).label("in_share")


def _attendance(vocabulary: Vocabulary) -> tuple[ColumnElement[int], ColumnElement[int]]:
    number = Attendance.participations
    youth = [age.code for age in vocabulary.ages if age.youth]
    of_youth = summed(case((Attendance.age_group.in_(youth), number), else_=0))
    return summed(number).label("participations"), of_youth.label("youth")


def _cell() -> list[ColumnElement[str] | InstrumentedAttribute[str]]:
    month = month_code(OutreachSession.held_on).label("month")
    return [month, OutreachSession.language, Venue.venue_type]
