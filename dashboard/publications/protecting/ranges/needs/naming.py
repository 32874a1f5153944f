"""Which age groups a publication is the first to name as reached: of these, readers know somebody.

A publication names the groups at risk that anyone was of so far, and no other ones. Pages, embedded
views, the API, files, briefs and pictures all have it from there. Under a filter, they tell it of a
group if its count does. So of adults nothing is known, nor of a group that was reached before: who
came then may be all of it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from dashboard.publications.protecting.counts import SessionCounts
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.knowing import People
from dashboard.publications.protecting.ranges.needs.ruling import Rule


def came(counts: SessionCounts) -> set[str]:
    """The age groups that anyone was of."""
    return {
        age
        for tally in counts.tallies
        for age, people in zip(counts.ages, tally.participations, strict=True)
        if people
    }


def first_named(
    names: Collection[str], before: SessionCounts | None, blocks: Sequence[SessionCounts]
) -> list[dict[str, int]]:
    """Of each new block of a publication, the groups in it that were reached in none before.

    With how many of these blocks share each. ``names`` are all that the publication names.
    """
    new = set(names) - (came(before) if before else set())
    own = [came(counts) & new for counts in blocks]
    shared = Counter(age for ages in own for age in ages)
    return [{age: shared[age] for age in sorted(ages)} for ages in own]


def named_alone(block: BlockCounts) -> frozenset[str]:
    """The groups of which readers know that somebody is in this very block.

    By the rules of before, every group that anyone was of counted as named.
    """
    if block.made_by < Rule.NAMES:
        return frozenset(came(block.counts))
    return frozenset(age for age, blocks in block.named.items() if blocks == 1)


def named_together(
    blocks: Mapping[int, BlockCounts], truth: Mapping[Finest, int]
) -> Iterator[People]:
    """The people of each group of whom readers know that somebody is among them, in some blocks.

    That is so if all blocks that share the group are here. ``blocks`` go by the step of their
    unknowns.
    """
    steps: dict[str, list[int]] = {}
    for step, block in blocks.items():
        for age in block.named:
            steps.setdefault(age, []).append(step)
    for age, own in steps.items():
        if len(own) == blocks[own[0]].named[age]:
            yield frozenset(at for at in truth if at.age == age and at.step in own)
