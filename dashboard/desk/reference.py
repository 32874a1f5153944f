"""The desk of administrators: reference data added, edited, taken out, and venues merged."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Engine

from dashboard.database import reading
from dashboard.desk import merging, reference_changes
from dashboard.desk.reference_outcomes import ReferenceOutcome
from dashboard.desk.shelves import shelf_of
from dashboard.domain.reference.fields import RecordKind
from dashboard.domain.reference.stored import StoredRecord
from dashboard.writes.service import changing

__all__ = ["ReferenceDesk", "ReferenceOutcome"]


class ReferenceDesk:
    """What one administrator does to reference data; ``today`` is the day where the project is.

    Cells are given by column code, written as in a file. Repeating a change succeeds. A change that
    alters past figures is made only ``knowing`` it: the warnings say what it does.

    Every method may raise ``sqlalchemy.exc.SQLAlchemyError``: nothing was saved then.
    """

    def __init__(self, engine: Engine, author: str, today: date) -> None:
        self._engine = engine
        self._author = author
        self._today = today

    def all(self, kind: RecordKind) -> tuple[StoredRecord, ...]:
        """The records of a kind, in their order."""
        with reading(self._engine) as connection:
            return shelf_of(kind).all(connection)

    def add(
        self, kind: RecordKind, cells: Mapping[str, str], *, knowing: bool = False
    ) -> ReferenceOutcome:
        """Add a record: a venue gets the next code of its type, others one made from the label."""
        with changing(self._engine, self._author) as writer:
            return reference_changes.add(
                writer, self._today, shelf_of(kind), cells, knowing=knowing
            )

    def edit(
        self,
        kind: RecordKind,
        key: str,
        version: str,
        cells: Mapping[str, str],
        *,
        knowing: bool = False,
    ) -> ReferenceOutcome:
        """Replace a record by what all its cells say; ``version`` is the one the editor saw."""
        with changing(self._engine, self._author) as writer:
            seen = reference_changes.SeenRecord(shelf_of(kind), key, version)
            return reference_changes.edit(writer, self._today, seen, cells, knowing=knowing)

    def remove(
        self, kind: RecordKind, key: str, version: str, *, knowing: bool = False
    ) -> ReferenceOutcome:
        """Remove a record that nothing uses; its history stays."""
        with changing(self._engine, self._author) as writer:
            seen = reference_changes.SeenRecord(shelf_of(kind), key, version)
            return reference_changes.remove(writer, self._today, seen, knowing=knowing)

    def restore(
        self, kind: RecordKind, key: str, version: str, entry_id: int, *, knowing: bool = False
    ) -> ReferenceOutcome:
        """Restore a record to its state before a log entry; ``version`` is the one seen.

        The version is empty for a record that is gone. The differences are told first; the restore
        happens when it is repeated ``knowing`` them.
        """
        with changing(self._engine, self._author) as writer:
            seen = reference_changes.SeenRecord(shelf_of(kind), key, version)
            return reference_changes.restore(writer, self._today, seen, entry_id, knowing=knowing)

    def merge(
        self, code: str, into: str, versions: Mapping[str, str], *, knowing: bool = False
    ) -> ReferenceOutcome:
        """Merge a venue and its sessions into another of its type; its code then leads to that one.

        ``versions`` are those seen of both venues.
        """
        with changing(self._engine, self._author) as writer:
            return merging.merge(writer, code, into, versions, knowing=knowing)

    def unmerge(self, code: str, *, knowing: bool = False) -> ReferenceOutcome:
        """Undo a merge: the venue comes back with the sessions that moved and stayed."""
        with changing(self._engine, self._author) as writer:
            return merging.unmerge(writer, code, knowing=knowing)
