"""Entries at the end of the audit log."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from dashboard.domain.shared.trail import TrailEntry, digest
from dashboard.tables import AuditEntry, DataState
from dashboard.writes.bulk import insert_rows

COLUMNS = (*TrailEntry.__dataclass_fields__, "digest")


class RecordDifference(NamedTuple):
    """A record before and after a change, as JSON; ``None`` where there is none."""

    subject: str
    key: str
    before: str | None
    after: str | None


def append(
    connection: Connection,
    author: str,
    import_id: int | None,
    differences: Iterable[RecordDifference],
) -> None:
    """Append the log entries of one write; the writer must hold the turn (see ``take_turn``)."""
    number, last = connection.execute(select(DataState.audit_entries, DataState.audit_digest)).one()
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    rows = []
    for number, (subject, key, before, after) in enumerate(differences, start=number + 1):  # noqa: B020
        entry = TrailEntry(number, at, author, subject, key, before, after, import_id)
        last = digest(last, entry)
        rows.append((number, at, author, subject, key, before, after, import_id, last))
    insert_rows(connection, AuditEntry, COLUMNS, rows)
    connection.execute(update(DataState).values(audit_entries=number, audit_digest=last))
