"""Other tables that prove a range must be such as could have been published themselves.

Readers know the rule: of each small count it is proved that it may be 1 or less, and that it may be
large. So they leave out each table with a small count of which the ranges allow only one of both.
If 18 people in all were 15 and 3, and the 3 shown as "0 to 15", the 15 can't be a small count: it
could not be 1, as the other one would be 17. So it is 11 or more, and the other one 7 or fewer.

A table with 11 and 7 proves nothing, then, unless one with 17 and 1 is possible, too. So whatever
small count a witness has gets witnesses of its own, and so on, until each is a table like the
truth. This is sought after all else, for what is shown at last, and within little work.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.pricing import Prices
from dashboard.publications.protecting.ranges.proving.programme import CheapestChange, Leeway
from dashboard.publications.protecting.ranges.proving.reaching import Flags, nearness
from dashboard.publications.protecting.ranges.proving.searching import Witnesses, rows_of
from dashboard.publications.protecting.ranges.proving.wishing import SearchWish
from dashboard.publications.protecting.solver import Numbers, Work
from dashboard.publications.protecting.system import System

_MOST = 12_000_000
"""The work that it may take for a block: up to 1.4 s on the machine where this was measured."""
_DEAR = Prices(first=10, venues=5)
"""What is lost of it there is lost for good, as in ``choosing``. Where languages by venue type had
no price of their own, one project lost six of eight that were exact."""


class OpenSums(NamedTuple):
    """Sums that some table makes small, though none makes them 1 or less, or none large."""

    down: Flags
    up: Flags


def close(cover: BlockRanges, work: Work | None = None, *, branches: bool = True) -> None:
    """Take witnesses until each small count of each is one that could have been published.

    Where none is found, or the ``work`` for it is over, some stay open. So that it ends, nothing is
    asked twice. Nothing is sought where a search left something without a proof. See ``Manner`` for
    ``branches``.
    """
    tables = ProofTables(cover)
    if np.any(cover.missing) or not any(map(np.any, tables.open)):
        return
    own = (work or Work()).part(_MOST)
    every = np.arange(len(cover.system.sums))
    programme = partial(
        CheapestChange, cover.system, rows_of(cover), every, work=own, branches=branches
    )
    witnesses = _Dear(cover, every, programme, tables.pull)
    asked = set[SearchWish]()
    while not own.over and (wish := next((w for w in tables.wishes() if w not in asked), None)):
        asked.add(wish)
        with suppress(ArithmeticError):  # it changes a count that must stay
            witnesses.take(wish, deep=True)
        tables.read()


def how_open(cover: BlockRanges) -> int:
    """How many sums some table makes small that could not have been published."""
    down, up = ProofTables(cover).open
    return int(np.count_nonzero(down | up))


class _Dear(Witnesses):
    """Witnesses for which it is dear to hide what is read first, and languages by venue type."""

    def leeway(self) -> Leeway:
        return self._cover.dearer(_DEAR)


def least_of(system: System) -> Integers:
    """What a small count must be able to be: of each block, readers may know one person."""
    return np.maximum(np.maximum(system.blocks, 1), system.told_least)


class ProofTables:
    """The true table and those of the witnesses so far, each with all sums."""

    def __init__(self, cover: BlockRanges) -> None:
        self._cover, system = cover, cover.system
        self._counts, self._most = system.counts, cover.hidden_up_to
        self._least = least_of(system)
        self._seen = 0
        self._small = cover.is_small(self._counts)
        self.read()

    def read(self) -> None:
        """Read the witnesses that were taken since."""
        system = self._cover.system
        for move in self._cover.witnesses[self._seen :]:
            now = self._counts + system.changes(move)
            self._small = self._small | self._cover.is_small(now)
        self._seen = len(self._cover.witnesses)

    @property
    def open(self) -> OpenSums:
        """What could not have been published."""
        reach = self._cover.reach
        return OpenSums(
            self._small & (reach.least > self._least), self._small & (reach.most <= self._most)
        )

    def wishes(self) -> Iterator[SearchWish]:
        """What such sums need, those of the most finest counts first."""
        (down, up), sizes = self.open, self._cover.system.sizes
        for at in sorted(np.flatnonzero(down | up).tolist(), key=lambda at: -sizes[at]):
            count = int(self._counts[at])
            if up[at]:
                yield SearchWish(at, self._most + 1 - count, strict=False)
            if down[at]:
                yield SearchWish(at, int(self._least[at]) - count, strict=False)

    def pull(self) -> Numbers:
        """Where all of them still must go, the nearer the more."""
        down, up = self.open
        fall = nearness(down, self._counts - self._least)
        return np.where(up, nearness(up, self._most + 1 - self._counts), -fall)
