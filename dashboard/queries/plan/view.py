"""What the view of the action plan shows."""

from dashboard.domain.plan.plan import Plan
from dashboard.queries.answers import Answers
from dashboard.queries.plan.plan import plan
from dashboard.queries.shared.reading import Reading


def plan_view(answers: Answers, query: str) -> tuple[Reading, Plan]:
    """The action plan, and the people to lead its sessions."""
    with answers.reading(query) as (connection, now):
        return now, plan(connection, now.filters, now.vocabulary, now.today)
