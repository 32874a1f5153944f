"""Witnesses for a block of which hardly a count is large: each may hide much that it need not hide.

Where nearly all that can be asked must not be told, to seek the cheapest change for each count
takes too long. So people move freely, and whatever changes is hidden. First everyone stays in their
age, year and place, then in fewer and fewer of these; at last only the headline stays. A change
leaves two families of sums as they are: those of people, and those of places. No two of a family
overlap unless one is inside the other, so the corners of such programmes are whole, as those of
flows are. They have few rows, and each serves many counts.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence

import numpy as np
from scipy.sparse import csc_array, csr_array, hstack, vstack

from dashboard.domain.publications.periods import periods_of
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.diving import NEAR
from dashboard.publications.protecting.ranges.proving.grouping import rows_by
from dashboard.publications.protecting.ranges.proving.reaching import are_named
from dashboard.publications.protecting.solver import Linear, Numbers, Warm, Work
from dashboard.publications.protecting.system import System

_FARTHEST = 1_000
_STILL = 0.001
"""What each person who moves costs, and as much for each cell that is exact so far, beside one whom
a sum lacks: so nobody moves in vain."""
_FEW = 100
"""So few sums that lack a witness are helped one after the other, so that less is hidden."""
_LARGE = 2
"""A small count with so many thresholds of people more is large, whoever leaves it elsewhere."""
_PLACES = (
    ("year", "language", "venue_type", "kind"),
    ("year", "language", "venue_type"),
    ("year", "venue_type"),
    ("year",),
    (),
)
"""What stays as it is of places, one way after the other. Readers may know how many people each
year had at a venue type, so no way joins places of which it parts those."""


def take_freely(
    cover: BlockRanges,
    youth: Sequence[str],
    work: Work | None = None,
    fewer: Iterable[Sequence[Name]] = (),
) -> None:
    """Take witnesses for what lacks them; what then still lacks one is ``missing``.

    Where that is so though only what is kept stays, ``fewer`` and fewer of it are kept. Once the
    ``work`` is over, only these last ways are left, which hide the most. Each has as much again.
    """
    work = work or Work()
    stay = who_stays(cover.system)
    for held in _ways(cover.system, youth):
        _move(cover, held, stay, work)
    _move_at_last(cover, stay, work)
    for names in fewer:
        if cover.lacks().anything:
            cover.kept &= are_named(cover.system, names)
            _move_at_last(cover, stay, work)
    cover.note_missing()


def _move_at_last(cover: BlockRanges, stay: Integers, work: Work) -> None:
    """Take what leaves only what is kept, though the work may be over."""
    own = work.part(least=work.given)
    _move(cover, cover.system.matrix[np.flatnonzero(cover.kept)], stay, own)


def _move(cover: BlockRanges, held: csr_array, stay: Integers, work: Work) -> None:
    """Take what leaves the sums that are ``held``: to raise others, then to make them small."""
    for own in (stay, None):
        if not work.over and cover.lacks().anything:
            _take_all(cover, FreeMoves(cover, held, work, own))


def _ways(system: System, youth: Sequence[str]) -> Iterator[csr_array]:
    """The sums that stay as they are, ever fewer."""
    cells = system.grid.cells
    ages = rows_by(cell.age for cell in cells)
    young = rows_by(cell.age in youth for cell in cells)
    for axes in _PLACES:
        places = rows_by(_place(cell, axes) for cell in cells)
        yield from (vstack([people, places], format="csr") for people in (ages, young))


def _place(cell: Finest, axes: Sequence[str]) -> Hashable:
    return tuple(
        periods_of(cell.month)[1] if axis == "year" else getattr(cell, axis) for axis in axes
    )


def _take_all(cover: BlockRanges, moves: "FreeMoves") -> None:
    """Take what helps all sums that lack it, or at least the first of them.

    Of a few, one is helped after the other, each as far as it must.
    """
    if len(moves.lacking()) <= _FEW:
        while _take_one(cover, moves):
            pass
        return
    first = False
    while len(lacking := moves.lacking()):
        move = moves.farthest(lacking[:1] if first else lacking)
        if move is not None and cover.take_if_useful(move, strict=moves.strict):
            first = False
        elif first:
            break
        else:
            first = True


def _take_one(cover: BlockRanges, moves: "FreeMoves") -> bool:
    """Take what helps the first sum that can be helped; whether there is one."""
    for at in moves.lacking().tolist():
        move = moves.nearest(at)
        if move is not None and cover.take_if_useful(move, strict=moves.strict):
            return True
    return False


class FreeMoves:
    """Changes of the finest counts that leave some sums as they are, and what else is known.

    Strict ones raise sums. They leave somebody in each cell that has anyone, and at each session.
    Others make them small.
    """

    def __init__(
        self, cover: BlockRanges, held: csr_array, work: Work, stay: Integers | None = None
    ) -> None:
        """Strict ones if so many ``stay`` of each finest count."""
        self._cover, self._work, self.strict = cover, work, stay is not None
        system, count = cover.system, cover.system.grid.count
        self._both = np.arange(2 * len(count), dtype=np.int32)
        fall = count if stay is None else count - stay
        most = _FARTHEST if stay is None else _LARGE * cover.hidden_up_to
        known = np.maximum(system.reached, system.least)
        some = np.flatnonzero(known)
        none = np.zeros(held.shape[0])
        rows = vstack([held, system.matrix[some]]).astype(float)
        self._warm = Warm(
            Linear(
                csc_array(hstack([rows, -rows])),
                np.zeros(2 * len(count)),
                np.zeros(2 * len(count)),
                np.concatenate([np.full(len(count), most), fall]).astype(float),
                np.concatenate([none, known[some] - system.counts[some]]),
                np.concatenate([none, np.full(len(some), np.inf)]),
            ),
            work,
        )

    def lacking(self) -> Integers:
        """The sums that must still rise, or become small."""
        down, up, wide = self._cover.lacks()
        return np.flatnonzero((up > 0) | (wide > 0) if self.strict else down)

    def farthest(self, sums: Integers) -> Integers | None:
        """The change that takes these sums together as far as it can; ``None`` if none is whole."""
        cells = self._cover.cells[self._cover.leeway().told]
        still = _STILL * (1 + self._parts(cells))
        pull = self._parts(sums) if self.strict else -self._parts(sums)
        self._work.spend(len(self._cover.system.sums))
        self._warm.pay(self._both, np.concatenate([still - pull, still + pull]))
        values = self._warm.solve()
        if values is None or np.any(np.abs(values - np.round(values)) > NEAR):
            return None
        gain, loss = np.split(np.round(values).astype(np.int64), 2)
        return gain - loss

    def nearest(self, at: int) -> Integers | None:
        """The change that takes this sum as far as it must go, or farther if that is not whole."""
        parts = self._cover.system.sums[at].parts
        both = np.concatenate([parts, len(self._both) // 2 + parts]).astype(np.int32)
        self._warm.add(both, np.repeat([1.0, -1.0], len(parts)), *self._ends(at))
        move = self.farthest(np.array([at]))
        self._warm.drop_last()
        return self.farthest(np.array([at])) if move is None else move

    def _ends(self, at: int) -> tuple[float, float]:
        cover, count = self._cover, int(self._cover.system.counts[at])
        if not self.strict:
            return float(cover.goals.floor[at] - count), np.inf
        _, up, wide = (int(own[at]) for own in cover.lacks())
        most = max(up, int(cover.reach.strict_most[at]) + wide if wide else 0)
        return -np.inf, float(most - count)

    def _parts(self, sums: Integers) -> Numbers:
        """In how many of these sums each finest count is."""
        found: Numbers = np.asarray(self._cover.system.matrix[sums].sum(axis=0), dtype=float)
        return found.ravel()


def who_stays(system: System) -> Integers:
    """So many of each finest count that no cell is emptied, and somebody stays at each session.

    Small sums have the least choice, so they choose first; then larger ones have most already.
    """
    count, stay = system.grid.count, np.zeros_like(system.grid.count)
    filled = np.flatnonzero(system.declared & (system.counts > 0)).tolist()
    every = [(system.sums[at].parts, 1) for at in filled]
    grid = system.grid
    every += [
        (np.flatnonzero((grid.stratum == at) & grid.attending), n)
        for at, n in enumerate(grid.floor.tolist())
    ]
    for parts, some in sorted(every, key=lambda one: len(one[0])):
        missing = some - int(stay[parts].sum())
        for at in parts[np.argsort(stay[parts] - count[parts], kind="stable")].tolist():
            more = min(max(missing, 0), int(count[at] - stay[at]))
            stay[at] += more
            missing -= more
    return stay
