"""Find witnesses for all that a block must not tell, widening ranges as little as possible."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby, product

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.pacing import HALFWAY, Pace, SearchPace
from dashboard.publications.protecting.ranges.proving.programme import (
    FARTHEST,
    CheapestChange,
    Leeway,
    is_whole,
)
from dashboard.publications.protecting.ranges.proving.rounding import rounded
from dashboard.publications.protecting.ranges.proving.wishing import SearchWish, pull, wishes
from dashboard.publications.protecting.solver import Numbers, Work


@dataclass(frozen=True, slots=True)
class Manner:
    """How witnesses are sought.

    With ``all_or_none`` nothing is sought any more once there is none at all for a sum; nor, if it
    is ``paced``, where a part of the work left so much to prove that the rest of it won't do. No
    finest count gains more than ``farthest``. Without ``branches``, changes are rounded where
    nothing else makes them whole: a programme in whole numbers may take half of the work. With
    ``whole_last``, those that are not easily made whole are sought once all others are found: few
    are needed by then, and each costs as much as dozens. All is given up once ``beaten`` says of
    these ranges that they can't become what they should.
    """

    all_or_none: bool = False
    paced: bool = False
    pace: Pace = HALFWAY
    branches: bool = True
    whole_last: bool = False
    beaten: Callable[[BlockRanges], bool] | None = None
    farthest: float = FARTHEST


PLAINLY = Manner()


def search(cover: BlockRanges, manner: Manner = PLAINLY, work: Work | None = None) -> bool:
    """Take witnesses until each sum that needs them has them, or none is found.

    What then still lacks one is ``missing``: of some, there are only witnesses that leave nobody
    in a hidden cell, and these do not prove all that must be. It is false where none at all was
    found for a sum, and nothing more was sought. Nothing is found either once the ``work`` that may
    be done for it is over.
    """
    needed = np.flatnonzero(cover.needed)
    if not len(needed):
        return True
    order = needed[np.lexsort((-cover.system.sizes[needed], -cover.worth.alone[needed]))]
    programme = partial(
        CheapestChange,
        cover.system,
        rows_of(cover),
        order,
        work=work,
        farthest=manner.farthest,
        branches=manner.branches,
    )
    found = Witnesses(cover, order, programme, partial(pull, cover, order))
    pace = SearchPace(cover, work, manner.pace) if work and manner.paced else None
    seen = -1
    for deep, at in product((False, True) if manner.whole_last else (True,), order.tolist()):
        if pace and pace.is_too_slow():
            pace.work.give_up()
        if work and manner.beaten and seen < len(cover.witnesses):
            seen = len(cover.witnesses)
            if manner.beaten(cover):
                work.give_up()
        if work and work.over:
            break
        failed = None
        for wish, _ in groupby(wishes(cover, at)):  # it may lack the same for two needs
            failed = None if found.take(wish, deep=deep) else wish
        if failed and manner.all_or_none and found.none:
            if work and work.over:
                break  # none was found because nothing was sought any more
            cover.missing[at] = True
            return False
    cover.note_missing()
    return True


def rows_of(cover: BlockRanges) -> Integers:
    """The rows of a programme: all cells, and what is confined."""
    return np.concatenate([cover.cells, cover.confined.sums])


class Witnesses:
    """The cheapest witnesses for wishes; ``order`` are the sums that need any, or are ``wanted``.

    One ``programme`` finds strict ones, and one others, which help only where a count must be
    small. Each is made when it is asked, as it takes memory. ``none``: for the last wish there was
    none, not even in parts of people.
    """

    def __init__(
        self,
        cover: BlockRanges,
        order: Integers,
        programme: Callable[..., CheapestChange],
        wanted: Callable[[], Numbers],
    ) -> None:
        self._cover, self._wanted = cover, wanted
        self._programme = cache(lambda strict: programme(strict=strict))
        self._place = {at: number for number, at in enumerate(order.tolist())}
        self.none = False

    def take(self, wish: SearchWish, *, deep: bool) -> bool:
        """Take one; false if none is found, or none without searching ``deep``."""
        for programme in self._of(wish):
            programme.give(self._cover.confined.after(self.leeway()))
            move = self._found(programme, wish, deep=deep)
            if move is not None:
                self._cover.take(move, strict=programme.strict)
                return True
        return False

    def leeway(self) -> Leeway:
        """What cells may do now."""
        return self._cover.leeway()

    def _of(self, wish: SearchWish) -> Iterator[CheapestChange]:
        return map(self._programme, (True,) if wish.strict else (True, False))

    def _found(self, programme: CheapestChange, wish: SearchWish, *, deep: bool) -> Integers | None:
        """The cheapest witness for a wish, in whole people."""
        values = programme.cheapest(self._place[wish.at], *wish.ends, wanted=self._wanted())
        self.none = values is None
        if values is None or not (deep or is_whole(values)):
            return None
        whole = programme.in_whole_people(values, self._place[wish.at], *wish.ends)
        values = values if whole is None else whole
        return rounded(self._cover, values, wish, strict=programme.strict)
