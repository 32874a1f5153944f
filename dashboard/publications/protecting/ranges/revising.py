"""Corrections of frozen blocks: what is taken out of which block, and what is said of it.

A session that was cancelled or deleted is taken out. One of another language, venue type or kind is
moved, with the same people. Each is protected like a block, beside all that was shown of its block.

If its people or its month were corrected, the session waits: readers may suppose that most numbers
stayed as they were, and two protected versions of one number tell more than each alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.publications.protected import ProtectedTable
from dashboard.domain.publications.publication import WaitingSessions
from dashboard.publications.protecting.counts import (
    AxisCodes,
    MonthTally,
    Rules,
    SessionCounts,
)
from dashboard.publications.protecting.declared import members, periods_of
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.changes import Correction, HeldSession, summed
from dashboard.publications.protecting.ranges.frozen import TakenPart
from dashboard.publications.protecting.ranges.taken import Part
from dashboard.publications.protecting.ranges.taken_audit import audit_taking
from dashboard.publications.protecting.ranges.telling import (
    but_for,
    groups,
    is_moved,
    proved,
    stays,
)
from dashboard.publications.protecting.ranges.totals import Chain


@dataclass(frozen=True, slots=True)
class BlockRevision:
    """What corrections take out of blocks; ``waiting`` are sessions that stay as they were told."""

    taken: tuple[TakenPart, ...] = ()
    waiting: tuple[HeldSession, ...] = ()
    needs: int = 0

    def of(self, chain: Chain) -> Chain:
        """All that was told so far, less what is taken."""
        for each in self.taken:
            chain = chain.without(each)
        return chain

    def less(self, told: SessionCounts) -> SessionCounts:
        """The sessions that were told so far, less those that are taken."""
        for each in self.taken:
            told = less(told, each.part)
        return told


def revision(
    chain: Chain,
    new: SessionCounts,
    corrected: Sequence[Correction],
    rules: Rules,
    words: AxisCodes,
) -> BlockRevision:
    """Take out what can be proved to give nothing away; the rest waits, as it was told.

    ``new`` are the sessions that the same publication adds.
    """
    taken = proved(chain, groups(chain, corrected, words), new, rules)
    gone = {one.key for group, _ in taken for one in group.sessions}
    return BlockRevision(
        tuple(part for _, part in taken),
        tuple(old for old, _ in corrected if old.key not in gone),
        sum(len(each.part.shown) for _, each in taken),
    )


def still_waiting(
    chain: Chain, corrected: Sequence[Correction], waiting: Sequence[HeldSession]
) -> WaitingSessions | None:
    """How many of these corrections wait, by what was corrected; ``None`` if none does.

    Those of years that the chain has tightened are counted apart.
    """
    keys = {one.key for one in waiting}
    kinds = Counter(
        "staying" if stays(chain, old) else _what(old, now)
        for old, now in corrected
        if old.key in keys
    )
    return WaitingSessions(**kinds) if kinds else None


def _what(old: HeldSession, now: HeldSession | None) -> str:
    if now is None:
        return "cancelled"
    return "moved" if is_moved(old, now) else "other"


def takes_well(
    chain: Chain, taken: Sequence[TakenPart], told: SessionCounts, now: SessionCounts
) -> bool:
    """Whether what was taken is proved, part by part, and no age group is found unreached."""
    change = summed((now.tallies, 1), (told.tallies, -1))
    for one in taken:
        part = one.part
        if part.given != but_for(part, change):
            return False
        if not audit_taking(chain.taking(one.of, part), part.shown, part.witnesses).passed:
            return False
        chain = chain.without(one)
    return still_reached(told, now)


def less(told: SessionCounts, part: Part) -> SessionCounts:
    """The sessions that were told so far, less those that are taken, with those that were moved."""
    own = part.block.counts.tallies
    return replace(told, tallies=summed((told.tallies, 1), (own, -1), (part.arrivals, 1)))


def still_reached(told: SessionCounts, now: SessionCounts) -> bool:
    """Whether each age group that was reached still is: else all its people were taken."""
    return _reached(told) <= _reached(now)


def revised(taken: Iterable[TakenPart], tables: Iterable[ProtectedTable]) -> Iterator[Name]:
    """The cells that corrected sessions left or joined; whether any people differ is not told."""
    groups = [(one.part.block.counts.tallies, one.part.arrivals) for one in taken]
    for table in tables:
        inside = [
            (left, came)
            for left, came in groups
            if any(table.period in periods_of(tally.month) for tally in left)
        ]
        for cell in table.cells if inside else ():
            name = Name(table.period, table.by, cell.codes)
            if any(_touches(left, name) != _touches(came, name) for left, came in inside):
                yield name


def _touches(tallies: Iterable[MonthTally], name: Name) -> bool:
    return any(
        name.period in periods_of(tally.month)
        and all(
            axis == "age" or getattr(tally, axis) in members(code)
            for axis, code in zip(name.by, name.codes, strict=True)
        )
        for tally in tallies
    )


def _reached(counts: SessionCounts) -> set[str]:
    return {
        age
        for tally in counts.tallies
        for age, n in zip(counts.ages, tally.participations, strict=True)
        if n
    }
