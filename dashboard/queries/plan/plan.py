"""The action plan, the people trained, and whether they are enough for what is planned."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.plan import capacity as ahead
from dashboard.domain.plan.plan import Plan, measures
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.plan.capacity import completed, first_completed, planned
from dashboard.queries.progress.progress import YOUTH
from dashboard.queries.progress.targets import latest_day_and_target


def plan(connection: Connection, filters: Filters, vocabulary: Vocabulary, today: date) -> Plan:
    """All of it as of ``today``; answers to the languages and to the last day of the filters only.

    Sessions planned for a day that has passed are not ahead, and so not counted.
    """
    end, shown = filters.range.end, filters.language or vocabulary.languages.codes
    _, target = latest_day_and_target(connection, YOUTH, end)
    due = max(today, target.due) if target else today
    people = ahead.trained(completed(connection, end), vocabulary.languages)
    capacity = ahead.capacity(
        people,
        planned(connection, today, end),
        vocabulary,
        today=today,
        until=min(due, end or date.max),
    )
    outlooks = tuple(one for one in capacity.outlooks if one.language in shown)
    trained = tuple(one for one in people if one.language in shown)
    first = first_completed(connection, end, [one.language for one in trained])
    return Plan(
        today,
        measures(vocabulary),
        trained,
        ahead.everyone(first),
        replace(capacity, outlooks=outlooks),
    )
