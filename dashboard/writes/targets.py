"""Targets as dated revisions."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.shared.records import TargetRecord
from dashboard.queries.reference.reference import targets
from dashboard.tables import TargetRevision
from dashboard.writes import plain_rows
from dashboard.writes.changes import Changes


def existing(connection: Connection, records: Sequence[TargetRecord]) -> dict[str, TargetRecord]:
    """All revisions of these records' indicators."""
    found = targets(connection, {record.indicator for record in records})
    return {record.key: record for record in found}


def save(connection: Connection, changes: Changes[TargetRecord]) -> set[date]:
    """Write new revisions and corrected ones, remove others."""
    key = ["indicator", "effective_from"]
    return plain_rows.save(connection, TargetRevision, key, changes, asdict)
