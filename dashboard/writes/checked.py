"""Findings that somebody confirmed as right, stored by key."""

from collections.abc import Sequence
from datetime import date

import orjson
from sqlalchemy import Connection

from dashboard.domain.sessions.checked import CheckedRecord
from dashboard.queries.sessions.checked import SUBJECT, every_checked
from dashboard.tables import CheckedFinding
from dashboard.writes import plain_rows
from dashboard.writes.changes import Changes

__all__ = ["SUBJECT", "existing", "save"]


def existing(connection: Connection, records: Sequence[CheckedRecord]) -> dict[str, CheckedRecord]:
    """The confirmations stored under the keys of these records."""
    keys = [record.key for record in records]
    return {one.key: one for one in every_checked(connection, CheckedFinding.key.in_(keys))}


def save(connection: Connection, changes: Changes[CheckedRecord]) -> set[date]:
    """Write new and changed confirmations and delete others."""
    return plain_rows.save(connection, CheckedFinding, ["key"], changes, _row)


def _row(record: CheckedRecord) -> dict[str, str]:
    return {
        "key": record.key,
        "rule": record.rule,
        "sessions": orjson.dumps(record.references).decode(),
        "venue": record.venue,
        "state": record.state,
        "reason": record.reason,
    }
