"""Exact counts as the tables that an audience may see.

Youth and others are two sets that never mix: each has a total, and its own partitions of it by
month, language, venue type and age group (a group is all youth or has none). A sum of both is
shown where both are: otherwise the difference would tell the one that is hidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.progress.progress import Tally
from dashboard.domain.shared.periods import months_between
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.privacy import Block, hide
from dashboard.queries.progress.counts import Count, Counts

GRID = ((1, 2), (1, 2, 3))
"""Language with venue type, and both with age group: what coverage tells sessions of."""


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """The totals and the tables; a count is ``None`` when hidden."""

    participations: int | None
    youth: int | None
    by_month: tuple[Tally, ...]
    by_language: tuple[Tally, ...]
    by_venue_type: tuple[Tally, ...]
    by_age_group: tuple[Tally, ...]


def breakdowns(
    counts: Counts, blocks: Sequence[Block], vocabulary: Vocabulary, *, maximum: int
) -> Breakdowns:
    """Every code in display order, zeros included; counts of 1 to ``maximum`` are hidden.

    ``blocks`` are the same participations by all four tables at once, in their order; they may be
    left out where no count is small.
    """
    tables = (
        _rows(counts.by_month, _months(counts)),
        _rows(counts.by_language, vocabulary.languages.codes),
        _rows(counts.by_venue_type, vocabulary.venue_types.codes),
        _rows(counts.by_age_group, vocabulary.ages.codes),
    )
    youth, others = (
        hide(
            [{code: getattr(row, name) for code, row in table.items()} for table in tables],
            maximum,
            [block for block in blocks if vocabulary.ages[block.codes[-1]].youth is of_youth],
            GRID,
        )
        for name, of_youth in (("youth", True), ("others", False))
    )
    shown = zip(tables, youth.tables, others.tables, strict=True)
    return Breakdowns(_sum(youth.total, others.total), youth.total, *(_tallies(*t) for t in shown))


def _tallies(
    rows: Mapping[str, Count], youth: Mapping[str, int | None], others: Mapping[str, int | None]
) -> tuple[Tally, ...]:
    return tuple(
        Tally(code, row.sessions, _sum(youth[code], others[code]), youth[code])
        for code, row in rows.items()
    )


def _rows(counts: Mapping[str, Count], codes: Iterable[str]) -> dict[str, Count]:
    return {code: counts.get(code, Count()) for code in codes}


def _months(counts: Counts) -> tuple[str, ...]:
    """From the first to the last month with a kept session, without a hole."""
    held = [month for month, count in counts.by_month.items() if count.sessions]
    return months_between(min(held), max(held)) if held else ()


def _sum(youth: int | None, others: int | None) -> int | None:
    return None if youth is None or others is None else youth + others
