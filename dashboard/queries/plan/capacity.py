"""Completed trainings and planned sessions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby

from sqlalchemy import Connection, Date, Select, String, bindparam, func, select

from dashboard.database import AnySelect
from dashboard.domain.plan.capacity import PlannedMonth
from dashboard.queries.progress.counts import month_code
from dashboard.queries.progress.planned import PlannedCell, planned_ahead
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import PlannedTally, Training


def completed(connection: Connection, until: date | None) -> list[tuple[str, date, int]]:
    """How many people completed a training, by language and day, sorted by day."""
    return [row for row in by_edition(connection, _trainings) if until is None or row[1] <= until]


def first_completed(
    connection: Connection, until: date | None, languages: Sequence[str]
) -> list[tuple[date, int]]:
    """How many people completed their first training in any of the languages on a day, in order."""
    values = {"until": until or date.max, "languages": languages}
    return [(day, people) for day, people in connection.execute(_first_trainings(), values)]


def planned(connection: Connection, since: date, until: date | None) -> list[PlannedMonth]:
    """The planned sessions by language and month, within a range of days."""
    if until and until < since:
        return []
    if until is None:
        return list(_all_planned(planned_ahead(connection, since)))
    days = {"since": since, "until": until}
    return [PlannedMonth(*row) for row in connection.execute(_planned(), days)]


def _all_planned(cells: Iterable[PlannedCell]) -> Iterator[PlannedMonth]:
    def of(cell: PlannedCell) -> tuple[str, str]:
        return cell.month, cell.language

    for (month, language), alike in groupby(sorted(cells, key=of), of):
        some = tuple(alike)
        first, last = min(cell.first for cell in some), max(cell.last for cell in some)
        yield PlannedMonth(language, month, sum(cell.sessions for cell in some), first, last)


def _trainings(connection: Connection) -> list[tuple[str, date, int]]:
    query = (
        select(Training.language, Training.trained_on, func.count())
        .group_by(Training.language, Training.trained_on)
        .order_by(Training.trained_on, by_text(Training.language))
    )
    return [(language, day, people) for language, day, people in connection.execute(query)]


@cache
def _first_trainings() -> Select[date, int]:
    day = func.min(Training.trained_on).label("day")
    first = (
        select(day)
        .where(Training.language.in_(bindparam("languages", type_=String, expanding=True)))
        .where(Training.trained_on <= bindparam("until", type_=Date))
        .group_by(Training.facilitator_id)
        .subquery()
    )
    return select(first.c.day, func.count()).group_by(first.c.day).order_by(first.c.day)


@cache
def _planned() -> AnySelect:
    tally, month = PlannedTally, month_code(PlannedTally.held_on).label("month")
    days = func.min(tally.held_on), func.max(tally.held_on)
    return (
        select(tally.language, month, summed(tally.sessions), *days)
        .where(
            tally.held_on >= bindparam("since", type_=Date),
            tally.held_on <= bindparam("until", type_=Date),
        )
        .group_by(tally.language, month)
        .order_by(month, by_text(tally.language))
    )
