"""Entries at the end of the audit log."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple, Self

import orjson
from sqlalchemy import Connection, select, update

from dashboard.domain.shared.trail import NAMES, digest_of_values
from dashboard.tables import AuditEntry, DataState
from dashboard.writes.bulk import stream_rows

COLUMNS = (*NAMES, "digest")


class RecordDifference(NamedTuple):
    """A record before and after a change, as JSON; ``None`` where there is none."""

    subject: str
    key: str
    before: str | None
    after: str | None

    @classmethod
    def of(cls, subject: str, key: str, before: object | None, after: object | None) -> Self:
        """Of a record that was so, and is so now."""
        return cls(subject, key, _json(before), _json(after))


def append(
    connection: Connection,
    author: str,
    import_id: int | None,
    differences: Iterable[RecordDifference | tuple[str, str, str | None, str | None]],
) -> None:
    """Append the log entries of one write; the writer must hold the turn (see ``take_turn``).

    Of very many, plain tuples with the values of a ``RecordDifference`` take less time.
    """
    number, last = connection.execute(select(DataState.audit_entries, DataState.audit_digest)).one()
    at = datetime.now(UTC).isoformat(timespec="microseconds")

    def rows() -> Iterator[tuple[Any, ...]]:
        nonlocal number, last
        for subject, key, before, after in differences:
            number += 1
            values = number, at, author, subject, key, before, after, import_id
            last = digest_of_values(last, values)
            yield *values, last

    stream_rows(connection, AuditEntry, COLUMNS, rows())
    connection.execute(update(DataState).values(audit_entries=number, audit_digest=last))


def _json(record: object | None) -> str | None:
    return None if record is None else orjson.dumps(record).decode()
