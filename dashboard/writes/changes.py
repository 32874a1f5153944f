"""Tell new, changed and unchanged records apart, batch by batch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection

from dashboard.domain.shared.records import Record
from dashboard.writes.cells import TallyCell

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Changes(Generic[R]):
    """What a batch would change; ``changed`` pairs the record in the database with the new one."""

    added: tuple[R, ...] = ()
    changed: tuple[tuple[R, R], ...] = ()
    unchanged: int = 0
    removed: tuple[R, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def count(self) -> int:
        """How many records it touches."""
        return len(self.added) + len(self.changed) + len(self.removed)

    def pairs(self) -> Iterator[tuple[R | None, R | None]]:
        """Each record before and after the change; ``None`` where it does not exist."""
        yield from ((None, record) for record in self.added)
        yield from self.changed
        yield from ((record, None) for record in self.removed)


class Store(Protocol[R]):
    """How one kind of record is read and written."""

    def existing(self, connection: Connection, records: Sequence[R]) -> dict[str, R]:
        """The records in the database that have the same keys as these."""

    def save(self, connection: Connection, changes: Changes[R]) -> Iterable[date | TallyCell]:
        """Write new and changed records; return whatever tallies must be counted again.

        A day stands for all of its cells.
        """


def compare(
    connection: Connection, store: Store[R], records: Sequence[R], kept: Sequence[str] = ()
) -> Changes[R]:
    """Compare the records with those in the database; write nothing.

    The fields ``kept`` keep their value from the database.
    """
    known = store.existing(connection, records)
    added, changed = [], []
    for record in records:
        before = known.get(record.key)
        if before is None:
            added.append(record)
            continue
        after = (
            replace(record, **{name: getattr(before, name) for name in kept}) if kept else record
        )
        if before != after:
            changed.append((before, after))
    unchanged = len(records) - len(added) - len(changed)
    return Changes(tuple(added), tuple(changed), unchanged)
