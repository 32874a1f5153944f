"""What the audit log says about records, and about the files that sessions came from."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, exists, func, select, update
from sqlalchemy.orm import aliased

from dashboard.database import AnySelect
from dashboard.domain.shared.trail import TrailEntry
from dashboard.importers.sessions import SUBJECT
from dashboard.tables import AuditEntry, ImportRecord, OutreachSession

ENTRIES_AT_ONCE = 20_000
_NAMES = tuple(TrailEntry.__dataclass_fields__)


def entry_of(connection: Connection, subject: str, entry_id: int) -> TrailEntry | None:
    """The log entry of that id, if it is about that kind of record."""
    row = connection.execute(
        _entries().where(AuditEntry.id == entry_id, AuditEntry.subject == subject)
    ).one_or_none()
    return TrailEntry(*row) if row else None


def latest_entry(connection: Connection, reference: str) -> TrailEntry | None:
    """The latest log entry of a session."""
    of_session = (AuditEntry.subject == SUBJECT.code, AuditEntry.key == reference)
    row = connection.execute(
        _entries().where(*of_session).order_by(AuditEntry.id.desc()).limit(1)
    ).one_or_none()
    return TrailEntry(*row) if row else None


def imported_sessions(connection: Connection, import_id: int) -> bool:
    """Whether that import exists and was one of sessions."""
    subject = select(ImportRecord.subject).where(ImportRecord.id == import_id)
    return connection.scalar(subject) == SUBJECT.code


def changed_most(connection: Connection, import_id: int) -> bool:
    """Whether that import added or changed more than half of all sessions that there are."""
    by_it = select(ImportRecord.added + ImportRecord.changed).where(ImportRecord.id == import_id)
    twice = 2 * connection.scalars(by_it).one()
    so_many = select(OutreachSession.id).limit(twice).subquery()  # no more need be counted
    return twice > connection.scalars(select(func.count()).select_from(so_many)).one()


def mark_undone(connection: Connection, import_id: int, author: str) -> None:
    """Record who undid an import; the import itself stays on record."""
    this = (ImportRecord.id == import_id, ImportRecord.undone_by.is_(None))
    connection.execute(update(ImportRecord).where(*this).values(undone_by=author))


def batches(connection: Connection, import_id: int) -> Iterator[Sequence[TrailEntry]]:
    """The changes of an import, in batches; the caller may write between them."""
    last = 0
    while True:
        of_import = (AuditEntry.import_id == import_id, AuditEntry.id > last)
        statement = _entries().where(*of_import).order_by(AuditEntry.id).limit(ENTRIES_AT_ONCE)
        batch = [TrailEntry(*row) for row in connection.execute(statement)]
        if not batch:
            return
        yield batch
        last = batch[-1].id


def touched_later(connection: Connection, import_id: int, most: int) -> Sequence[str]:
    """The references of the first sessions that something changed after the import."""
    later = aliased(AuditEntry)
    same = (later.subject == AuditEntry.subject, later.key == AuditEntry.key)
    return connection.scalars(
        select(AuditEntry.key)
        .where(AuditEntry.import_id == import_id)
        .where(exists().where(*same, later.id > AuditEntry.id))
        .order_by(AuditEntry.id)
        .limit(most)
    ).all()


def _entries() -> AnySelect:
    return select(*(getattr(AuditEntry, name) for name in _NAMES))
