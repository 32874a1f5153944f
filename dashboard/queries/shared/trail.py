"""The audit log: the history of a record, and whether the log is whole."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from dashboard.database import AnySelect
from dashboard.domain.shared.trail import FIRST, TrailEntry, digest
from dashboard.i18n import Text, text
from dashboard.queries.shared.given import batched
from dashboard.tables import AuditEntry, DataState

STREAMED = 5_000


class End(NamedTuple):
    """How many entries the log has, and the digest of the last one."""

    entries: int
    digest: str


def history(connection: Connection, subject: str, key: str) -> tuple[TrailEntry, ...]:
    """Every change of a record, the latest first."""
    of_record = (AuditEntry.subject == subject, AuditEntry.key == key)
    rows = connection.execute(_entries().where(*of_record).order_by(AuditEntry.id.desc()))
    return tuple(TrailEntry(*row[:-1]) for row in rows)


def latest(connection: Connection, subject: str, key: str) -> TrailEntry | None:
    """The last entry about a record."""
    of_record = (AuditEntry.subject == subject, AuditEntry.key == key)
    statement = _entries().where(*of_record).order_by(AuditEntry.id.desc()).limit(1)
    row = connection.execute(statement).one_or_none()
    return TrailEntry(*row[:-1]) if row else None


def last_changes(
    connection: Connection, subject: str, keys: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """The author and time of each record's last change, as far back as the log goes."""
    found: dict[str, tuple[str, str]] = {}
    for some in batched(keys):
        of_these = (AuditEntry.subject == subject, AuditEntry.key.in_(some))
        ids = select(func.max(AuditEntry.id)).where(*of_these).group_by(AuditEntry.key)
        columns = select(AuditEntry.key, AuditEntry.author, AuditEntry.at)
        rows = connection.execute(columns.where(AuditEntry.id.in_(ids)))
        found |= {key: (author, at) for key, author, at in rows}
    return found


def changed_since(connection: Connection, number: int) -> Iterator[TrailEntry]:
    """The entries after this one, in their order; whoever asks need not read them to the end."""
    some = _entries().order_by(AuditEntry.id).limit(STREAMED)
    while rows := connection.execute(some.where(AuditEntry.id > number)).all():
        yield from (TrailEntry(*row[:-1]) for row in rows)
        number = rows[-1].id


def end_of_log(connection: Connection) -> End:
    """The recorded end of the log; every write updates it beside the log."""
    return End(*connection.execute(select(DataState.audit_entries, DataState.audit_digest)).one())


def ended_with(connection: Connection, entries: int) -> End | None:
    """The end of the log when it had so many entries; ``None`` if it never had."""
    if not entries:
        return End(0, FIRST)
    digest = connection.scalar(select(AuditEntry.digest).where(AuditEntry.id == entries))
    return End(entries, digest) if digest else None


def tampering(connection: Connection) -> Text | None:
    """The first place where the chain of digests breaks; ``None`` when it is whole."""
    last, number = FIRST, 0
    every = _entries().order_by(AuditEntry.id)
    rows = connection.execute(every.execution_options(yield_per=STREAMED))
    for number, row in enumerate(rows, start=1):
        entry = TrailEntry(*row[:-1])
        last = digest(last, entry)
        if (entry.id, row.digest) != (number, last):
            return text(
                "Entry {number} of the audit log is not the one that was written", number=number
            )
    end = end_of_log(connection)
    if end == (number, last):
        return None
    return text(
        "The audit log ends with entry {number}, though {entries} were written",
        number=number,
        entries=end.entries,
    )


def _entries() -> AnySelect:
    names = (*TrailEntry.__dataclass_fields__, "digest")
    return select(*(getattr(AuditEntry, name) for name in names))
