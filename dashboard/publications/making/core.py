"""Protected tables for a publication, or a refusal."""

import time
from dataclasses import dataclass, replace
from datetime import date

from dashboard.domain.publications.protected import CellMark, ProtectedFigures
from dashboard.domain.publications.publishing import DraftEvidence, Waiting
from dashboard.publications.making.chain import Told
from dashboard.publications.making.material import Material
from dashboard.publications.making.proofs import KeptBlock, blocks_text
from dashboard.publications.making.seeds import seed_of
from dashboard.publications.protecting import Rules, SessionCounts
from dashboard.publications.protecting.ranges import BlockCounts, ProtectedBlock
from dashboard.publications.protecting.ranges.adding import (
    Addition,
    addition,
    joined,
    nothing,
    split,
)
from dashboard.publications.protecting.ranges.changes import Entered, HeldSession
from dashboard.publications.protecting.ranges.choosing import best
from dashboard.publications.protecting.ranges.totals import FrozenBlock

Made = list[tuple[BlockCounts, ProtectedBlock]]


class UnsafeError(Exception):
    """No protection of the first block passed the audit."""


@dataclass(frozen=True, slots=True)
class BuiltFigures:
    """The tables, the audit's evidence, and the proofs, which are never published.

    ``counts`` are the sessions in the tables. Of ``late`` and ``outdated``, see ``Addition``; of
    ``entry`` and ``waiting``, see ``Exact``.
    """

    tables: ProtectedFigures
    counts: SessionCounts
    late: int
    outdated: bool
    evidence: DraftEvidence
    proofs: bytes
    entry: int | None = None
    waiting: tuple[HeldSession, ...] = ()


def protected(
    material: Material,
    told: Told,
    hidden_up_to: int,
    *,
    since: Entered | None = None,
    secret: str = "",
) -> BuiltFigures:
    """Protect what the counts add to all that was told; that stays as it is.

    A block whose totals could not be told exactly waits for the next one, unless it is the first.
    The threshold is never lower than that of what was told: blocks keep the rules that they had.
    Ranges are drawn from the ``secret``, or without one by chance.

    Raises:
        UnsafeError: The audit failed for the first block.
        ValueError: The counts are impossible.
    """
    begun = time.monotonic()
    most = max(hidden_up_to, told.hidden_up_to)
    before = told.counts or nothing(date.min, material.counts.ages)
    new = addition(before, material.counts, material.axes, since)
    rules = Rules(most, seed_of(secret, before, new.counts, material.axes, most))
    types = told.chain.venue_types(new.counts, material.axes, rules)
    made = _blocks(told, new.counts, BlockCounts(new.counts, material.axes, types, rules))
    if not made and told.counts is None and new.counts.tallies:
        raise UnsafeError
    waits = _waits(new, made, material.data_as_of, before.as_of)
    chain, counts = told.chain, before
    entry, waiting = new.entry, new.waiting
    for block, found in made:
        chain = chain.with_one(FrozenBlock(block, found.shown))
    if made:
        counts = joined(before, new.counts)
    elif waits is Waiting.NOTHING_NEW:
        counts = replace(before, as_of=material.data_as_of)
    else:
        entry, waiting = told.entry, told.waiting
    tables = chain.figures(counts, material.axes, types, most)
    return BuiltFigures(
        tables,
        counts,
        new.late if made else 0,
        new.outdated,
        replace(
            _evidence(tables, made, waits, seconds=round(time.monotonic() - begun, 1)),
            added=_sessions(made) if told.counts else 0,
        ),
        blocks_text([KeptBlock(types, found.shown, found.witnesses) for _, found in made]),
        entry,
        waiting,
    )


def _blocks(told: Told, counts: SessionCounts, whole: BlockCounts) -> Made:
    """The blocks of these counts, each beside those before it; none if one of them must wait."""
    chain, made = told.chain, []
    for number, part in enumerate(split(counts)):
        rules = replace(whole.rules, seed=whole.rules.seed ^ number)
        block = replace(whole, counts=part, rules=rules)
        found = best(block, chain.past(block))
        if found is None or (told.counts is not None and not found.ready):
            return []
        made.append((block, found))
        chain = chain.with_one(FrozenBlock(block, found.shown))
    return made


def _waits(new: Addition, made: Made, day: date, last: date) -> Waiting | None:
    if made:
        return None
    if new.counts.tallies:
        return Waiting.TOO_FEW
    return Waiting.OPEN_QUARTER if day <= last else Waiting.NOTHING_NEW


def _sessions(made: Made) -> int:
    return sum(tally.sessions for block, _ in made for tally in block.counts.tallies)


def _evidence(
    tables: ProtectedFigures,
    made: Made,
    waits: Waiting | None,
    *,
    seconds: float,
) -> DraftEvidence:
    marks = [cell.mark for table in tables.tables for cell in table.cells]
    needs = sum(found.evidence.needs for _, found in made)
    return DraftEvidence(
        cells=len(marks),
        hidden=marks.count(CellMark.HIDDEN),
        carried=marks.count(CellMark.CARRIED),
        checked=needs,
        proved=needs,
        witnesses=sum(found.evidence.witnesses for _, found in made),
        seconds=seconds,
        ranged=marks.count(CellMark.RANGE),
        waits=waits or "",
    )
