"""Corrections of frozen blocks: what is taken out of which block, and what is said of it.

A session that was cancelled or deleted is taken out. One of another language, venue type or kind is
moved, with the same people. Each is protected like a block, beside all that was shown of its block.

If its people or its month were corrected, the session waits: readers may suppose that most numbers
stayed as they were, and two protected versions of one number tell more than each alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import orjson

from dashboard.domain.publications.protected import ProtectedTable
from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.counts import (
    AxisCodes,
    MonthTally,
    Rules,
    SessionCounts,
)
from dashboard.publications.protecting.declared import members, periods_of
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.changes import (
    Correction,
    HeldSession,
    Key,
    summed,
    tallied,
)
from dashboard.publications.protecting.ranges.choosing import SEED_BITS
from dashboard.publications.protecting.ranges.taken import Part
from dashboard.publications.protecting.ranges.taken_audit import audit_taking
from dashboard.publications.protecting.ranges.taking import take
from dashboard.publications.protecting.ranges.totals import Chain, TakenPart

_SEEDS = 3


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
    able = {
        old.key: of
        for old, now in corrected
        if (of := _block_of(chain, old, now, words)) is not None
    }
    while able:
        own = [(old, now) for old, now in corrected if old.key in able]
        taken, refused = _taken(chain, _parts(chain, own, able, new, rules), rules)
        if not refused:
            waiting = tuple(old for old, _ in corrected if old.key not in able)
            return BlockRevision(taken, waiting, sum(len(each.part.shown) for each in taken))
        able = {key: of for key, of in able.items() if of not in refused}
    return BlockRevision((), tuple(old for old, _ in corrected))


def takes_well(
    chain: Chain, taken: Sequence[TakenPart], told: SessionCounts, now: SessionCounts
) -> bool:
    """Whether what was taken is proved, part by part, and no age group is found unreached."""
    change = summed((now.tallies, 1), (told.tallies, -1))
    for one in taken:
        part = one.part
        if part.given != _but_for(part, change):
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


def _block_of(
    chain: Chain, old: HeldSession, now: HeldSession | None, words: AxisCodes
) -> int | None:
    """The block from which a session can be taken; ``None`` if it waits, or that is not clear."""
    if now is not None and not _is_moved(old, now):
        return None
    key = _place(old)
    found = [
        at
        for at, each in enumerate(chain.blocks)
        if any(
            key == (t.month, t.language, t.venue_type, t.kind) for t in each.block.counts.tallies
        )
    ]
    moved_here = any(each.part.arrives == key for each in chain.taken)
    if len(found) != 1 or moved_here or (chain.base and key[0] in chain.base.months):
        return None
    block = chain.blocks[found[0]].block
    return found[0] if (block.words.ages, block.words.youth) == (words.ages, words.youth) else None


def _is_moved(old: HeldSession, now: HeldSession) -> bool:
    """Whether the same people are counted elsewhere in the same month."""
    return old.people == now.people and month_of(old.day) == month_of(now.day)


def _parts(
    chain: Chain,
    own: Sequence[Correction],
    able: Mapping[str, int],
    counts: SessionCounts,
    rules: Rules,
) -> list[TakenPart]:
    """What is taken out of each block: sessions that were moved, by where to; and all others."""
    groups: dict[tuple[int, Key, Key], list[HeldSession]] = defaultdict(list)
    for old, now in own:
        places = (_place(old), _place(now)) if now else (_NOWHERE, _NOWHERE)
        groups[able[old.key], *places].append(old)
    parts = [
        TakenPart(
            of,
            Part(
                replace(
                    chain.blocks[of].block,
                    counts=replace(counts, tallies=tallied(sessions, chain.blocks[of].block.words)),
                    rules=rules,
                ),
                arrives=None if there == _NOWHERE else there,
            ),
        )
        for (of, _, there), sessions in sorted(groups.items(), key=lambda group: group[0])
    ]
    changes = [
        change
        for each in parts
        for change in ((each.part.arrivals, 1), (each.part.block.counts.tallies, -1))
    ]
    change = summed((counts.tallies, 1), *changes)
    return [
        replace(each, part=replace(each.part, given=_but_for(each.part, change))) for each in parts
    ]


_NOWHERE: Key = ("", "", "", "")


def _place(session: HeldSession) -> Key:
    return month_of(session.day), session.language, session.venue_type, session.kind


def _but_for(part: Part, change: Sequence[MonthTally]) -> tuple[MonthTally, ...]:
    """The change of all counts, but for this part."""
    return summed((change, 1), (part.block.counts.tallies, 1), (part.arrivals, -1))


def _taken(
    chain: Chain, parts: Sequence[TakenPart], rules: Rules
) -> tuple[tuple[TakenPart, ...], set[int]]:
    """The parts with their ranges, and the blocks of which one can't be proved."""
    taken: list[TakenPart] = []
    refused: set[int] = set()
    for each in parts:
        if each.of in refused:
            continue
        made = _protected(chain, each, rules)
        if made is None:
            refused.add(each.of)
        else:
            taken.append(made)
            chain = chain.without(made)
    return tuple(taken), refused


def seeds_of(part: Part, secret: int) -> list[int]:
    """The seeds to try for a part: the same for the same sessions, others for others.

    If two parts of a block had the same, whoever knows the counts of one could tell from its ranges
    how far those of the other are widened.
    """
    said = orjson.dumps([part.block.counts.tallies, part.arrives])
    own = int.from_bytes(sha256(said).digest(), "big")
    drawn = np.random.SeedSequence([secret, own]).generate_state(_SEEDS, np.uint64)
    return [seed >> (64 - SEED_BITS) for seed in drawn.tolist()]


def _protected(chain: Chain, taken: TakenPart, rules: Rules) -> TakenPart | None:
    """What is taken out of one block; ``None`` if it can't be proved with exact headlines."""
    part, frozen = taken.part, chain.blocks[taken.of]
    for seed in seeds_of(part, rules.seed):
        own = replace(part.block, rules=replace(rules, seed=seed))
        try:
            made = take(chain.taking(taken.of, replace(part, block=own)), frozen.witnesses)
        except ValueError:
            return None
        heads = (made.shown[name] for name in (TOTAL, YOUTH_TOTAL) if name in made.shown)
        if made.evidence.passed and all(told.exact for told in heads):
            return replace(taken, part=replace(part, shown=made.shown, witnesses=made.witnesses))
    return None
