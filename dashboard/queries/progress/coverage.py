"""How many sessions reached each combination of language, venue type and age group."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, func, select

from dashboard.domain.progress.coverage import Combination, Coverage, cells_of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.choosing import venues_of
from dashboard.queries.progress.facilitators import trained
from dashboard.queries.progress.planned import planned_ahead
from dashboard.queries.progress.planned_led import NOT_PLANNED, planned_led
from dashboard.queries.progress.planned_rows import planned_rows
from dashboard.queries.progress.tally_slice import TallySlice
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.filtering import of_codes
from dashboard.tables import OutreachSession, Venue

MINIMUM = "coverage_minimum"


def around(filters: Filters) -> Filters:
    """Of some filters, those that change the numbers of the grid; the others only mark cells."""
    marks_cells = filters.language or filters.age or filters.venue_type
    return replace(filters, language=(), age=(), venue_type=()) if marks_cells else filters


def coverage(
    connection: Connection, filters: Filters, vocabulary: Vocabulary, today: date
) -> Coverage:
    """The grid; filters by language, age and venue type only mark cells, other filters apply.

    Sessions are planned from today on, whatever the chosen days: these ask about the past.

    A venue filter leaves only the venue types of its venues, because others would be zero.
    """
    counted = around(filters)
    ahead = _planned_in_tallies if counted.tallied else _planned_in_sessions
    types = {vocabulary.venues[code].venue_type for code in filters.venue}
    return Coverage(
        filters=filters,
        minimum=vocabulary.threshold(MINIMUM),
        languages=vocabulary.languages.codes,
        venue_types=tuple(c for c in vocabulary.venue_types.codes if not types or c in types),
        ages=tuple(age.code for age in vocabulary.ages if age.at_risk),
        sessions=_held(connection, counted),
        planned=ahead(connection, counted, today),
        trained=trained(connection, counted, vocabulary),
    )


def _held(connection: Connection, filters: Filters) -> dict[Combination, int]:
    kept = TallySlice.of(connection, filters)
    numbers = kept.of_grid[..., 0].ravel().tolist()  # by language, venue type and age group
    cells = cells_of(*map(kept.codes, ("language", "venue_type", AGE)))
    return {cell: sessions for cell, sessions in zip(cells, numbers, strict=True) if sessions}


def _planned_in_tallies(
    connection: Connection, filters: Filters, today: date
) -> dict[tuple[str, str], int]:
    planned = by_edition(connection, _planned_by_kind, today)
    found: Counter[tuple[str, str]] = Counter()
    for kind in filters.kind or planned:
        found.update(planned.get(kind, {}))
    return dict(found)


def _planned_by_kind(connection: Connection, today: date) -> dict[str, Counter[tuple[str, str]]]:
    found: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for cell in planned_ahead(connection, today):
        found[cell.kind][cell.language, cell.venue_type] += cell.sessions
    return dict(found)


def _planned_in_sessions(
    connection: Connection, filters: Filters, today: date
) -> dict[tuple[str, str], int]:
    if filters.facilitator and not filters.venue:
        return planned_led(connection, filters, today)
    venues = {venue.id: venue.venue_type for venue in venues_of(connection, filters)}
    rows = planned_rows(connection, filters, today, venues)
    if rows is None:
        return _asked(connection, filters, today)
    languages = blocks(connection).codes["language"]
    found: Counter[tuple[str, str]] = Counter()
    each = (rows.language.tolist(), rows.venue.tolist(), rows.sessions.tolist())
    for place, id_, sessions in zip(*each, strict=True):
        found[languages[place], venues[id_]] += sessions
    return dict(found)


def _asked(connection: Connection, filters: Filters, today: date) -> dict[tuple[str, str], int]:
    groups = OutreachSession.language, Venue.venue_type
    query = select(*groups, func.count()).select_from(OutreachSession).join(Venue)
    # with ``status == "planned"``, SQLite would look at all that is planned anywhere
    conditions = OutreachSession.status.not_in(NOT_PLANNED), OutreachSession.held_on >= today
    rows = connection.execute(query.where(*conditions, *of_codes(filters)).group_by(*groups))
    return {(language, venue_type): sessions for language, venue_type, sessions in rows}
