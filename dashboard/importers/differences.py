"""What the records of a file change in the database, counted and told by a few."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from dashboard.domain.shared.records import Record
from dashboard.importers.report import DETAILED, Report, ValueChange
from dashboard.importers.staging import StagedState, Staging
from dashboard.importers.subject import Subject
from dashboard.writes.changes import Changes

EXAMPLES = 20

R = TypeVar("R", bound=Record)


class Differences(Generic[R]):
    """The counts of all records, the first changed values, and the first new records."""

    def __init__(self, subject: Subject[R], staging: Staging[R]) -> None:
        self._subject = subject
        self._staging = staging
        self._changes: list[ValueChange] = []
        self._examples: list[dict[str, str]] = []
        self._added = self._changed = self._unchanged = self._count = 0

    def add(self, changes: Changes[R], new: Sequence[StagedState]) -> None:
        """Count some records: what they change, and those that are new beside that."""
        found = [change for pair in changes.changed for change in self._of(*pair)]
        self._changes.extend(found[: DETAILED - len(self._changes)])
        missing = EXAMPLES - len(self._examples)
        examples = [*changes.added[:missing], *(self._staging.read(n.state) for n in new[:missing])]
        private = dict.fromkeys(self._subject.private, "")
        self._examples.extend(record.cells() | private for record in examples[:missing])
        self._added += len(changes.added) + len(new)
        self._changed += len(changes.changed)
        self._unchanged += changes.unchanged
        self._count += len(found)

    def told_in(self, report: Report) -> Report:
        """The report with them."""
        return replace(
            report,
            added=self._added,
            changed=self._changed,
            unchanged=self._unchanged,
            change_count=self._count,
            changes=tuple(self._changes),
            examples=tuple(self._examples),
        )

    def _of(self, before: R, after: R) -> Iterator[ValueChange]:
        name, old, new = self._subject.name(before), before.cells(), after.cells()
        for column in new | old:
            values = old.get(column, ""), new.get(column, "")
            if values[0] != values[1]:
                private = column in self._subject.private
                yield ValueChange(after.key, name, column, *(("", "") if private else values))
