"""The action plan, the people trained, and whether they can lead the planned sessions."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.plan import capacity as ahead
from dashboard.domain.plan.capacity import Capacity, TrainedPeople
from dashboard.domain.plan.plan import Plan, measures
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.plan.capacity import completed, first_completed, planned
from dashboard.queries.progress.targets import latest_day_and_target


def plan(connection: Connection, filters: Filters, vocabulary: Vocabulary, today: date) -> Plan:
    """The plan as of ``today``; of the filters, only languages and the last day matter.

    Sessions planned for a day that has passed are not counted.
    """
    end, shown = filters.range.end, filters.language or vocabulary.languages.codes
    people, capacity = people_and_capacity(connection, end, vocabulary, today)
    trained = tuple(one for one in people if one.language in shown)
    first = first_completed(connection, end, [one.language for one in trained])
    return Plan(
        today,
        measures(vocabulary),
        trained,
        ahead.everyone(first),
        capacity_shown(capacity, filters),
    )


def people_and_capacity(
    connection: Connection, end: date | None, vocabulary: Vocabulary, today: date
) -> tuple[tuple[TrainedPeople, ...], Capacity]:
    """Who is trained in each language, and whether that is enough, until the day ``end``."""
    _, target = latest_day_and_target(connection, end)
    due = max(today, target.due) if target else today
    people = ahead.trained(completed(connection, end), vocabulary.languages)
    until = min(due, end or date.max)
    booked = planned(connection, today, end)
    return people, ahead.capacity(people, booked, vocabulary, today=today, until=until)


def capacity_shown(capacity: Capacity, filters: Filters) -> Capacity:
    """The capacity in the chosen languages."""
    if not filters.language:
        return capacity
    outlooks = [one for one in capacity.outlooks if one.language in filters.language]
    return replace(capacity, outlooks=tuple(outlooks))
