"""New, changed and unchanged records told apart, batch by batch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection

from dashboard.domain.shared.records import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Changes(Generic[R]):
    """What a batch would change; ``changed`` pairs what is known with what shall be."""

    added: tuple[R, ...] = ()
    changed: tuple[tuple[R, R], ...] = ()
    unchanged: int = 0
    removed: tuple[R, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def pairs(self) -> Iterator[tuple[R | None, R | None]]:
        """Each record as it was and as it shall be; ``None`` where there is none."""
        yield from ((None, record) for record in self.added)
        yield from self.changed
        yield from ((record, None) for record in self.removed)


class Store(Protocol[R]):
    """How one kind of record is kept."""

    def existing(self, connection: Connection, records: Sequence[R]) -> dict[str, R]:
        """What the database holds under the keys of these records."""

    def save(self, connection: Connection, changes: Changes[R]) -> Iterable[date]:
        """Write new and changed records; the days whose tallies this touches."""


def compare(
    connection: Connection, store: Store[R], records: Sequence[R], kept: Sequence[str] = ()
) -> Changes[R]:
    """Set the records beside the database's; nothing is written.

    The fields ``kept`` stay what they are in the database.
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
