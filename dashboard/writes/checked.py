"""Findings that somebody confirmed as right, stored by key."""

from collections.abc import Sequence
from datetime import date

import orjson
from sqlalchemy import Connection, delete, insert, update

from dashboard.domain.sessions.checked import CheckedRecord
from dashboard.queries.sessions.checked import SUBJECT, every_checked
from dashboard.tables import CheckedFinding
from dashboard.writes.changes import Changes

__all__ = ["SUBJECT", "existing", "save"]


def existing(connection: Connection, records: Sequence[CheckedRecord]) -> dict[str, CheckedRecord]:
    """The confirmations stored under the keys of these records."""
    keys = [record.key for record in records]
    return {one.key: one for one in every_checked(connection, CheckedFinding.key.in_(keys))}


def save(connection: Connection, changes: Changes[CheckedRecord]) -> set[date]:
    """Write new and changed confirmations and delete others; no tally depends on them."""
    for record in changes.added:
        connection.execute(insert(CheckedFinding).values(key=record.key, **_row(record)))
    for _, record in changes.changed:
        this = CheckedFinding.key == record.key
        connection.execute(update(CheckedFinding).where(this).values(**_row(record)))
    for record in changes.removed:
        connection.execute(delete(CheckedFinding).where(CheckedFinding.key == record.key))
    return set()


def _row(record: CheckedRecord) -> dict[str, str]:
    return {
        "rule": record.rule,
        "sessions": orjson.dumps(record.references).decode(),
        "venue": record.venue,
        "state": record.state,
        "reason": record.reason,
    }
