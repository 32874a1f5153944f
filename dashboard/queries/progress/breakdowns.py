"""Turn exact counts into the tables that an audience may see.

Youth and others are counted separately. Each has a total, and each breakdown splits both totals
into rows; an age group is either all youth or has none. The sum of both is shown only where both
are shown: otherwise subtracting the shown one would reveal the hidden one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

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
from dashboard.privacy import CrossedCounts, hide
from dashboard.queries.progress.counts import NONE, Count, Counts

AGES = BREAKDOWNS.index(AGE_GROUP)
GRID = [
    tuple(map(BREAKDOWNS.index, some))
    for some in ((LANGUAGE, VENUE_TYPE), (LANGUAGE, VENUE_TYPE, AGE_GROUP))
]
"""The positions of the breakdowns that the coverage grid counts sessions by."""
PARTICIPATIONS, YOUTH = attrgetter("participations"), attrgetter("youth")
"""Of a count."""
YIELDING = [place for place, one in enumerate(BREAKDOWNS) if one.yields]


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """The totals, and the rows of each breakdown by its code; a count is ``None`` when hidden."""

    participations: int | None
    youth: int | None
    rows: dict[str, tuple[BreakdownRow, ...]]


def breakdowns(
    counts: Counts, blocks: CrossedCounts | None, vocabulary: Vocabulary, *, maximum: int
) -> Breakdowns:
    """Make the rows of every code in display order, zeros included, and hide small counts.

    Small counts are those from 1 to ``maximum``; with 0, nothing is hidden. ``blocks`` are the same
    participations by all breakdowns at once, in the order of ``BREAKDOWNS``; they may be left out
    where no count is small.

    Raises:
        KeyError: A breakdown is declared that has no counts.
        ValueError: The counts of two breakdowns do not have the same sums.
    """
    if not maximum:
        rows = {one.code: exact(one, counts, vocabulary) for one in BREAKDOWNS}
        return Breakdowns(*_totals(counts), rows)
    tables = [_rows(one, counts, vocabulary) for one in BREAKDOWNS]
    young = {age.code for age in vocabulary.ages if age.youth}
    older = {age.code for age in vocabulary.ages if not age.youth}
    youth, others = (
        hide(
            [{code: getattr(row, name) for code, row in table.items()} for table in tables],
            maximum,
            blocks.among(AGES, ages) if blocks else None,
            GRID,
            YIELDING,
        )
        for name, ages in (("youth", young), ("others", older))
    )
    shown = zip(BREAKDOWNS, tables, youth.tables, others.tables, strict=True)
    return Breakdowns(
        _sum(youth.total, others.total),
        youth.total,
        {one.code: _tallies(rows, *sums) for one, rows, *sums in shown},
    )


def _totals(counts: Counts) -> tuple[int, int]:
    """All participations, and the youth among them: the same in each breakdown."""
    tables = [counts[one.dimension].values() for one in BREAKDOWNS]
    found = {(sum(map(PARTICIPATIONS, rows)), sum(map(YOUTH, rows))) for rows in tables}
    if len(found) > 1:
        msg = "partitions of one total must have equal sums"
        raise ValueError(msg)
    return found.pop()


def exact(of: Breakdown, counts: Counts, vocabulary: Vocabulary) -> tuple[BreakdownRow, ...]:
    """The rows of one breakdown, for readers from whom nothing is hidden."""
    rows = _rows(of, counts, vocabulary).items()
    return tuple(
        [BreakdownRow(code, row.sessions, row.participations, row.youth) for code, row in rows]
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
    return {code: found.get(code, NONE) for code in codes}


def _months(counts: Mapping[str, Count]) -> tuple[str, ...]:
    """All months from the first to the last with a kept session."""
    held = [month for month, count in counts.items() if count.sessions]
    return months_between(min(held), max(held)) if held else ()


def _sum(youth: int | None, others: int | None) -> int | None:
    return None if youth is None or others is None else youth + others
