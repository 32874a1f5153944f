"""Drafts and publications: the database stores their content, the log only their digests."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, insert, select, update

from dashboard.domain.publications.publishing import Draft, DraftRecord, PublicationRecord
from dashboard.publications.archive.tables import WITHDRAWAL, PublicationRow
from dashboard.queries.publications.publications import record_of
from dashboard.tables import PublicationDraft
from dashboard.writes.changes import Changes

PUBLICATIONS = "publications"


class DraftStore:
    """How drafts are stored; ``new`` is the one being added."""

    def __init__(self, new: Draft | None = None) -> None:
        self._new = new

    def existing(
        self, connection: Connection, records: Sequence[DraftRecord]
    ) -> dict[str, DraftRecord]:
        """The drafts that the database holds under these numbers."""
        wanted = [record.id for record in records]
        rows = connection.execute(
            select(PublicationDraft.__table__).where(PublicationDraft.id.in_(wanted))
        )
        return {str(row.id): record_of(row) for row in rows}

    def save(self, connection: Connection, changes: Changes[DraftRecord]) -> set[date]:
        """Write a new draft, and the outcome of others; no tally depends on them."""
        for record in changes.added:
            connection.execute(insert(PublicationDraft).values(_row(record, self._new)))
        for _, after in changes.changed:
            connection.execute(
                update(PublicationDraft)
                .where(PublicationDraft.id == after.id)
                .values(state=after.state.value, number=after.number)
            )
        return set()


class PublicationStore:
    """How publications are stored; ``content`` is that of the one being added."""

    def __init__(self, content: bytes = b"") -> None:
        self._content = content

    def existing(
        self, connection: Connection, records: Sequence[PublicationRecord]
    ) -> dict[str, PublicationRecord]:
        """The publications that the database holds under these numbers."""
        names = PublicationRecord.__dataclass_fields__
        rows = connection.execute(
            select(*(getattr(PublicationRow, name) for name in names)).where(
                PublicationRow.number.in_([record.number for record in records])
            )
        )
        return {str(row.number): PublicationRecord(*row) for row in rows}

    def save(self, connection: Connection, changes: Changes[PublicationRecord]) -> set[date]:
        """Write a new publication, and withdrawals; no tally depends on them."""
        for record in changes.added:
            row = asdict(record) | {"content": self._content.decode()}
            connection.execute(insert(PublicationRow).values(row))
        for _, after in changes.changed:
            connection.execute(
                update(PublicationRow)
                .where(PublicationRow.number == after.number)
                .values({name: getattr(after, name) for name in WITHDRAWAL})
            )
        return set()


def _row(record: DraftRecord, draft: Draft | None) -> dict[str, object]:
    if draft is None:
        raise ValueError(record.id)
    return {
        "id": record.id,
        "as_of": record.as_of,
        "note_en": record.note.en,
        "note_fr": record.note.fr,
        "corrects": record.corrects,
        "confirmed": record.confirmed,
        "content": draft.content.decode(),
        "digest": record.digest,
        "basis": draft.basis,
        "exact": draft.exact.decode(),
        "evidence": draft.evidence.decode(),
        "proofs": draft.proofs,
        "prepared_by": record.prepared_by,
        "prepared_at": record.prepared_at,
        "state": record.state.value,
        "number": record.number,
    }
