"""Heed readers who solve all that can be asked, and know that each small count is proved.

Filters name far more sums than tables have. Of each that is small it is proved that it may be 1 or
less, and more than a small count. So readers leave out each table that makes a sum small of which
the ranges allow only one of both (see ``closing``, which heeds told cells and finest counts).

To close all these sums costs too much. So each small count only needs one table on each side that
readers can't leave out. It is sought inside the ranges first, where it hides nothing. Where there
is none, one of the others is made possible: sums that speak against it get witnesses of their own.
"""

from collections.abc import Collection, Iterable

import numpy as np

from dashboard.publications.protecting.ranges.proving.closing import close
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.heeded import AskedTables, askable
from dashboard.publications.protecting.ranges.proving.inside import InsideTables, may_be, rounded
from dashboard.publications.protecting.ranges.proving.pulling import LightlyWhole
from dashboard.publications.protecting.ranges.proving.searching import SearchWish
from dashboard.publications.protecting.solver import Work

_MOST = 8_000_000
"""The work that it may take: up to 1.4 s of a first block; a later one takes a twentieth."""
_IDLE, _SOME, _LEFT = 4, 0.3, 0.97
"""Tables inside the ranges are drawn, with some of the sums that are in question pulled to where
they must go, until so many draws settle hardly any of them."""


def heed(
    cover: BlockRanges,
    youth: Collection[str],
    venue_types: Iterable[str],
    work: Work | None = None,
) -> None:
    """Take witnesses until no small count is known by leaving out tables, as far as that is found.

    Some ``venue_types`` are told together. Nothing is sought once the ``work`` for it is over. What
    witnesses were taken for is closed like all else.
    """
    if np.any(cover.missing):
        return
    before = len(cover.witnesses)
    given = min(_MOST, work.left) if work else _MOST
    own = Work(given, thrifty=True)
    tables = AskedTables(cover, askable(cover.system.grid, youth, venue_types))
    if tables.lacks().any():
        half = own.left // 2
        _look_inside(cover, tables, own, half)
        programmes = [
            LightlyWhole(tables.system, cover.cells, tables.every, strict=strict, work=own)
            for strict in (True, False)
        ]
        while not own.over and (wish := tables.wish()):
            tables.note(wish, found=_taken(cover, programmes, tables, wish))
            _look_for_each(cover, tables, own, half)
    if work:
        work.spend(given - own.left)
    if len(cover.witnesses) > before:
        close(cover, work)


def _look_inside(cover: BlockRanges, tables: AskedTables, work: Work, half: int) -> None:
    """Find what is possible already: other tables inside the ranges, which hide nothing more.

    First it is any, to see what sums can be; then those that readers can't leave out.
    """
    drawn = np.random.default_rng(0)
    for pull in (tables.pull, tables.pull_small):
        inside, idle, wanted = (
            InsideTables(cover, tables, work, free=pull == tables.pull),
            0,
            pull(),
        )
        while idle < _IDLE and wanted.any() and not work.over:
            some = drawn.random(len(wanted)) * (drawn.random(len(wanted)) < _SOME)
            inside.look(wanted * some)
            before, wanted = wanted, pull()
            idle += int(np.count_nonzero(wanted) > _LEFT * np.count_nonzero(before))
    _look_for_each(cover, tables, work, half)


def _look_for_each(cover: BlockRanges, tables: AskedTables, work: Work, half: int) -> None:
    """Find such a table for each small count that lacks one, until ``half`` of the work is left."""
    inside, tried = InsideTables(cover, tables, work, free=False), set[SearchWish]()
    while work.left > half:
        wish = next((one for one in tables.lacking() if one not in tried), None)
        if wish is None:
            break
        tried.add(wish)
        inside.look(tables.pull_small(), tables.aim(wish))


def _taken(
    cover: BlockRanges, programmes: Iterable[LightlyWhole], tables: AskedTables, wish: SearchWish
) -> bool:
    """Take the cheapest witness for a wish."""
    before = len(cover.witnesses)
    for programme in programmes:
        programme.give(cover.leeway())
        values = programme.cheapest(wish.at, *wish.ends, wanted=tables.pull())
        whole = None if values is None else programme.in_whole_people(values, wish.at, *wish.ends)
        if whole is not None and may_be(cover.system, move := rounded(whole)):
            try:
                cover.take(move, strict=cover.system.fills(move))
            except ArithmeticError:  # it changes a count that must stay
                continue
        if len(cover.witnesses) > before:
            return True
    return False
