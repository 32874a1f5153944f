"""Protected tables for a publication, or a refusal."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dashboard.domain.publications.protected import ProtectedFigures
from dashboard.domain.publications.publication import CellRevision, WaitingSessions
from dashboard.domain.publications.publishing import DraftEvidence, Waiting
from dashboard.domain.shared.periods import month_of
from dashboard.publications.making.chain import Told
from dashboard.publications.making.evidence import Made, evidence, kept_blocks
from dashboard.publications.making.garbage import looked_for_seldom
from dashboard.publications.making.material import Material
from dashboard.publications.making.new_blocks import NewBlocks
from dashboard.publications.making.proofs import blocks_text
from dashboard.publications.making.seeds import seed_of
from dashboard.publications.protecting import Rules, SessionCounts
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.auditing.corrections_audit import (
    still_named,
    still_reached,
)
from dashboard.publications.protecting.ranges.drafting.revising import (
    BlockRevision,
    revision,
    still_waiting,
)
from dashboard.publications.protecting.ranges.drafting.trying import Tries
from dashboard.publications.protecting.ranges.drafting.yearly import Narrowing, years
from dashboard.publications.protecting.ranges.needs.changes import (
    Entered,
    HeldSession,
    OutSession,
    TriedInVain,
    Withheld,
    held_after,
    months_after,
)
from dashboard.publications.protecting.ranges.told.adding import Addition, addition, joined, nothing
from dashboard.publications.protecting.ranges.told.corrected import revised
from dashboard.publications.protecting.ranges.told.frozen import FrozenBlock
from dashboard.publications.protecting.ranges.told.totals import Chain
from dashboard.publications.protecting.ranges.told.year_names import names_of
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks


class UnsafeError(Exception):
    """No protection of the first block passed the audit."""


@dataclass(frozen=True, slots=True)
class BuiltFigures:
    """The tables, the audit's evidence, and the proofs, which are never published.

    ``counts`` are the sessions in the tables. Of ``late`` and ``outdated``, see ``Addition``; of
    ``entry``, ``waiting``, ``out``, ``beside``, ``lost``, ``key_digest`` and ``in_vain``, see
    ``Exact``.
    ``back`` sessions are counted again that were taken out. ``revised`` are the cells with
    corrected sessions. ``waits`` says which corrections are not in the figures, where known.
    ``tightened`` are the fiscal years whose sums are told more narrowly from now on.
    """

    tables: ProtectedFigures
    counts: SessionCounts
    late: int
    outdated: bool
    evidence: DraftEvidence
    proofs: bytes
    entry: int | None
    waiting: tuple[HeldSession, ...]
    revised: tuple[CellRevision, ...]
    waits: WaitingSessions | None
    tightened: tuple[str, ...]
    out: tuple[OutSession, ...]
    beside: tuple[HeldSession, ...]
    back: int
    lost: date | None
    in_vain: tuple[TriedInVain, ...]
    key_digest: str = ""


@looked_for_seldom()
def protected(  # noqa: PLR0913 - of what, beside what, and how
    material: Material,
    told: Told,
    hidden_up_to: int,
    *,
    since: Entered,
    secret: str,
    tighten: bool,
) -> BuiltFigures:
    """Protect what the counts add to all that was told; that stays as it is.

    A block whose totals could not be told exactly waits for the next one, unless it is the first.
    The threshold is never lower than that of what was told: blocks keep the rules that they had.
    Where a restore lost publications, nothing is new or revised that they may have told of.
    Ranges are drawn from the ``secret``, or without one by chance. With ``tighten``, the sums of
    fiscal years that are over get narrower ranges, where that is proved.

    Raises:
        UnsafeError: The audit failed for the first block.
        ValueError: The counts are impossible.
    """
    begun = time.monotonic()
    if told.lost_month:
        since = held_after(told.lost_month, since)
    most = max(hidden_up_to, told.hidden_up_to)
    before = told.counts or nothing(date.min, material.counts.ages)
    new = _added(material, before, since, told.lost_month)
    rules = Rules(most, seed_of(secret, before, new.counts, material.axes, most))
    types = told.chain.venue_types(new.counts, material.axes, rules)
    whole = BlockCounts(new.counts, material.axes, types, rules, first=told.counts is None)
    found, made = _with_corrections(told, new, whole, material.at_risk, since.withheld)
    if not made and told.counts is None and new.counts.tallies:
        raise UnsafeError
    waits = None if found.revises else _waits(new, made, material.data_as_of, before.as_of)
    counts = _counted(material, before, new, found, waits)
    day = max(counts.as_of, material.data_as_of)  # a year is over, though its last sessions wait
    chain = _with_blocks(found.of(told.chain), made)
    narrow = years(chain, day, partial(_seed, secret), told.lost_month) if tighten else Narrowing()
    for year in narrow.years:
        chain = chain.with_year(year)
    tables = chain.figures(counts, material.axes, types, most, material.words.youth)
    is_heard = bool(made) or found.revises or waits is Waiting.NOTHING_NEW
    waiting = found.waiting if is_heard else told.waiting
    back = sum(tally.sessions for tally in found.restored)
    again = _again(since.withheld, told.lost_month) - back
    touched = (*found.taken, *(chain.taken[part] for part in found.back))
    places = {one.place for one in found.out}
    return BuiltFigures(
        tables=tables,
        counts=counts,
        late=new.late if made else 0,
        outdated=bool(waiting) if found.revises else new.outdated,
        evidence=evidence(
            tables,
            made,
            found,
            narrow,
            waits=waits or "",
            is_first=told.counts is None,
            seconds=round(time.monotonic() - begun, 1),
        ),
        proofs=blocks_text(kept_blocks(types, found, made, narrow.years)),
        entry=new.entry if is_heard else told.entry,
        waiting=waiting,
        revised=tuple(CellRevision(*name) for name in revised(touched, tables.tables)),
        waits=still_waiting(chain, new.corrected, found.waiting, again),
        tightened=names_of(chain, narrow.years),
        out=found.out,
        beside=tuple(one for one in new.beside if one.place in places) if made else (),
        back=back,
        lost=told.lost,
        in_vain=found.in_vain,
    )


def _added(material: Material, before: SessionCounts, since: Entered, lost: str) -> Addition:
    """What is counted now and was not told; after a restore, only of the months after the lost."""
    known, now = (months_after(lost, counts) for counts in (before, material.counts))
    return addition(known, now, material.axes, since)


def _counted(
    material: Material,
    before: SessionCounts,
    new: Addition,
    found: BlockRevision,
    waits: Waiting | None,
) -> SessionCounts:
    """The sessions in the tables: those told before, unless blocks or corrections are added."""
    if waits is None:
        return joined(found.less(before), new.counts)
    if waits is Waiting.NOTHING_NEW:
        return replace(before, as_of=material.data_as_of)
    return before


def _with_blocks(chain: Chain, made: Made) -> Chain:
    for block, protection in made:
        chain = chain.with_one(FrozenBlock(block, protection.shown, protection.witnesses))
    return chain


def _with_corrections(
    told: Told, new: Addition, whole: BlockCounts, at_risk: Sequence[str], withheld: Withheld
) -> tuple[BlockRevision, Made]:
    """What corrections take, and the blocks of what is new.

    The corrections wait if these blocks do, or if all people of an age group would be taken. They
    also wait if a block would lose all of a group that its publication was the first to name. The
    blocks are sought first: what they take is not left for corrections.
    """
    chain, search = told.chain, NewBlocks(told.chain, told.counts, at_risk)
    made, in_vain = search.of(whole), told.in_vain
    if told.counts and (made or not new.counts.tallies):
        work = Tries(search.work.spent, in_vain)
        found = revision(chain, new.counts, new.corrected, whole.rules, whole.words, withheld, work)
        in_vain = found.in_vain
        if found.revises:
            then = joined(found.less(told.counts), new.counts)
            if still_reached(told.counts, then) and still_named(found.of(chain), found.taken):
                return found, made
    waiting = tuple(old for old, _ in new.corrected)
    return BlockRevision((), waiting, out=withheld.out, in_vain=in_vain), made


def _again(withheld: Withheld, lost: str) -> int:
    """How many sessions are withheld because they were taken out, and held after all."""
    moved = {one.was.key for one in withheld.out if month_of(one.was.day) <= lost}
    return sum(one.key not in moved for one in withheld.sessions)


def _seed(secret: str, year: YearOfBlocks) -> int:
    """The seed of a year: that of its sessions, as if nothing had been told."""
    whole = year.whole
    told = nothing(date.min, whole.counts.ages)
    return seed_of(secret, told, whole.counts, whole.words, year.hidden_up_to)


def _waits(new: Addition, made: Made, day: date, last: date) -> Waiting | None:
    if made:
        return None
    if new.counts.tallies:
        return Waiting.TOO_FEW
    return Waiting.OPEN_QUARTER if day <= last else Waiting.NOTHING_NEW
