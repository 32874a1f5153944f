"""The audit of sessions that come back: nobody who was taken out is in a later block.

Plain arithmetic on what is kept of each publication: which sessions were taken out of blocks, and
which late ones a new block has in their places. It shares nothing with what sorts them.
"""

from collections import defaultdict
from dataclasses import dataclass

from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.ranges.needs.changes import (
    HeldSession,
    OutSession,
    summed,
    tallied,
)
from dashboard.publications.protecting.ranges.told.totals import Chain


@dataclass(frozen=True, slots=True)
class KeptOut:
    """The sessions that no later block may count, as of the publication before and of this one.

    ``beside`` are the late sessions of new blocks in their places, one by one.
    """

    before: tuple[OutSession, ...]
    now: tuple[OutSession, ...]
    beside: tuple[HeldSession, ...]


def counts_once(before: Chain, after: Chain, first: str, kept: KeptOut) -> bool:
    """Whether new blocks count nobody who was taken out; ``first`` is their first new month."""
    back = after.returned[len(before.returned) :]
    if any(one not in kept.now and one.part not in back for one in kept.before):
        return False  # one that was taken out is forgotten
    taken: dict[int, list[HeldSession]] = defaultdict(list)
    for one in kept.now:
        if one.part is not None:
            taken[one.part].append(one.was)
    for number in range(len(before.taken), len(after.taken)):
        part = after.taken[number].part
        if after.taken[number].of in after.closed:
            return False
        own = part.block.counts.tallies if part.arrives is None else ()
        if tallied(taken[number], part.block.words) != own:
            return False  # it is not kept who was taken
    out = [one.was for one in (*kept.before, *kept.now)]
    return _are_others(out, kept.beside) and _are_all(before, after, first, out, kept.beside)


def _are_others(out: list[HeldSession], beside: tuple[HeldSession, ...]) -> bool:
    """Whether nobody takes a session that is counted for one that was taken out."""
    return not any(
        one.key == gone.key
        or (one.day == gone.day and one.venue_type == gone.venue_type)
        or (
            month_of(one.day) == month_of(gone.day)
            and any(one.people)
            and one.people == gone.people
        )
        for one in beside
        for gone in out
    )


def _are_all(
    before: Chain,
    after: Chain,
    first: str,
    out: list[HeldSession],
    beside: tuple[HeldSession, ...],
) -> bool:
    """Whether the new blocks have no other late sessions in these places."""
    places = {one.place for one in out}
    new = after.blocks[len(before.blocks) :]
    if not new:
        return not beside
    counted = summed(
        *(([one for one in each.block.counts.tallies if one.place in places], 1) for each in new)
    )
    late = tuple(one for one in counted if one.month < first)
    return tallied(beside, new[0].block.words) == late
