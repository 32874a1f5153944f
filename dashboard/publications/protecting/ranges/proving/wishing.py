"""What sums still need of witnesses, as wishes that are searched for one by one."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.reaching import nearness
from dashboard.publications.protecting.solver import Numbers


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


def wishes(cover: BlockRanges, at: int) -> Iterator[SearchWish]:
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
