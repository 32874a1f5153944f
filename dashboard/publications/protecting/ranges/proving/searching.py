"""Find witnesses for all that a block must not tell, widening ranges as little as possible."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby, product
from typing import NamedTuple

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
from dashboard.publications.protecting.ranges.proving.reaching import nearness
from dashboard.publications.protecting.solver import Numbers, Work
from dashboard.publications.protecting.system import System

_MENDS = 200
"""The most people to move, one by one, where rounding broke something."""


class SearchWish(NamedTuple):
    """A sum, and by how much it must change at least: up if positive, down if negative.

    If ``strict``, only a witness helps that leaves somebody in each hidden cell.
    """

    at: int
    change: int
    strict: bool = True

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most that it may change."""
        return (self.change, np.inf) if self.change > 0 else (-np.inf, self.change)


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
    order = needed[np.lexsort((-_sizes(cover.system)[needed], -cover.worth.alone[needed]))]
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
        for wish, _ in groupby(_wishes(cover, at)):  # it may lack the same for two needs
            failed = None if found.take(wish, deep=deep) else wish
        if failed and manner.all_or_none and found.none:
            if work and work.over:
                break  # none was found because nothing was sought any more
            cover.missing[at] = True
            return False
    cover.note_missing()
    return True


def _sizes(system: System) -> Integers:
    return np.array([len(each.parts) for each in system.sums])


def _wishes(cover: BlockRanges, at: int) -> Iterator[SearchWish]:
    """What a sum still lacks; asked anew after each witness.

    Where one session alone has no proof around the window that was drawn, another one will do.
    """
    if not cover.lacks().at(at):  # so it is with most, as they are asked again
        return
    yield from _wishes_here(cover, at)
    for begins in cover.goals.elsewhere(at):
        if not cover.lacks().at(at):
            break
        cover.look_elsewhere(at, begins)
        yield from _wishes_here(cover, at)


def _wishes_here(cover: BlockRanges, at: int) -> Iterator[SearchWish]:
    """Where a sum can't go as far up as it must, it need not if it goes farther down."""
    count = int(cover.system.counts[at])
    if cover.lacks().down[at]:
        yield SearchWish(at, int(cover.goals.floor[at]) - count, strict=False)
    if up := int(cover.lacks().up[at]):
        yield SearchWish(at, up - count)
    up, ceiling = int(cover.lacks().up[at]), int(cover.goals.ceiling[at])
    if up and cover.reach.strict_most[at] < ceiling < up:
        yield SearchWish(at, ceiling - count)
    if int(cover.lacks().up[at]) > ceiling <= cover.reach.strict_most[at]:
        enough = int(cover.reach.strict_most[at]) - cover.hidden_up_to
        yield SearchWish(at, max(enough, int(cover.goals.floor[at]), 1) - count)
    if wide := int(cover.lacks().wide[at]):
        yield SearchWish(at, int(cover.reach.strict_most[at]) + wide - count)
    if wide := int(cover.lacks().wide[at]):
        yield SearchWish(at, int(cover.reach.strict_least[at]) - wide - count)


def pull(cover: BlockRanges, order: Integers) -> Numbers:
    """Where the sums that lack something still must go, the nearer the more."""
    down, up, wide = cover.lacks()
    counts = cover.system.counts
    fall = nearness(down, counts - cover.goals.floor)
    rise = nearness(up > 0, up - counts) + nearness(wide > 0, wide)
    odd = len(cover.witnesses) % 2
    return np.where(odd & (fall > 0), -fall, np.where(rise > 0, rise, -fall))[order]


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
        return _whole(self._cover, values, wish, strict=programme.strict)


def _whole(
    cover: BlockRanges, values: Numbers, wish: SearchWish, *, strict: bool
) -> Integers | None:
    """The nearest change in whole people that still does what is wished.

    Rounding moves cells by a person or two; their ranges are widened after it, not before. What
    must hold besides is mended one person at a time; ``None`` where that leads nowhere.
    """
    system = cover.system
    move = np.maximum(np.round(values).astype(np.int64), -system.grid.count)
    for _ in range(_MENDS):
        mend = _mend(cover, move, wish, strict=strict)
        if mend is None:
            return move
        step, among = mend
        rest: Numbers = (values - move)[among] * step
        if step < 0:
            rest[system.grid.count[among] + move[among] <= 0] = -np.inf
        if not len(rest) or np.isinf(np.max(rest)):
            return None
        move[among[int(np.argmax(rest))]] += step
    return None


def _mend(
    cover: BlockRanges, move: Integers, wish: SearchWish, *, strict: bool
) -> tuple[int, Integers] | None:
    """One person more or fewer, and the finest counts where; ``None`` if nothing is amiss."""
    system = cover.system
    parts = system.sums[wish.at].parts
    changes = system.changes(move)
    must = system.reached | (strict & system.declared & (system.counts > 0))
    least = np.maximum(np.where(must, 1, 0), system.least)
    for at in np.flatnonzero(system.counts + changes < least).tolist():
        return 1, system.sums[at].parts
    if strict:
        for at in np.flatnonzero(system.spare_after(move) < 0).tolist():
            return 1, np.flatnonzero((system.grid.stratum == at) & system.grid.attending)
    short = wish.change - int(changes[wish.at])
    if short and (short > 0) == (wish.change > 0):
        return (1 if short > 0 else -1), parts
    free = np.ones(len(system.grid.cells), dtype=bool)
    free[parts] = False
    for at in cover.kept_by_size if np.any(changes[cover.kept]) else ():
        own = system.sums[at].parts
        if changes[at]:
            return (-1 if changes[at] > 0 else 1), own[free[own]]
        free[own] = False
    return None
