"""Heed readers who solve all that can be asked, and know that each small count is proved.

Filters name far more sums than tables have. Of each that is small it is proved that it may be 1 or
less, and more than a small count. So readers leave out each table that makes a sum small of which
the ranges allow only one of both (see ``closing``, which heeds told cells and finest counts).

To close all these sums costs too much. So each small count only needs one table on each side that
readers can't leave out. It is sought inside the ranges first, where it hides nothing. Where there
is none, one of the others is made possible: sums that speak against it get witnesses of their own.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.askable import State, askable
from dashboard.publications.protecting.ranges.proving.closing import close
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.heeded import AskedTables
from dashboard.publications.protecting.ranges.proving.inside import MANY, InsideTables, added_up
from dashboard.publications.protecting.ranges.proving.pricing import Prices
from dashboard.publications.protecting.ranges.proving.programme import CheapestChange
from dashboard.publications.protecting.ranges.proving.pulling import LARGE
from dashboard.publications.protecting.ranges.proving.reaching import Flags
from dashboard.publications.protecting.ranges.proving.searching import rows_of
from dashboard.publications.protecting.ranges.proving.wishing import SearchWish
from dashboard.publications.protecting.solver import Numbers, Work
from dashboard.publications.protecting.system import System

_MOST = 20_000_000
"""The work that it may take: up to 2.5 s of a first block; a later one takes a twentieth."""
_DEAR = Prices(first=10, venues=3)
"""What was hidden for it cost one project half of what language by venue type told exactly."""
_IDLE, _FEW, _FEWER, _SOME, _LEFT = 2, 20, 5, 0.3, 0.97
"""Tables inside the ranges are drawn, with some of the sums that are in question pulled to where
they must go, until a few sums are left, or so many draws settle hardly any of them. Of more than
``MANY`` finest counts, all are pulled: hardly anything is hidden there, and fewer draws do. In
``LARGE`` blocks, even fewer sums are left: each of them takes a programme of its own."""
_IN_VAIN = 10
"""So many sums in a row that are asked alone in vain: then the others are not asked either, before
another table was made possible. Where hardly anybody came, hundreds were asked each time."""
_TURNS = 3
"""So often it is asked what tables make small that were found last."""


def heed(  # noqa: PLR0913, PLR0917 - what is asked, and what is known of it
    cover: BlockRanges,
    youth: Collection[str],
    venue_types: Iterable[str],
    work: Work | None = None,
    states: Sequence[State] = (),
    inside: list[Numbers] | None = None,
) -> Flags:
    """Take witnesses until no small count is known by leaving out tables, as far as that is found.

    Some ``venue_types`` are told together. Of a block that was corrected, pages told ``states``.
    Tables ``inside`` the ranges are read first; others that are found join them.
    Nothing is sought once the ``work`` for it is over. What witnesses were taken for is closed like
    all else. Found is what still ``lacks`` a table; where a search left something without a proof,
    it is not asked.
    """
    if np.any(cover.missing):
        return np.zeros((2, 0), dtype=bool)
    before = len(cover.witnesses)
    work = work or Work()
    own = work.part(_MOST)
    tables = AskedTables(cover, askable(cover.system.grid, youth, venue_types, states), inside)
    if tables.lacks().any():
        asked = set[SearchWish]()
        _look_inside(cover, tables, own, asked)

        @cache
        def programme(*, strict: bool) -> CheapestChange:
            system, every = tables.system, tables.every
            return CheapestChange(system, rows_of(cover), every, strict=strict, work=own)

        while not own.over and (wish := tables.wish()):
            _take(cover, programme, tables, wish)
            tables.note(wish)
            _look_inside(cover, tables, own, asked)
    if len(cover.witnesses) > before:
        close(cover, work)
    return tables.lacks()


def lacking(  # noqa: PLR0913, PLR0917 - see above
    cover: BlockRanges,
    youth: Collection[str],
    venue_types: Iterable[str],
    work: Work,
    states: Sequence[State] = (),
    inside: list[Numbers] | None = None,
) -> Flags:
    """What ``lacks`` a table of those inside the ranges."""
    tables = AskedTables(cover, askable(cover.system.grid, youth, venue_types, states), inside)
    _look_inside(cover, tables, work, set())
    return tables.lacks()


def _look_inside(
    cover: BlockRanges, tables: AskedTables, work: Work, asked: set[SearchWish]
) -> None:
    """Find what is possible already: other tables inside the ranges, which hide nothing more.

    First it is any, to see what sums can be, but for what was ``asked`` before; then those that
    readers can't leave out. These may make other sums small, of which that is asked next.
    """
    leeway = cover.leeway()
    left_out = added_up(cover.system.matrix[cover.cells], leeway.low == leeway.high)
    inside = partial(InsideTables, cover, tables, work, left_out=left_out)
    for turn in range(_TURNS):
        new = [one for one in tables.questioned() if one not in asked]
        if not tables.lacks().any() or (turn and not new):
            break
        if new:
            _look(inside(free=True), tables, tables.pull, new)
            asked.update(new)
        if tables.lacks().any():
            _look(inside(free=False), tables, tables.pull_small)


def _look(
    inside: InsideTables,
    tables: AskedTables,
    pull: Callable[[], Numbers],
    wishes: Sequence[SearchWish] | None = None,
) -> None:
    """Find tables that pull some sums at a time, and at last one for each of these wishes.

    If there are none, it is one for each small count that still lacks it.
    """
    drawn, idle, wanted = np.random.default_rng(0), 0, pull()
    size = tables.rows.shape[1]
    some, few = 1 if size > MANY else _SOME, _FEWER if size > LARGE else _FEW
    while idle < _IDLE and np.count_nonzero(wanted) > few:
        inside.look(wanted * drawn.random(len(wanted)) * (drawn.random(len(wanted)) < some))
        before, wanted = wanted, pull()
        idle += int(np.count_nonzero(wanted) > _LEFT * np.count_nonzero(before))
    in_vain = 0
    for wish in tables.lacking() if wishes is None else wishes:
        if not inside.fulfils(wish):
            inside.look(tables.only(wish), alone=True)
            in_vain = 0 if inside.fulfils(wish) else in_vain + 1
        if in_vain > _IN_VAIN:
            break


def _take(
    cover: BlockRanges,
    programme_of: Callable[..., CheapestChange],
    tables: AskedTables,
    wish: SearchWish,
) -> None:
    """Take the cheapest witness for a wish: one that is strict, if there is any."""
    before = len(cover.witnesses)
    for strict in (True, False):
        programme = programme_of(strict=strict)
        programme.give(cover.confined.after(cover.dearer(_DEAR)))
        values = programme.cheapest(wish.at, *wish.ends, wanted=tables.pull())
        whole = None if values is None else programme.in_whole_people(values, wish.at, *wish.ends)
        if whole is not None and _may_be(cover.system, move := _rounded(whole)):
            try:
                cover.take(move, strict=cover.system.fills(move))
            except ArithmeticError:  # it changes a count that must stay
                continue
        if len(cover.witnesses) > before:
            return


def _rounded(values: Numbers) -> Integers:
    """The nearest numbers of whole people."""
    return np.round(values).astype(np.int64)


def _may_be(system: System, move: Integers) -> bool:
    """Whether nobody is missing, and all holds that readers know."""
    now = system.counts + np.asarray(system.matrix @ move, dtype=np.int64)
    least = np.maximum(np.where(system.reached, 1, 0), system.least)
    return bool(np.all(system.grid.count + move >= 0) and np.all(now >= least))
