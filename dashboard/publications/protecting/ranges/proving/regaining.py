"""Close the proofs of ranges, and tell again what few witnesses hide.

Searches take one witness after the other. So some are idle in the end, and a total or a row of one
axis may be hidden for a proof that could be had without it. To keep it from the beginning takes a
whole search (see ``choosing``); to seek anew what the witnesses proved that hide it takes little.
What can't be closed is often small for no need, and is made so in no witness in the same way.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from dashboard.publications.protecting.ranges.proving.closing import ProofTables, close, how_open
from dashboard.publications.protecting.ranges.proving.confining import Confined
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.pruning import needed_witnesses
from dashboard.publications.protecting.ranges.proving.searching import Manner, search
from dashboard.publications.protecting.solver import Work

Ranges = TypeVar("Ranges", bound=BlockRanges)
_MANNER = Manner(all_or_none=True)
_BARS = 3
"""So often what stays open is barred."""
_DEAREST = 0.3
"""What that may cost of what is told: less than an exact row of one axis."""


def closed(
    cover: Ranges, seeds: Sequence[int], worth: Callable[[Ranges], float], work: Work | None = None
) -> Ranges:
    """Ranges with closed proofs, and none that is idle; see ``close``.

    Of the draws of ends with these ``seeds``, the one worth most is taken each time.
    """
    cover = max(cover.again(seeds, needed_witnesses(cover)), key=worth, default=cover)
    close(cover, work)
    return max(cover.again(seeds, needed_witnesses(cover)), key=worth, default=cover)


def regain(
    cover: Ranges, seeds: Sequence[int], worth: Callable[[Ranges], float], work: Work
) -> Ranges:
    """Ranges that are closed, with fewer totals and rows of one axis hidden than these.

    One after the other is kept where all is proved without it, and more is told. Nothing is taken
    that is less closed than before. At last, what is not closed yet is made no small count.
    """
    if np.any(cover.missing):
        return cover
    tried = set[int]()
    while not work.over:
        at = next((at for at in _regainable(cover) if at not in tried), None)
        if at is None:
            break
        tried.add(at)
        kept = np.zeros_like(cover.kept)
        kept[at] = True
        other = cover.anew(kept, Confined.none())
        if not _proved(other, work):
            continue
        other = closed(other, seeds, worth, work)
        if worth(other) > worth(cover) and how_open(other) > how_open(cover):
            other = barred(other, seeds, worth, work)
        if worth(other) > worth(cover) and how_open(other) <= how_open(cover):
            cover = other
    return barred(cover, seeds, worth, work)


def barred(
    cover: Ranges, seeds: Sequence[int], worth: Callable[[Ranges], float], work: Work
) -> Ranges:
    """The same where what can't be closed is no small count of any witness.

    What those proved that made it small is sought anew.
    """
    nothing = np.zeros_like(cover.kept)
    for _ in range(_BARS):
        counts = cover.system.counts
        left = np.logical_or(*ProofTables(cover).open) & ~cover.is_small(counts)
        if work.over or not np.any(left):
            break
        other = cover.anew(nothing, Confined.not_small(left, counts, cover.hidden_up_to))
        if not _proved(other, work):
            break
        other = closed(other, seeds, worth, work)
        if how_open(other) >= how_open(cover) or worth(other) < worth(cover) - _DEAREST:
            break
        cover = other
    return cover


def _regainable(cover: BlockRanges) -> list[int]:
    """Totals and rows of one axis hidden for others, those that few witnesses change first."""
    worth = cover.worth
    at = np.flatnonzero(worth.first & worth.exact & ~cover.needed & (cover.low < cover.high))
    many = np.zeros(len(at), dtype=np.int64)
    for move in cover.witnesses:
        many += cover.system.changes(move)[at] != 0
    found: list[int] = at[np.argsort(many, kind="stable")].tolist()
    return found


def _proved(cover: BlockRanges, work: Work) -> bool:
    """Whether witnesses are found for all that lacks one."""
    try:
        found = search(cover, _MANNER, work)
    except ArithmeticError:  # one changes a count that must stay
        return False
    return found and not work.over and not np.any(cover.missing)
