"""Which corrections can be told: groups of corrected sessions, each proved beside the others.

A group whose proof is not found waits, and so do sessions that can't be taken at all; the others
are told.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

import orjson

from dashboard.publications.protecting.asked import asked
from dashboard.publications.protecting.counts import Rules, SessionCounts
from dashboard.publications.protecting.grid import strata
from dashboard.publications.protecting.ranges.auditing.corrections_audit import but_for
from dashboard.publications.protecting.ranges.auditing.taken_audit import audit_taking
from dashboard.publications.protecting.ranges.drafting.corrected_groups import CorrectedGroup
from dashboard.publications.protecting.ranges.drafting.seeds import draws
from dashboard.publications.protecting.ranges.drafting.taking import take
from dashboard.publications.protecting.ranges.drafting.trying import Tries
from dashboard.publications.protecting.ranges.needs.changes import HeldSession, summed, tallied
from dashboard.publications.protecting.ranges.told.frozen import TakenPart
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.taken import Taking
from dashboard.publications.protecting.ranges.told.totals import Chain

_SEEDS = 3
_TRY = 5_000
"""What each unknown costs a try besides: what must not be told is worked out, and audited."""
_SEARCHES = 4
"""So many times a proof is sought for the sessions of a group, each time for one fewer at least."""


class _Found(NamedTuple):
    """What is proved to be taken, beside what readers had when that was sought."""

    taken: TakenPart
    taking: Taking


def proved(
    chain: Chain,
    groups: Sequence[CorrectedGroup],
    new: SessionCounts,
    rules: Rules,
    work: Tries,
) -> list[tuple[CorrectedGroup, TakenPart]]:
    """The groups that can be proved beside each other, and beside what is ``new``.

    What one of them must not tell depends on all that changes besides. So once a group is left out,
    all others are audited again.
    """
    known: dict[CorrectedGroup, _Found] = {}
    while groups:
        then, taken, left = chain, list[tuple[CorrectedGroup, TakenPart]](), list[CorrectedGroup]()
        for group, part in zip(groups, _parts(chain, groups, new, rules), strict=True):
            told = known.get(group)
            made = _again(then, part, told) if told else None
            found = (group, made) if made else _largest(then, group, part, rules, work)
            if found:
                own, known[own] = found
                taken.append((own, known[own].taken))
                then = then.without(known[own].taken)
                left.append(own)
        if left == list(groups):
            return taken
        groups = left
    return []


def _largest(
    chain: Chain, group: CorrectedGroup, taken: TakenPart, rules: Rules, work: Tries
) -> tuple[CorrectedGroup, _Found] | None:
    """As many sessions of a group as are proved together, and what is taken; ``None`` if none are.

    Those that could not be told alone are left out first, then those with the fewest people.
    """
    own, searches = taken.part, 0
    while group.sessions and searches < _SEARCHES:
        if own.arrives is not None or _leaves_totals(own):
            searches += 1
            made = _protected(chain, replace(taken, part=own), rules, work)
            if made:
                return group, made
        group = group.without(min(group.sessions, key=lambda one: _ease(own, one)))
        own = _of(own, group.sessions)
    return None


def _ease(part: Part, session: HeldSession) -> tuple[bool, int, str]:
    return _leaves_totals(_of(part, (session,))), sum(session.people), session.key


def _of(part: Part, sessions: Sequence[HeldSession]) -> Part:
    """The same part with these sessions only."""
    tallies = tallied(sessions, part.block.words)
    return replace(
        part, block=replace(part.block, counts=replace(part.block.counts, tallies=tallies))
    )


def _parts(
    chain: Chain, groups: Sequence[CorrectedGroup], new: SessionCounts, rules: Rules
) -> list[TakenPart]:
    """What is taken, each with the change of all counts but for it."""
    parts = [group.part(chain, new, rules) for group in groups]
    changes = [
        change
        for each in parts
        for change in ((each.part.arrivals, 1), (each.part.block.counts.tallies, -1))
    ]
    change = summed((new.tallies, 1), *changes)
    return [
        replace(each, part=replace(each.part, given=but_for(each.part, change))) for each in parts
    ]


def _again(chain: Chain, taken: TakenPart, known: _Found) -> _Found | None:
    """The same ranges as ``known``, if they are proved beside what changes by now."""
    told = known.taken.part
    part = replace(taken.part, shown=told.shown, witnesses=told.witnesses)
    taking = chain.taking(taken.of, part).like(known.taking)
    seen = audit_taking(taking, part.shown, part.witnesses)
    return _Found(replace(taken, part=part), taking) if seen.passed else None


def seeds_of(part: Part, secret: int) -> list[int]:
    """The seeds to try for a part: the same for the same sessions, others for others.

    If two parts of a block had the same, whoever knows the counts of one could tell from its ranges
    how far those of the other are widened.
    """
    said = orjson.dumps([part.block.counts.tallies, part.arrives])
    own = int.from_bytes(sha256(said).digest(), "big")
    return draws([secret, own], _SEEDS)


def _protected(chain: Chain, taken: TakenPart, rules: Rules, work: Tries) -> _Found | None:
    """What is taken out of one block; ``None`` if it can't be proved with exact headlines.

    Nor can it if that costs more than its share of the ``work`` that is left, or seems to, or was
    tried in vain lately.
    """
    part, frozen = taken.part, chain.blocks[taken.of]
    for seed in seeds_of(part, rules.seed):
        own = replace(part.block, rules=replace(rules, seed=seed))
        taking = chain.taking(taken.of, replace(part, block=own))
        share = work.share(taken)
        if share is None:
            return None
        share.spend(_TRY * len(taking.truth))
        made, seen = None, work.seen[taken.of]
        with suppress(ValueError):
            if not share.over:
                made = take(taking, frozen.witnesses, exact=True, work=share, seen=seen)
        if made is None:
            work.note_in_vain(taken, share)
            return None
        if made.evidence.passed:
            told = replace(part, shown=made.shown, witnesses=made.witnesses)
            return _Found(replace(taken, part=told), taking)
    return None


def _leaves_totals(part: Part) -> bool:
    """Whether all that must not be told of it has room beside exact totals.

    No count can be higher than the total of everyone, or of the youth, that it is part of.
    """
    block, most = part.block, part.block.rules.hidden_up_to
    youth, counts = block.words.youth, block.counts
    known = strata([counts], block.words.ages)
    people = {True: 0, False: 0}
    for own in known.values():
        for age, n in own.people.items():
            people[age in youth] += n
    if any(0 < n <= most for n in (*people.values(), sum(people.values()))):
        return False
    return all(
        (each.need.high or each.need.apart)
        <= sum(people[is_youth] for is_youth in {at.age in youth for at in each.parts})
        for each in asked([counts], known, block.words, block.venue_types, most)
    )
