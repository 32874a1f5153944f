"""From exact counts to tables that may leave, with the evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.domain.publications.protected import (
    CellMark,
    ProtectedCell,
    ProtectedFigures,
    ProtectedTable,
)
from dashboard.publications.protecting.counts import (
    AxisCodes,
    EarlierCounts,
    Rules,
    SessionCounts,
    checked,
)
from dashboard.publications.protecting.declared import Blank, blanks
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.joint.audit import AuditEvidence, Change, audit
from dashboard.publications.protecting.merging import venue_axis
from tests.support.joint.cover import Cover
from tests.support.joint.moves import Move
from tests.support.joint.protecting import protect
from tests.support.joint.reopening import reopen
from tests.support.joint.system import JointSystem, build


@dataclass(frozen=True, slots=True)
class ProtectionResult:
    """Tables, and whether they may be published; ``moves`` are the proofs, never published."""

    protected: ProtectedFigures
    evidence: AuditEvidence
    moves: tuple[Change, ...]


def publish(
    counts: SessionCounts, words: AxisCodes, rules: Rules, earlier: Sequence[EarlierCounts] = ()
) -> ProtectionResult:
    """Build the declared tables, hide what must be hidden, and audit the result.

    Headline counts are hidden to protect others only if the others can't be proved without that.

    A correction can make a formerly hidden count certain, whatever is published now. If the audit
    finds that, the cells repeat what was published before.

    Raises:
        ValueError: The counts are impossible; see ``checked``.
    """
    checked(counts, words)
    apart = _apart_before(words, earlier)
    venue_types = words.venue_types if apart else venue_axis(counts, words, rules)
    months = {t.month for each in (counts, *(e.counts for e in earlier)) for t in each.tallies}
    tables = blanks(months, words, venue_types)
    system = build(counts, words, tables, rules, earlier)
    for keeping in (True, False):
        cover = protect(system, rules.hidden_up_to, keeping=keeping)
        every = tuple(cover.moves)
        reopen(cover)
        outcome = _outcome(cover, tables, (counts, words, rules, earlier))
        if outcome.evidence.passed:
            return outcome
    cover.moves = list(every)
    cover.hidden = np.ones(len(system.sums), dtype=bool)
    return _outcome(cover, tables, (counts, words, rules, earlier))


def _apart_before(words: AxisCodes, earlier: Sequence[EarlierCounts]) -> bool:
    """Types that were once published one by one stay so: merging them later hides nothing."""
    shown = {
        code
        for each in earlier
        for table in each.protected.tables
        if table.by == ("venue_type",)
        for cell in table.cells
        for code in cell.codes
    }
    return any(code in shown for code in words.sensitive)


def _outcome(
    cover: Cover,
    tables: Sequence[Blank],
    given: tuple[SessionCounts, AxisCodes, Rules, Sequence[EarlierCounts]],
) -> ProtectionResult:
    counts, words, rules, earlier = given
    shown = tuple(_table(table, cover, earlier) for table in tables)
    protected = ProtectedFigures(rules.hidden_up_to, shown)
    moves = tuple(_change(cover.system, move) for move in cover.moves)
    versions = [*((each.counts, each.protected) for each in earlier), (counts, protected)]
    return ProtectionResult(protected, audit(versions, words, rules, moves), moves)


def _change(system: JointSystem, move: Move) -> Change:
    return {
        system.grid.cells[column]: int(change)
        for column, change in zip(move.columns, move.changes, strict=True)
    }


def _table(table: Blank, cover: Cover, earlier: Sequence[EarlierCounts]) -> ProtectedTable:
    shown = dict(_shown(table, earlier))
    return ProtectedTable(
        table.period,
        table.by,
        tuple(_cell(table, codes, cover, shown) for codes in table.cells()),
    )


def _cell(
    table: Blank,
    codes: tuple[str, ...],
    cover: Cover,
    shown: dict[tuple[str, ...], tuple[int, date]],
) -> ProtectedCell:
    at = cover.system.cells.get(Name(table.period, table.by, codes))
    if at is None:
        return ProtectedCell(codes, 0)
    if not cover.hidden[at]:
        return ProtectedCell(codes, cover.system.sums[at].count)
    if codes in shown:
        value, as_of = shown[codes]
        return ProtectedCell(codes, value, CellMark.CARRIED, as_of)
    return ProtectedCell(codes, None, CellMark.HIDDEN)


def _shown(
    table: Blank, earlier: Sequence[EarlierCounts]
) -> Iterator[tuple[tuple[str, ...], tuple[int, date]]]:
    """The latest published value of each cell that was ever open, and its day."""
    for each in earlier:
        for old in each.protected.tables:
            if (old.period, old.by) == (table.period, table.by):
                for cell in old.cells:
                    if cell.mark is CellMark.OPEN and cell.value is not None:
                        yield cell.codes, (cell.value, each.counts.as_of)
