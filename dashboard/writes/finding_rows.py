"""The rows of what is to fix, and how many of them are not marked as right."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, select

from dashboard.domain.sessions.hits import Hit
from dashboard.queries.sessions.findings.kept import KeptRow, rows_of, since
from dashboard.queries.shared.given import given_texts
from dashboard.tables import FindingTally, KeptFinding
from dashboard.writes.bulk import insert_rows
from dashboard.writes.sums import add

DROPPED_AT_ONCE = 10_000


class FindingRows:
    """The rows, as one writer changes them; call ``tally`` when all are written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._opened = Counter[tuple[str, date]]()

    def keep(self, hits: Sequence[Hit]) -> None:
        """Write the rows of what was found, which has none yet."""
        self.write(rows_of(self._connection, hits))

    def write(self, rows: Sequence[KeptRow]) -> None:
        """Write rows that are not there yet."""
        for row in rows:
            if not row.checked:
                self.opened(row.rule, row.held_on, 1)
        insert_rows(self._connection, KeptFinding, KeptRow._fields, rows)

    def opened(self, rule: str, day: date, count: int) -> None:
        """Count rows of one rule and day that are not marked as right; negative: those gone."""
        self._opened[rule, since(rule, day)] += count

    def drop(self, references: Collection[str], *these: ColumnElement[bool]) -> None:
        """Delete the rows of these sessions, or those among them of which ``these`` hold."""
        every = list(references)
        for at in range(0, len(every), DROPPED_AT_ONCE):
            some = given_texts(self._connection, every[at : at + DROPPED_AT_ONCE])
            self.delete(KeptFinding.reference.in_(select(some.c.text)), *these)

    def delete(self, *these: ColumnElement[bool]) -> None:
        """Delete the rows of which all ``these`` hold."""
        kept = KeptFinding
        gone = delete(kept).where(*these).returning(kept.rule, kept.held_on, kept.checked)
        for rule, day, checked in self._connection.execute(gone):
            if not checked:
                self.opened(rule, day, -1)

    def tally(self) -> None:
        """Add to the tallies what was counted since."""
        add(self._connection, FindingTally, self._opened)
        self._opened.clear()
