"""Reference values of any kind: rows of a table, with cells written as files write them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from dashboard.domain.shared.records import ReferenceRecord
from dashboard.queries.reference.reference import values
from dashboard.tables import Attendance, Base, OutreachSession
from dashboard.writes.changes import Changes

Cells = Mapping[str, str]


class ReferenceStore:
    """The values of one table of reference data."""

    def __init__(self, name: str) -> None:
        self.table: Table = Base.metadata.tables[name]

    def existing(
        self, connection: Connection, records: Sequence[ReferenceRecord]
    ) -> dict[str, ReferenceRecord]:
        """The values that the database holds under these records' codes."""
        codes = {record.code for record in records}
        return {one.code: one for one in values(connection, self.table.name) if one.code in codes}

    def save(self, connection: Connection, changes: Changes[ReferenceRecord]) -> set[date]:
        """Write new and changed values, remove others; the days whose tallies this touches."""
        if changes.added:
            rows = [self._row(record) for record in changes.added]
            connection.execute(insert(self.table), rows)
        for _, after in changes.changed:
            connection.execute(
                update(self.table)
                .where(self.table.c.code == bindparam("which"))
                .values(self._values(after.values)),
                {"which": after.code},
            )
        codes = [record.code for record in changes.removed]
        if codes:
            connection.execute(delete(self.table).where(self.table.c.code.in_(codes)))
        return set(self._days(connection, changes.changed))

    def _days(
        self, connection: Connection, changed: Iterable[tuple[ReferenceRecord, ReferenceRecord]]
    ) -> Iterable[date]:
        """The days to count again, as they tally the youth."""
        for before, after in changed:
            if self.table.name == "age_groups" and before.values["youth"] != after.values["youth"]:
                yield from connection.scalars(
                    select(OutreachSession.held_on)
                    .join(Attendance, Attendance.session_id == OutreachSession.id)
                    .where(Attendance.age_group == after.code)
                    .distinct()
                )

    def _row(self, record: ReferenceRecord) -> dict[str, object]:
        return {"code": record.code, **self._values(record.values)}

    def _values(self, cells: Cells) -> dict[str, object]:
        return {name: as_value(self.table.c[name], cell) for name, cell in cells.items()}


def as_value(column: Column[Any], cell: str) -> object:
    """Convert a file's cell to the value that the table stores; a blank is ``None`` if allowed."""
    if isinstance(column.type, Boolean):
        return cell == "yes"
    if not cell and column.nullable:
        return None
    if isinstance(column.type, Integer):
        return int(cell)
    if isinstance(column.type, Float):
        return float(cell)
    return date.fromisoformat(cell) if isinstance(column.type, Date) else cell
