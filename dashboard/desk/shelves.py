"""Where the records of each kind of reference data are checked and stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from dashboard.domain.reference.fields import RecordKind
from dashboard.domain.reference.kinds import FACILITATORS, TARGETS, VENUES
from dashboard.domain.reference.stored import StoredRecord
from dashboard.domain.shared.records import (
    Record,
    ReferenceRecord,
    TargetRecord,
    TrainingRecord,
    VenueRecord,
)
from dashboard.importers.facilitators import SUBJECT as FACILITATOR_FILES
from dashboard.importers.subject import Subject
from dashboard.importers.targets import SUBJECT as TARGET_FILES
from dashboard.importers.terms import subject_of
from dashboard.importers.venues import SUBJECT as VENUE_FILES
from dashboard.queries.reference.reference import held


@dataclass(frozen=True, slots=True)
class Shelf:
    """The records of one kind."""

    kind: RecordKind
    subject: Subject[Any]

    def find(self, connection: Connection, key: str) -> Any | None:  # noqa: ANN401 - one of its kind
        """The record under a key, as the database has it."""
        named = _named(self.kind.code, key)
        return self.subject.store.existing(connection, [named]).get(key) if named else None

    def all(self, connection: Connection) -> tuple[StoredRecord, ...]:
        """All records, in their order."""
        return held(connection, self.kind.code)


def shelf_of(kind: RecordKind) -> Shelf:
    """The shelf of a kind; venues, targets and facilitators use the columns of their files."""
    files: dict[str, Subject[Any]] = {
        VENUES: VENUE_FILES,
        TARGETS: TARGET_FILES,
        FACILITATORS: FACILITATOR_FILES,
    }
    return Shelf(kind, files.get(kind.code) or subject_of(kind))


def _named(kind: str, key: str) -> Record | None:
    """A record of which only the key is known."""
    if kind == VENUES:
        return VenueRecord(key, "")
    first, _, second = key.partition(" ")
    if kind == FACILITATORS:
        return TrainingRecord(first, second)
    if kind != TARGETS:
        return ReferenceRecord(key, {})
    try:
        return TargetRecord(first, 0, date.min, date.fromisoformat(second))
    except ValueError:
        return None
