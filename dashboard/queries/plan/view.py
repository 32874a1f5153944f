"""What the view of the action plan shows, and what other views use of it."""

from sqlalchemy import Connection

from dashboard.domain.plan.capacity import Capacity, TrainedPeople
from dashboard.domain.plan.plan import Plan
from dashboard.queries.answers import Answers
from dashboard.queries.plan.plan import capacity_shown, people_and_capacity, plan
from dashboard.queries.shared.reading import Reading

CAPACITY_BYTES, ROW_BYTES = 2000, 300
"""Of a capacity; of a month ahead in a language, or of a day on which a training ended."""


def plan_view(answers: Answers, query: str) -> tuple[Reading, Plan]:
    """Answer with the action plan and the people to lead its sessions."""
    with answers.reading(query) as (connection, now):
        return now, plan(connection, now.filters, now.vocabulary, now.today)


def kept_capacity(answers: Answers, connection: Connection, now: Reading) -> Capacity:
    """The capacity to lead sessions, cached for each day and edition of the data."""
    end = now.filters.range.end
    _, found = answers.keep(
        now.state,
        people_and_capacity,
        lambda: people_and_capacity(connection, end, now.vocabulary, now.today),
        now.today,
        end,
        weigh=weight_of,
    )
    return capacity_shown(found, now.filters)


def weight_of(found: tuple[tuple[TrainedPeople, ...], Capacity]) -> int:
    """About as many bytes as ``keeping.weight`` says after it has looked at all fields."""
    people, capacity = found
    rows = [len(one.months) for one in capacity.outlooks] + [len(one.steps) for one in people]
    return CAPACITY_BYTES + ROW_BYTES * sum(rows)
