"""Whether corrections of frozen blocks give nothing away: what they take out, and put back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.publications.protecting.counts import MonthTally, SessionCounts
from dashboard.publications.protecting.ranges.auditing.taken_audit import audit_taking
from dashboard.publications.protecting.ranges.needs.changes import summed
from dashboard.publications.protecting.ranges.needs.naming import came
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.told.frozen import TakenPart
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.totals import Chain


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
    return still_reached(told, now) and still_named(chain, taken)


def returns_well(chain: Chain, back: Sequence[int], change: Sequence[MonthTally]) -> bool:
    """Whether blocks are put back whole, and no small change of all counts tells of a part.

    ``change`` is that of all counts. Someone who knows what came and went besides knows by how much
    a part changes them: each has room for that by its own witnesses, as when it was taken.
    """
    if not set(back) <= set(range(len(chain.taken))) - set(chain.returned):
        return False
    blocks = {chain.taken[at].of for at in back}
    whole = {at for at, each in enumerate(chain.taken) if each.of in blocks}
    if whole != set(back) or len(whole) != len(back) or blocks & (chain.joined | chain.closed):
        return False
    for at in back:
        part = chain.taken[at].part
        others = summed((part.block.counts.tallies, 1), (change, -1))
        then = replace(chain, taken=chain.taken[:at], returned=())
        taking = then.taking(chain.taken[at].of, replace(part, given=others))
        if part.arrives or not audit_taking(taking, part.shown, part.witnesses).passed:
            return False
    return True


def but_for(part: Part, change: Sequence[MonthTally]) -> tuple[MonthTally, ...]:
    """The change of all counts, but for this part."""
    return summed((change, 1), (part.block.counts.tallies, 1), (part.arrivals, -1))


def still_reached(told: SessionCounts, now: SessionCounts) -> bool:
    """Whether each age group that was reached still is: else all its people were taken."""
    return came(told) <= came(now)


def still_named(chain: Chain, taken: Iterable[TakenPart]) -> bool:
    """Whether each block still has somebody of the groups that it was the first to be named for.

    Proofs of other blocks rest on that: they may have nobody of these groups. Corrections from
    before that rule did not heed it.
    """
    for of in {one.of for one in taken if one.part.made_by >= Rule.NAMES}:
        block = chain.blocks[of].block
        gone = (
            (one.part.block.counts.tallies, -1)
            for at, one in enumerate(chain.taken)
            if one.of == of and one.part.arrives is None and at not in chain.returned
        )
        kept = summed((block.counts.tallies, 1), *gone)
        if not block.named.keys() <= came(replace(block.counts, tallies=kept)):
            return False
    return True
