"""Close the proofs of ranges, and tell again what few witnesses hide.

Searches take one witness after the other. So some are idle in the end, and a total or a row of one
axis may be hidden for a proof that could be had without it. To keep it from the beginning takes a
whole search (see ``choosing``); to seek anew what the witnesses proved that hide it takes little.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from dashboard.publications.protecting.ranges.closing import close, how_open
from dashboard.publications.protecting.ranges.cover import BlockRanges
from dashboard.publications.protecting.ranges.pruning import needed_witnesses
from dashboard.publications.protecting.ranges.searching import Manner, search
from dashboard.publications.protecting.solver import Work

Ranges = TypeVar("Ranges", bound=BlockRanges)
_MOST, _MOST_OF_FIRST = 8_000_000, 24_000_000
"""The work that it may take, but for closing what was found before: about 1 s, and 3 s of a first
block, which is prepared once and has the most rows."""
_MANNER = Manner(all_or_none=True, lightly=True)


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
    cover: Ranges, seeds: Sequence[int], worth: Callable[[Ranges], float], *, first: bool
) -> Ranges:
    """Ranges that are ``closed``, with fewer totals and rows of one axis hidden.

    One after the other is kept where all is proved without it, and more is told. Nothing is taken
    that is less closed than before. A ``first`` block may take longer.
    """
    work, tried = Work(_MOST_OF_FIRST if first else _MOST, thrifty=True), set[int]()
    cover = closed(cover, seeds, worth)
    while not work.over:
        at = next((at for at in cover.regainable() if at not in tried), None)
        if at is None:
            break
        tried.add(at)
        other = cover.keeping(at)
        if _proved(other, work):
            other = closed(other, seeds, worth, work)
            if worth(other) > worth(cover) and how_open(other) <= how_open(cover):
                cover = other
    return cover


def _proved(cover: BlockRanges, work: Work) -> bool:
    """Whether witnesses are found for all that lacks one."""
    try:
        found = search(cover, _MANNER, work)
    except ArithmeticError:  # one changes a count that must stay
        return False
    return found and not work.over and not np.any(cover.missing)
