"""Protected tables for a publication, or a refusal."""

import time
from dataclasses import dataclass, replace
from datetime import date
from secrets import randbits

from dashboard.domain.publications.protected import CellMark, ProtectedFigures
from dashboard.domain.publications.publishing import DraftEvidence, Waiting
from dashboard.publications.making.chain import Told, block_after
from dashboard.publications.making.material import Material
from dashboard.publications.making.proofs import KeptBlock, block_text
from dashboard.publications.protecting import Rules, SessionCounts
from dashboard.publications.protecting.ranges import BlockCounts, ProtectedBlock
from dashboard.publications.protecting.ranges.adding import (
    Addition,
    addition,
    joined,
    nothing,
)
from dashboard.publications.protecting.ranges.choosing import SEED_BITS, best
from dashboard.publications.protecting.ranges.totals import FrozenBlock


class UnsafeError(Exception):
    """No protection of the first block passed the audit."""


@dataclass(frozen=True, slots=True)
class BuiltFigures:
    """The tables, the audit's evidence, and the proofs, which are never published.

    ``counts`` are the sessions in the tables. Of ``late`` and ``outdated``, see ``Addition``.
    """

    tables: ProtectedFigures
    counts: SessionCounts
    late: int
    outdated: bool
    evidence: DraftEvidence
    proofs: bytes


def protected(material: Material, told: Told, hidden_up_to: int) -> BuiltFigures:
    """Protect what the counts add to all that was told; that stays as it is.

    A block whose totals could not be told exactly waits for the next one, unless it is the first.

    Raises:
        UnsafeError: The audit failed for the first block.
        ValueError: The counts are impossible.
    """
    begun = time.monotonic()
    rules = Rules(max(hidden_up_to, told.hidden_up_to), randbits(SEED_BITS))
    before = told.counts or nothing(date.min, material.counts.ages)
    new = addition(before, material.counts, material.axes)
    block = block_after(told, new.counts, material.axes, rules)
    found = best(block, told.chain.past(block)) if new.counts.tallies else None
    if found is None and told.counts is None and new.counts.tallies:
        raise UnsafeError
    if found and told.counts is not None and not found.ready:
        found = None
    waits = _waits(new, found, material.data_as_of, before.as_of)
    chain, counts = told.chain, before
    if found:
        chain = chain.with_one(FrozenBlock(block, found.shown))
        counts = joined(before, new.counts)
    elif waits is Waiting.NOTHING_NEW:
        counts = replace(before, as_of=material.data_as_of)
    tables = chain.figures(counts, material.axes, block.venue_types, rules.hidden_up_to)
    return BuiltFigures(
        tables,
        counts,
        new.late if found else 0,
        new.outdated,
        _evidence(tables, found, waits, seconds=round(time.monotonic() - begun, 1)),
        block_text(_kept(block, found)),
    )


def _waits(new: Addition, found: ProtectedBlock | None, day: date, last: date) -> Waiting | None:
    if found:
        return None
    if new.counts.tallies:
        return Waiting.TOO_FEW
    return Waiting.OPEN_QUARTER if day <= last else Waiting.NOTHING_NEW


def _kept(block: BlockCounts, found: ProtectedBlock | None) -> KeptBlock:
    if found is None:
        return KeptBlock()
    return KeptBlock(block.venue_types, found.shown, found.witnesses)


def _evidence(
    tables: ProtectedFigures,
    found: ProtectedBlock | None,
    waits: Waiting | None,
    *,
    seconds: float,
) -> DraftEvidence:
    marks = [cell.mark for table in tables.tables for cell in table.cells]
    needs = found.evidence.needs if found else 0
    return DraftEvidence(
        cells=len(marks),
        hidden=marks.count(CellMark.HIDDEN),
        carried=marks.count(CellMark.CARRIED),
        checked=needs,
        proved=needs,
        witnesses=found.evidence.witnesses if found else 0,
        seconds=seconds,
        ranged=marks.count(CellMark.RANGE),
        waits=waits or "",
    )
