"""The desk of administrators: reference data added, edited, taken out, and venues merged."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Engine

from dashboard.database import reading
from dashboard.desk import merging, values
from dashboard.desk.reference_outcomes import ReferenceOutcome
from dashboard.desk.shelves import shelf_of
from dashboard.domain.reference.reference import RecordKind, StoredRecord
from dashboard.writes.service import changing

__all__ = ["ReferenceDesk", "ReferenceOutcome"]


class ReferenceDesk:
    """What one administrator does to reference data; ``today`` is the day where the project is.

    Cells are by column code, as a file states them. What is so already is done. What changes
    figures of the past is done only ``knowing`` it: the warnings say what it does.

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
        """A new record; a venue gets the next code of its type, others one made from the label."""
        with changing(self._engine, self._author) as writer:
            return values.add(writer, self._today, shelf_of(kind), cells, knowing=knowing)

    def edit(
        self,
        kind: RecordKind,
        key: str,
        version: str,
        cells: Mapping[str, str],
        *,
        knowing: bool = False,
    ) -> ReferenceOutcome:
        """A record as all its cells state it, over the version that its editor saw."""
        with changing(self._engine, self._author) as writer:
            seen = values.SeenRecord(shelf_of(kind), key, version)
            return values.edit(writer, self._today, seen, cells, knowing=knowing)

    def remove(
        self, kind: RecordKind, key: str, version: str, *, knowing: bool = False
    ) -> ReferenceOutcome:
        """A record that nothing uses goes; its history stays."""
        with changing(self._engine, self._author) as writer:
            seen = values.SeenRecord(shelf_of(kind), key, version)
            return values.remove(writer, self._today, seen, knowing=knowing)

    def restore(
        self, kind: RecordKind, key: str, version: str, entry_id: int, *, knowing: bool = False
    ) -> ReferenceOutcome:
        """A record as it was before an entry of the log, over the version that was seen.

        That is empty for one that is gone. What would differ is told first, and done ``knowing``.
        """
        with changing(self._engine, self._author) as writer:
            seen = values.SeenRecord(shelf_of(kind), key, version)
            return values.restore(writer, self._today, seen, entry_id, knowing=knowing)

    def merge(
        self, code: str, into: str, versions: Mapping[str, str], *, knowing: bool = False
    ) -> ReferenceOutcome:
        """A venue goes into another of its type, with its sessions; its code goes on leading there.

        ``versions`` are those seen of both.
        """
        with changing(self._engine, self._author) as writer:
            return merging.merge(writer, code, into, versions, knowing=knowing)

    def unmerge(self, code: str, *, knowing: bool = False) -> ReferenceOutcome:
        """A merged venue is there again, with the sessions that went along and stayed."""
        with changing(self._engine, self._author) as writer:
            return merging.unmerge(writer, code, knowing=knowing)
