"""How many sessions reached each combination of language, venue type and age group."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from sqlalchemy import Connection, func, select, union_all

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.progress.coverage import Combination, Coverage
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.facilitators import trained
from dashboard.queries.progress.from_tallies import TallySelects, asked
from dashboard.queries.shared.kept import kept, of_codes
from dashboard.queries.shared.source import source
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession, PlannedTally, Venue

MINIMUM = "coverage_minimum"


def coverage(
    connection: Connection, filters: Filters, vocabulary: Vocabulary, today: date
) -> Coverage:
    """The grid; filters by language, age and venue type only mark cells, other filters apply.

    A venue filter leaves only the venue types of its venues, because others would be zero.
    """
    around = replace(filters, language=(), age=(), venue_type=())
    rows = source(around, tallies=_from_tallies, sessions=_from_sessions)
    ahead = source(around, tallies=_planned_in_tallies, sessions=_planned_in_sessions)
    types = {vocabulary.venues[code].venue_type for code in filters.venue}
    return Coverage(
        filters=filters,
        minimum=vocabulary.threshold(MINIMUM),
        languages=vocabulary.languages.codes,
        venue_types=tuple(c for c in vocabulary.venue_types.codes if not types or c in types),
        ages=tuple(age.code for age in vocabulary.ages if age.at_risk),
        sessions={
            Combination(row.language, row.venue_type, row.age_group): row.sessions
            for row in rows(connection, around)
        },
        planned={
            (row.language, row.venue_type): row.sessions
            for row in connection.execute(ahead(around, today))
        },
        trained=trained(connection, around, vocabulary),
    )


def _from_tallies(connection: Connection, filters: Filters) -> Iterable[AnyRow]:
    """Count at a cost that does not depend on the number of sessions."""
    parts, parameters = asked(filters)
    return connection.execute(_of_parts(parts), parameters) if parts else ()


@cache
def _of_parts(parts: tuple[TallySelects, ...]) -> AnySelect:
    rows = union_all(*(part.grid() for part in parts)).subquery()
    groups = rows.c.language, rows.c.venue_type, rows.c.age_group
    return select(*groups, summed(rows.c.sessions).label("sessions")).group_by(*groups)


def _from_sessions(connection: Connection, filters: Filters) -> Iterable[AnyRow]:
    groups = OutreachSession.language, Venue.venue_type, Attendance.age_group
    query = select(*groups, func.count().label("sessions")).select_from(Attendance)
    query = query.join(OutreachSession).join(Venue).where(*kept(filters)).group_by(*groups)
    return connection.execute(query)


def _planned_in_tallies(filters: Filters, today: date) -> AnySelect:
    """Sessions planned from today on; the chosen days are ignored: they ask about the past."""
    groups = PlannedTally.language, PlannedTally.venue_type
    query = select(*groups, summed(PlannedTally.sessions).label("sessions"))
    kept = (
        getattr(PlannedTally, one.column).in_(filters.codes(one.code)) for one in filters.chosen
    )
    return query.where(PlannedTally.held_on >= today, *kept).group_by(*groups)


def _planned_in_sessions(filters: Filters, today: date) -> AnySelect:
    groups = OutreachSession.language, Venue.venue_type
    query = select(*groups, func.count().label("sessions"))
    query = query.select_from(OutreachSession).join(Venue)
    conditions = (OutreachSession.status == "planned", OutreachSession.held_on >= today)
    return query.where(*conditions, *of_codes(filters)).group_by(*groups)
