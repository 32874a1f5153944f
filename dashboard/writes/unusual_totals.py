"""Findings of unusual totals, which depend on the totals of all sessions.

Totals are tallied. When the usual range moves, the sessions between the old and the new bound
follow.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, delete, exists, func, select

from dashboard.database import AnySelect
from dashboard.domain.sessions.findings import FindingRule
from dashboard.domain.sessions.hits import Hit
from dashboard.domain.sessions.outliers import Cell, UsualRange
from dashboard.queries.sessions.findings.recount import is_of, of_sizes, outliers
from dashboard.queries.sessions.findings.sizes import kept_sizes, ranges, sizes, usual_sizes
from dashboard.tables import KeptFinding, OutreachSession, SizeTally, UsualSize, Venue
from dashboard.writes.bulk import insert_rows
from dashboard.writes.finding_rows import FindingRows
from dashboard.writes.sums import add

IS_UNUSUAL = KeptFinding.rule == FindingRule.OUTLIER.value
Size = tuple[str, str, int]
"""The kind, the venue type and the total of a delivered session."""


class UnusualTotals:
    """The tally of totals, which of them are usual, and the rows of those that are not.

    Call ``conclude`` when all sessions are written and counted.
    """

    def __init__(self, connection: Connection, rows: FindingRows) -> None:
        self._connection = connection
        self._rows = rows
        self._sizes = Counter[Size]()
        self._usual: dict[Cell, UsualRange] | None = None

    @property
    def usual(self) -> dict[Cell, UsualRange]:
        """The usual totals before what was counted."""
        if self._usual is None:
            self._usual = usual_sizes(self._connection)
        return self._usual

    def count(
        self, added: Iterable[Size] | Mapping[Size, int], removed: Iterable[Size] = ()
    ) -> None:
        """Count sessions that were written, each or by their numbers, and those removed."""
        self._sizes.update(added)
        self._sizes.subtract(removed)

    def retype(self, venue: str, was: str, now: str) -> None:
        """Compare the sessions of a venue that changed its type with others than before."""
        session = OutreachSession
        there = select(Venue.id).where(Venue.code == venue).scalar_subquery()
        at_it = session.venue_id == there
        counted = select(session.kind, session.total, func.count()).where(
            at_it, session.status == "delivered"
        )
        for kind, total, count in self._connection.execute(
            counted.group_by(session.kind, session.total)
        ):
            self._sizes[kind, was, total] -= count
            self._sizes[kind, now, total] += count
        its_references = select(session.reference).where(at_it)
        self._rows.delete(IS_UNUSUAL, KeptFinding.reference.in_(its_references))
        self._rows.keep(self._found(outliers(at_it)))

    def conclude(self) -> None:
        """Tally what was counted, and let the rows follow what is usual now."""
        if +self._sizes or -self._sizes:
            add(self._connection, SizeTally, self._sizes)
            self._move(ranges(kept_sizes(self._connection)))
        self._sizes.clear()

    def rebuild(self) -> None:
        """Tally the totals of all sessions anew; the rows are left to the caller."""
        self._connection.execute(delete(SizeTally))
        found = sizes(self._connection)
        rows = [
            (*cell, total, n) for cell, of_cell in found.items() for total, n in of_cell.items()
        ]
        columns = ("kind", "venue_type", "total", "sessions")
        insert_rows(self._connection, SizeTally, columns, rows)
        self._write(ranges(found))

    def _move(self, new: dict[Cell, UsualRange]) -> None:
        """Keep the new usual ranges, and let the sessions between old and new bounds follow."""
        old, kept, session = self.usual, KeptFinding, OutreachSession
        if new == old:
            return
        self._write(new)
        self._usual = new
        for cell, usual in new.items():
            was = old.get(cell)
            if was:
                for low, high in _beyond(usual, was):
                    self._rows.delete(
                        IS_UNUSUAL,
                        kept.checked.in_((False, True)),  # so that the index is used
                        kept.rank.between(low, high),
                        exists()
                        .where(session.reference == kept.reference, is_of(cell))
                        .correlate(kept),
                    )
                for low, high in _beyond(was, usual):
                    self._keep_anew(of_sizes(cell, low, high))
            else:
                self._keep_anew(outliers(is_of(cell)))

    def _write(self, usual: dict[Cell, UsualRange]) -> None:
        self._connection.execute(delete(UsualSize))
        rows = [(*cell, one.low, one.high, one.kind, one.venue_type) for cell, one in usual.items()]
        columns = ("kind", "venue_type", "low", "high", "of_kind", "of_venue_type")
        insert_rows(self._connection, UsualSize, columns, rows)

    def _keep_anew(self, statement: AnySelect) -> None:
        """Keep what it finds, in place of rows that were left by changes past the program."""
        hits = self._found(statement)
        self._rows.drop([hit.references[0] for hit in hits], IS_UNUSUAL)
        self._rows.keep(hits)

    def _found(self, statement: AnySelect) -> list[Hit]:
        found = self._connection.execute(statement)
        return [Hit(FindingRule.OUTLIER, (reference,), day, rank) for reference, day, rank in found]


def _beyond(one: UsualRange, other: UsualRange) -> Iterator[tuple[int, int]]:
    """The bounds of what is usual in one range and not in the other."""
    for low, high in (
        (one.low, min(one.high, other.low - 1)),
        (max(one.low, other.high + 1), one.high),
    ):
        if low <= high:
            yield low, high
