"""Count from the sessions themselves in SQL, slowly, to compare with tallies and packs."""

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    case,
    extract,
    func,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.database import AnySelect
from dashboard.domain.progress.breakdowns import AGE_GROUP, BREAKDOWNS
from dashboard.domain.progress.equity import FRENCH
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.counts import (
    FRENCH_MONTHS,
    Count,
    Counts,
    month_code,
    no_counts,
)
from dashboard.queries.shared.filtering import attended, held, of_venues
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession, Venue

NUMBERS = ("sessions", "in_share", "participations", "youth")
SUNDAY_FIRST = (*WEEKDAYS[-1:], *WEEKDAYS[:-1])  # as the databases number them, from 0
NOTHING: ColumnElement[int] = literal_column("0")


def counts_from_sessions(
    connection: Connection, filters: Filters, vocabulary: Vocabulary
) -> Counts:
    """Count the kept sessions, and the participations that the filters count."""
    came = _came(filters, vocabulary).cte("came")
    cells = union_all(_sessions(filters, vocabulary), _participations(came)).cte("cells")
    parts = {one.dimension: "came" if one is AGE_GROUP else "cells" for one in BREAKDOWNS}
    found = no_counts()
    for dimension, part in parts.items():
        for name, where in (
            (dimension, ""),
            *([(FRENCH_MONTHS, f"WHERE language = '{FRENCH}'")] if dimension == "month" else ()),
        ):
            sums = ", ".join(f"CAST(sum({number}) AS BIGINT)" for number in NUMBERS)
            said = text(f"(SELECT {dimension}, {sums} FROM {part} {where} GROUP BY 1) AS along")
            query = select(literal_column("*")).select_from(said).add_cte(came, cells)
            for code, *numbers in connection.execute(query):
                found[name][code] = Count(*numbers)
    return found


def _chosen(filters: Filters) -> tuple[ColumnElement[bool], ...]:
    return *held(filters), *of_venues(filters)


def _sessions(filters: Filters, vocabulary: Vocabulary) -> AnySelect:
    cell = _cell()
    query = select(
        *cell,
        func.count().label("sessions"),
        _in_share(vocabulary),
        NOTHING.label("participations"),
        NOTHING.label("youth"),
    )
    conditions = [*_chosen(filters), *attended(filters)]
    return query.select_from(OutreachSession).join(Venue).where(*conditions).group_by(*cell)


def _came(filters: Filters, vocabulary: Vocabulary) -> AnySelect:
    """The participations that count, by cell and age group: looked up once for all tables."""
    groups = [*_cell(), Attendance.age_group]
    held = func.count().label("sessions"), _in_share(vocabulary)
    query = select(*groups, *held, *_attendance(vocabulary))
    query = query.select_from(Attendance).join(OutreachSession).join(Venue).where(*_chosen(filters))
    if filters.age:
        query = query.where(Attendance.age_group.in_(filters.age))
    return query.group_by(*groups)


def _participations(came: CTE) -> AnySelect:
    cell = (came.c[one.dimension] for one in BREAKDOWNS if one is not AGE_GROUP)
    return select(*cell, NOTHING, NOTHING, came.c.participations, came.c.youth)


def _in_share(vocabulary: Vocabulary) -> ColumnElement[int]:
    share = [kind.code for kind in vocabulary.kinds if kind.in_french_share]
    return summed(case((OutreachSession.kind.in_(share), 1), else_=0)).label("in_share")


def _attendance(vocabulary: Vocabulary) -> tuple[ColumnElement[int], ColumnElement[int]]:
    number = Attendance.participations
    youth = [age.code for age in vocabulary.ages if age.youth]
    of_youth = summed(case((Attendance.age_group.in_(youth), number), else_=0))
    return summed(number).label("participations"), of_youth.label("youth")


def code_of_session(dimension: str) -> ColumnElement[str] | InstrumentedAttribute[str]:
    """The expression of a session's code in a dimension; for age groups, of one that came.

    Raises:
        KeyError: A breakdown is declared that sessions have no code for.
    """
    codes: dict[str, ColumnElement[str] | InstrumentedAttribute[str]] = {
        "month": month_code(OutreachSession.held_on).label("month"),
        "language": OutreachSession.language,
        "venue_type": Venue.venue_type,
        "age_group": Attendance.age_group,
        "weekday": case(
            dict(enumerate(SUNDAY_FIRST)), value=extract("dow", OutreachSession.held_on)
        ).label("weekday"),
    }
    return codes[dimension]


def _cell() -> list[ColumnElement[str] | InstrumentedAttribute[str]]:
    return [code_of_session(one.dimension) for one in BREAKDOWNS if one is not AGE_GROUP]
