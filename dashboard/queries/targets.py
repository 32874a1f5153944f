"""The target in force on a day."""

from datetime import date

from sqlalchemy import Connection, select

from dashboard.domain.counting import Target
from dashboard.tables import TargetRevision


def target_on(connection: Connection, indicator: str, day: date | None) -> Target | None:
    """The latest revision effective on ``day``; ``None`` before the first one or without a day."""
    if day is None:
        return None
    revision = TargetRevision
    rows = connection.execute(
        select(revision.value, revision.due, revision.effective_from, revision.reason)
        .where(revision.indicator == indicator, revision.effective_from <= day)
        .order_by(revision.effective_from)
    ).all()
    if not rows:
        return None
    value, due, effective_from, reason = rows[-1]
    return Target(value, due, effective_from, start=rows[0].effective_from, reason=reason)
