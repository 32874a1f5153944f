"""Targets as dated revisions."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, delete, insert, update

from dashboard.domain.shared.records import TargetRecord
from dashboard.queries.reference.reference import targets
from dashboard.tables import TargetRevision
from dashboard.writes.changes import Changes


def existing(connection: Connection, records: Sequence[TargetRecord]) -> dict[str, TargetRecord]:
    """All revisions of these records' indicators."""
    found = targets(connection, {record.indicator for record in records})
    return {record.key: record for record in found}


def save(connection: Connection, changes: Changes[TargetRecord]) -> set[date]:
    """Write new revisions and corrected ones, remove others; no tally depends on them."""
    if changes.added:
        connection.execute(insert(TargetRevision), [_row(record) for record in changes.added])
    for _, after in changes.changed:
        connection.execute(
            update(TargetRevision)
            .where(
                TargetRevision.indicator == after.indicator,
                TargetRevision.effective_from == after.effective_from,
            )
            .values(
                value=after.value,
                due=after.due,
                reason_en=after.reason_en,
                reason_fr=after.reason_fr,
            )
        )
    for record in changes.removed:
        connection.execute(
            delete(TargetRevision).where(
                TargetRevision.indicator == record.indicator,
                TargetRevision.effective_from == record.effective_from,
            )
        )
    return set()


def _row(record: TargetRecord) -> dict[str, object]:
    return {
        "indicator": record.indicator,
        "value": record.value,
        "due": record.due,
        "effective_from": record.effective_from,
        "reason_en": record.reason_en,
        "reason_fr": record.reason_fr,
    }
