"""What the records of a file change in the database, counted and told by a few."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from dashboard.domain.shared.records import Record
from dashboard.i18n import Text, plural
from dashboard.importers.faults import Remark
from dashboard.importers.report import DETAILED, Report, ValueChange
from dashboard.importers.staging import StagedState, Staging
from dashboard.importers.subject import Subject
from dashboard.writes.changes import Changes

EXAMPLES = 20
FEWEST_MOVED = 3
"""Fewer sessions that move are no sign that a file has another one’s references."""

R = TypeVar("R", bound=Record)


class Differences(Generic[R]):
    """The counts of all records, the first changed values, and the first new records."""

    def __init__(self, subject: Subject[R], staging: Staging[R]) -> None:
        self._subject = subject
        self._staging = staging
        self._changes: list[ValueChange] = []
        self._examples: list[dict[str, str]] = []
        self._added = self._changed = self._unchanged = self._count = self._moved = 0

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
        self._moved += sum(self._is_moved(*pair) for pair in changes.changed)

    def told_in(self, report: Report) -> Report:
        """The report with them; a warning if most rows move known sessions elsewhere."""
        moves = self._moved >= FEWEST_MOVED and self._moved * 2 > report.rows
        warning = (Remark(None, "", _moving(self._moved, report.rows), warns=True),) * moves
        return replace(
            report,
            remarks=(*warning, *report.remarks),
            remark_count=report.remark_count + len(warning),
            added=self._added,
            changed=self._changed,
            unchanged=self._unchanged,
            change_count=self._count,
            changes=tuple(self._changes),
            examples=tuple(self._examples),
        )

    def _is_moved(self, before: R, after: R) -> bool:
        """Whether it gets another day or venue, as another one with its reference has."""
        place = self._subject.place
        return None not in (was := place(before), now := place(after)) and was != now

    def _of(self, before: R, after: R) -> Iterator[ValueChange]:
        name, old, new = self._subject.name(before), before.cells(), after.cells()
        for column in new | old:
            values = old.get(column, ""), new.get(column, "")
            if values[0] != values[1]:
                private = column in self._subject.private
                yield ValueChange(after.key, name, column, *(("", "") if private else values))


def _moving(moved: int, rows: int) -> Text:
    return plural(
        "{count} of {rows} rows gives a known session another date or venue: its reference may be "
        "that of another session. Look at what would change before you import",
        "{count} of {rows} rows give a known session another date or venue: their references may "
        "be those of other sessions. Look at what would change before you import",
        moved,
        rows=rows,
    )
