"""Exact counts as the tables that an audience may see.

Youth and others are two sets that never mix: each has a total, and its own partitions of it, one
a breakdown (an age group is all youth or has none). A sum of both is
shown where both are: otherwise the difference would tell the one that is hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.progress.breakdowns import (
    AGE_GROUP,
    BREAKDOWNS,
    LANGUAGE,
    VENUE_TYPE,
    Breakdown,
)
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.periods import months_between
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.privacy import Block, hide
from dashboard.queries.progress.counts import Count, Counts

AGES = BREAKDOWNS.index(AGE_GROUP)
GRID = [
    tuple(map(BREAKDOWNS.index, some))
    for some in ((LANGUAGE, VENUE_TYPE), (LANGUAGE, VENUE_TYPE, AGE_GROUP))
]
"""The places of what coverage tells sessions of."""
YIELDING = [place for place, one in enumerate(BREAKDOWNS) if one.yields]


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """The totals, and the rows of each breakdown by its code; a count is ``None`` when hidden."""

    participations: int | None
    youth: int | None
    rows: dict[str, tuple[BreakdownRow, ...]]


def breakdowns(
    counts: Counts, blocks: Sequence[Block], vocabulary: Vocabulary, *, maximum: int
) -> Breakdowns:
    """Every code in display order, zeros included; counts of 1 to ``maximum`` are hidden.

    ``blocks`` are the same participations by all breakdowns at once, in their order; they may be
    left out where no count is small.

    Raises:
        KeyError: A breakdown is declared of which there are no counts.
    """
    tables = [_rows(one, counts, vocabulary) for one in BREAKDOWNS]
    youth, others = (
        hide(
            [{code: getattr(row, name) for code, row in table.items()} for table in tables],
            maximum,
            [block for block in blocks if vocabulary.ages[block.codes[AGES]].youth is of_youth],
            GRID,
            YIELDING,
        )
        for name, of_youth in (("youth", True), ("others", False))
    )
    shown = zip(BREAKDOWNS, tables, youth.tables, others.tables, strict=True)
    return Breakdowns(
        _sum(youth.total, others.total),
        youth.total,
        {one.code: _tallies(rows, *sums) for one, rows, *sums in shown},
    )


def _tallies(
    rows: Mapping[str, Count], youth: Mapping[str, int | None], others: Mapping[str, int | None]
) -> tuple[BreakdownRow, ...]:
    return tuple(
        BreakdownRow(code, row.sessions, _sum(youth[code], others[code]), youth[code])
        for code, row in rows.items()
    )


def _rows(of: Breakdown, counts: Counts, vocabulary: Vocabulary) -> dict[str, Count]:
    found = counts[of.dimension]
    codes = of.terms(vocabulary).codes if of.terms else _months(found)
    return {code: found.get(code, Count()) for code in codes}


def _months(counts: Mapping[str, Count]) -> tuple[str, ...]:
    """From the first to the last month with a kept session, without a hole."""
    held = [month for month, count in counts.items() if count.sessions]
    return months_between(min(held), max(held)) if held else ()


def _sum(youth: int | None, others: int | None) -> int | None:
    return None if youth is None or others is None else youth + others
