"""Exact counts as the tables that an audience may see.

Youth and others are two sets that never mix: each has a total, and its own partitions of it by
month, language, venue type and age group (a group is all youth or has none). A sum of both is
shown where both are: otherwise the difference would tell the one that is hidden.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.domain.periods import months_between
from dashboard.domain.progress import Tally
from dashboard.domain.vocabulary import Vocabulary
from dashboard.privacy import Cell, hide
from dashboard.queries.counts import Count, Counts


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """The totals and the tables; a count is ``None`` when hidden."""

    participations: int | None
    youth: int | None
    by_month: tuple[Tally, ...]
    by_language: tuple[Tally, ...]
    by_venue_type: tuple[Tally, ...]
    by_age_group: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows in display order; ``attended`` when each of their sessions has a participation."""

    codes: tuple[str, ...]
    rows: tuple[Count, ...]
    attended: bool

    @classmethod
    def of(cls, counts: Mapping[str, Count], codes: Iterable[str], *, attended: bool) -> "_Table":
        codes = tuple(codes)
        return cls(codes, tuple(counts.get(code, Count()) for code in codes), attended)

    def youth(self) -> list[Cell]:
        return [self._cell(row.youth, row.others, row.sessions) for row in self.rows]

    def others(self) -> list[Cell]:
        return [self._cell(row.others, row.youth, row.sessions) for row in self.rows]

    def tallies(
        self, youth: Iterable[int | None], others: Iterable[int | None]
    ) -> tuple[Tally, ...]:
        shown = zip(self.codes, self.rows, youth, others, strict=True)
        return tuple(Tally(code, row.sessions, _sum(y, o), y) for code, row, y, o in shown)

    def _cell(self, count: int, beside: int, sessions: int) -> Cell:
        return Cell(count, max(1, sessions - beside) if self.attended else 1)


def breakdowns(counts: Counts, vocabulary: Vocabulary, *, by_age: bool, maximum: int) -> Breakdowns:
    """Every code in display order, zeros included; counts of 1 to ``maximum`` are hidden.

    ``by_age``: an age filter keeps only sessions with a participation that counts, so that a
    number of sessions tells the least that their participations can be.
    """
    tables = (
        _Table.of(counts.by_month, _months(counts), attended=by_age),
        _Table.of(counts.by_language, vocabulary.languages.codes, attended=by_age),
        _Table.of(counts.by_venue_type, vocabulary.venue_types.codes, attended=by_age),
        _Table.of(counts.by_age_group, vocabulary.ages.codes, attended=True),
    )
    youth = hide([table.youth() for table in tables], maximum)
    others = hide([table.others() for table in tables], maximum)
    shown = zip(tables, youth.partitions, others.partitions, strict=True)
    return Breakdowns(
        _sum(youth.total, others.total),
        youth.total,
        *(table.tallies(of_youth, of_others) for table, of_youth, of_others in shown),
    )


def _months(counts: Counts) -> tuple[str, ...]:
    """From the first to the last month with a kept session, without a hole."""
    held = [month for month, count in counts.by_month.items() if count.sessions]
    return months_between(min(held), max(held)) if held else ()


def _sum(youth: int | None, others: int | None) -> int | None:
    return None if youth is None or others is None else youth + others
