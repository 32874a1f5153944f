"""Corrected sessions in groups: what is taken together from one block, and what can’t be taken."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter

from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.counts import AxisCodes, Place, Rules, SessionCounts
from dashboard.publications.protecting.ranges.needs.changes import Correction, HeldSession, tallied
from dashboard.publications.protecting.ranges.told.frozen import TakenPart
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.totals import Chain

_NOWHERE: Place = ("", "", "", "")


@dataclass(frozen=True, slots=True)
class CorrectedGroup:
    """Corrected sessions that are taken from block ``of`` as one part.

    ``there`` is where they were moved, ``_NOWHERE`` if they were cancelled or deleted.
    """

    of: int
    here: Place
    there: Place
    sessions: tuple[HeldSession, ...]

    def part(self, chain: Chain, now: SessionCounts, rules: Rules) -> TakenPart:
        """What is taken; ``now`` has the day and the age groups of its counts."""
        frozen = chain.blocks[self.of].block
        counts = replace(now, tallies=tallied(self.sessions, frozen.words))
        there = None if self.there == _NOWHERE else self.there
        own = replace(frozen, counts=counts, rules=rules)
        return TakenPart(self.of, Part(own, arrives=there))

    def without(self, session: HeldSession) -> "CorrectedGroup":
        """The same, but for one session."""
        return replace(self, sessions=tuple(one for one in self.sessions if one != session))


def groups(chain: Chain, corrected: Sequence[Correction], words: AxisCodes) -> list[CorrectedGroup]:
    """The sessions that can be taken: those moved from one place to another, and all cancelled."""
    found: dict[tuple[int, Place, Place], list[HeldSession]] = defaultdict(list)
    for old, now in corrected:
        of = _block_of(chain, old, now, words)
        if of is not None:
            places = (old.place, now.place) if now else (_NOWHERE, _NOWHERE)
            found[of, *places].append(old)
    every = [
        CorrectedGroup(*key, tuple(own)) for key, own in sorted(found.items(), key=itemgetter(0))
    ]
    return sorted(every, key=partial(_ease_of_group, chain))


def _ease_of_group(chain: Chain, group: CorrectedGroup) -> tuple[int, int]:
    """What is sought sooner: what a smaller block has to prove, then for fewer sessions."""
    return len(chain.blocks[group.of].block.counts.tallies), len(group.sessions)


def _block_of(
    chain: Chain, old: HeldSession, now: HeldSession | None, words: AxisCodes
) -> int | None:
    """The block from which a session can be taken; ``None`` if it waits, or that is not clear."""
    if now is not None and not is_moved(old, now):
        return None
    key = old.place
    found = chain.by_place.get(key, [])
    moved_here = any(each.part.arrives == key for each in chain.taken)
    if len(found) != 1 or moved_here or (chain.base and key[0] in chain.base.months):
        return None
    if found[0] in chain.joined | chain.closed:
        return None
    block = chain.blocks[found[0]].block
    if now is not None and not _has_codes(block.words, now):
        return None
    return found[0] if (block.words.ages, block.words.youth) == (words.ages, words.youth) else None


def _has_codes(words: AxisCodes, session: HeldSession) -> bool:
    """Whether the tables of a block had these codes: one that is new since then has no row."""
    return (
        session.language in words.languages
        and session.venue_type in words.venue_types
        and session.kind in words.kinds
    )


def is_moved(old: HeldSession, now: HeldSession) -> bool:
    """Whether the same people are counted elsewhere in the same month."""
    return old.people == now.people and month_of(old.day) == month_of(now.day)


def stays(chain: Chain, old: HeldSession) -> bool:
    """Whether a session is in a block of a tightened year, from which nothing is ever taken."""
    found = chain.by_place.get(old.place, [])
    return bool(found) and chain.joined.issuperset(found)


def is_closed(chain: Chain, old: HeldSession) -> bool:
    """Whether a session is in a block that something was put back into."""
    return not chain.closed.isdisjoint(chain.by_place.get(old.place, []))
