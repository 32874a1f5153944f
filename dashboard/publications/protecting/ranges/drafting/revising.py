"""Corrections of frozen blocks: what is taken out of which block, and what is said of it.

A session that was cancelled or deleted is taken out. One of another language, venue type or kind is
moved, with the same people. Each is protected like a block, beside all that was shown of its block.

If its people or its month were corrected, the session waits: readers may suppose that most numbers
stayed as they were, and two protected versions of one number tell more than each alone.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.domain.publications.publication import WaitingSessions
from dashboard.publications.protecting.counts import AxisCodes, MonthTally, Rules, SessionCounts
from dashboard.publications.protecting.ranges.auditing.corrections_audit import returns_well
from dashboard.publications.protecting.ranges.drafting.corrected_groups import (
    CorrectedGroup,
    groups,
    is_closed,
    is_moved,
    stays,
)
from dashboard.publications.protecting.ranges.drafting.telling import proved
from dashboard.publications.protecting.ranges.drafting.trying import Tries
from dashboard.publications.protecting.ranges.needs.changes import (
    Correction,
    HeldSession,
    OutSession,
    TriedInVain,
    Withheld,
    alike,
    summed,
    tallied,
)
from dashboard.publications.protecting.ranges.told.corrected import less, tallies_of
from dashboard.publications.protecting.ranges.told.frozen import TakenPart
from dashboard.publications.protecting.ranges.told.totals import Chain


@dataclass(frozen=True, slots=True)
class BlockRevision:
    """What corrections take out of blocks; ``waiting`` are sessions that stay as they were told.

    ``back`` are the numbers of parts that are put back, ``restored`` their sessions. ``out`` are
    the sessions that no later block may count. ``in_vain`` has no proof, as far as was sought.
    """

    taken: tuple[TakenPart, ...] = ()
    waiting: tuple[HeldSession, ...] = ()
    needs: int = 0
    back: tuple[int, ...] = ()
    restored: tuple[MonthTally, ...] = ()
    out: tuple[OutSession, ...] = ()
    in_vain: tuple[TriedInVain, ...] = ()

    @property
    def revises(self) -> bool:
        """Whether anything that was told changes."""
        return bool(self.taken or self.back)

    def of(self, chain: Chain) -> Chain:
        """All that was told so far, less what is taken."""
        chain = chain.with_returned(self.back)
        for each in self.taken:
            chain = chain.without(each)
        return chain

    def less(self, told: SessionCounts) -> SessionCounts:
        """The sessions that were told so far, less those that are taken, and those put back."""
        told = replace(told, tallies=summed((told.tallies, 1), (self.restored, 1)))
        for each in self.taken:
            told = less(told, each.part)
        return told


def revision(  # noqa: PLR0913, PLR0917 - what is told, what is new, and how
    chain: Chain,
    new: SessionCounts,
    corrected: Sequence[Correction],
    rules: Rules,
    words: AxisCodes,
    withheld: Withheld | None = None,
    work: Tries | None = None,
) -> BlockRevision:
    """Take out what can be proved to give nothing away; the rest waits, as it was told.

    ``new`` are the sessions that the same publication adds. What was taken out and is held after
    all is put back, where that gives nothing away either.
    """
    withheld, work = withheld or Withheld(), work or Tries(0)
    free = [pair for pair in corrected if pair[0].key not in withheld.stuck]
    back = returning(chain, withheld, words)
    taken = _taken(chain, back, new, free, rules, words, work)
    parts = tuple(part for _, part in taken)
    if back and not returns_well(chain, back, change_of(chain, new, back, parts)):
        work = work.anew()
        back, taken = (), _taken(chain, (), new, free, rules, words, work)
        parts = tuple(part for _, part in taken)
    gone = {one.key for group, _ in taken for one in group.sessions}
    left = (one for one in withheld.out if one.part is None or one.part not in back)
    out = (
        OutSession(one, number)
        for number, (group, part) in enumerate(taken, start=len(chain.taken))
        for one in group.sessions
        if part.part.arrives is None
    )
    return BlockRevision(
        parts,
        tuple(old for old, _ in corrected if old.key not in gone),
        sum(len(each.part.shown) for each in parts),
        back,
        tallies_of(chain, back),
        (*left, *out),
        work.in_vain,
    )


def _taken(  # noqa: PLR0913, PLR0917 - see above
    chain: Chain,
    back: Sequence[int],
    new: SessionCounts,
    corrected: Sequence[Correction],
    rules: Rules,
    words: AxisCodes,
    work: Tries,
) -> list[tuple[CorrectedGroup, TakenPart]]:
    """What is proved to be taken, while some parts are put back."""
    beside = replace(new, tallies=change_of(chain, new, back, ()))
    chain = chain.with_returned(back)
    return proved(chain, groups(chain, corrected, words), beside, rules, work)


def change_of(
    chain: Chain, new: SessionCounts, back: Sequence[int], taken: Sequence[TakenPart]
) -> tuple[MonthTally, ...]:
    """By how much a publication changes all counts."""
    return summed(
        (new.tallies, 1),
        (tallies_of(chain, back), 1),
        *((each.part.block.counts.tallies, -1) for each in taken),
        *((each.part.arrivals, 1) for each in taken),
    )


def returning(chain: Chain, withheld: Withheld, words: AxisCodes) -> tuple[int, ...]:
    """The parts whose sessions are all held after all, with the same people, as if never taken.

    A block is put back whole or not at all: what it has then was proved when it was published.
    """
    held = {one.key: one for one in withheld.sessions}
    own: dict[int, list[HeldSession]] = defaultdict(list)
    for one in withheld.out:
        if one.part is not None and alike(one.was, held.get(one.was.key)):
            own[one.part].append(one.was)
    found: list[int] = []
    for of in sorted({each.of for each in chain.taken} - chain.joined - chain.closed):
        parts = [at for at, each in enumerate(chain.taken) if each.of == of]
        if all(
            chain.taken[at].part.arrives is None
            and tallied(own[at], words) == chain.taken[at].part.block.counts.tallies
            for at in parts
        ):
            found += parts
    return tuple(found)


def still_waiting(
    chain: Chain, corrected: Sequence[Correction], waiting: Sequence[HeldSession], again: int = 0
) -> WaitingSessions | None:
    """How many of these corrections wait, by what was corrected; ``None`` if none does.

    Those of years that the chain has tightened are counted apart, and so are those of blocks that
    something was put back into. ``again`` so many sessions are not counted, since they were before.
    """
    keys = {one.key for one in waiting}
    kinds = Counter(_what(chain, old, now) for old, now in corrected if old.key in keys)
    kinds["again"] = again
    return WaitingSessions(**kinds) if kinds.total() else None


def _what(chain: Chain, old: HeldSession, now: HeldSession | None) -> str:
    if stays(chain, old):
        return "staying"
    if is_closed(chain, old):
        return "closed"
    if now is None:
        return "cancelled"
    return "moved" if is_moved(old, now) else "other"
