"""The day to judge progress on, and the target in force on that day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from dashboard.database import AnyRow
from dashboard.domain.shared.counting import Target
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.state import state
from dashboard.tables import TargetRevision

YOUTH = "youth"
"""The indicator that progress is judged by."""


def latest_day_and_target(
    connection: Connection, end: date | None
) -> tuple[date | None, Target | None]:
    """The latest day of the data, and the target of youth on ``end`` or else on that day.

    The target is ``None`` before its first revision, or without a day.
    """
    latest = state(connection).data_as_of
    day = end or latest
    found = by_edition(connection, _revisions)
    rows = [row for row in found if day and row.effective_from <= day]
    if not rows:
        return latest, None
    value, due, since = rows[-1]
    return latest, Target(value, due, since, rows[0].effective_from)


def _revisions(connection: Connection) -> Sequence[AnyRow]:
    """The targets in the order of their days."""
    revision = TargetRevision
    query = select(revision.value, revision.due, revision.effective_from)
    of_it = query.where(revision.indicator == YOUTH).order_by(revision.effective_from)
    return connection.execute(of_it).all()
