"""The history of the targets."""

from functools import cache

from sqlalchemy import Connection, func, select

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.progress.indicators import Revision
from dashboard.domain.shared.vocabulary import Term
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import TargetRevision


def revisions(connection: Connection) -> tuple[Revision, ...]:
    """Every revision of a target, in the order of their days."""
    return by_edition(connection, _every_revision)


def _every_revision(connection: Connection) -> tuple[Revision, ...]:
    return tuple(_revision(row) for row in connection.execute(_revisions()))


def _revision(row: AnyRow) -> Revision:
    reason = Term("", row.reason_en, row.reason_fr)
    return Revision(
        row.indicator, row.effective_from, row.value, row.due, reason=reason, before=row.before
    )


@cache
def _revisions() -> AnySelect:
    """Every revision in the order of days, with the value that it replaced."""
    revision = TargetRevision
    before = func.lag(revision.value).over(
        partition_by=revision.indicator, order_by=revision.effective_from
    )
    return select(
        revision.indicator,
        revision.effective_from,
        revision.value,
        revision.due,
        before.label("before"),
        revision.reason_en,
        revision.reason_fr,
    ).order_by(revision.effective_from, by_text(revision.indicator))
