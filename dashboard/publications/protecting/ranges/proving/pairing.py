"""Witnesses of parts that share nobody, taken side by side where a count lies in several parts.

A count of a few people in each of two years is small only if both are small at once. Each year has
witnesses of its own for that. One of each is taken together, and of all that do, the pair that
widens the ranges of their sums least.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.needs.knowing import Change
from dashboard.publications.protecting.ranges.proving.fixed import FixedRanges
from dashboard.publications.protecting.ranges.proving.reaching import Flags
from dashboard.publications.protecting.solver import Numbers
from dashboard.publications.protecting.system import System

_FEW = 12
"""So many witnesses of each part are tried with those of the others: the cheapest that may do."""
_TOGETHER = 1_000
"""Or fewer, so that of all parts hardly more than so many choices are tried."""
_ALL = 1_000_000
"""More people than there are."""
_OPENING = 0.3
"""What it costs besides to hide a cell that was told exactly so far, in shares of its size."""


Cost = Callable[[Integers], Numbers]
"""What each of some changes costs, given as those of all cells."""


class Known(NamedTuple):
    """The witnesses of a part as changes of all finest counts, with no change before them.

    ``fills`` tells which of them leave somebody wherever there is anyone. ``cells`` are the changes
    of all cells.
    """

    moves: Integers
    fills: NDArray[np.bool_]
    cells: Integers


def known(system: System, parts: Iterable[tuple[Sequence[int], Sequence[Change]]]) -> list[Known]:
    """Those of parts, whose witnesses number their blocks by their places among ``of``.

    One that has people where the system knows of nobody is left out.
    """
    columns = {cell: at for at, cell in enumerate(system.grid.cells)}
    declared = system.matrix[np.flatnonzero(system.declared)]
    found = []
    for of, own in parts:
        here = [{Finest(of[at.step], *at[1:]): n for at, n in one.items()} for one in own]
        able = [change for change in here if change.keys() <= columns.keys()]
        moves = np.zeros((len(able) + 1, len(columns)), dtype=np.int64)
        for move, change in zip(moves[1:], able, strict=True):
            for at, people in change.items():
                move[columns[at]] = people
        cells = np.asarray((declared @ moves.T).T, dtype=np.int64)
        full = np.array([_fills(system, *both) for both in zip(moves, cells, strict=True)])
        found.append(Known(moves, full, cells))
    return found


def _fills(system: System, move: Integers, cells: Integers) -> bool:
    """See ``System``; of sums, it only asks for those of all cells."""
    now = system.counts.copy()
    now[system.declared] += cells
    return system.fills(move, now)


def reach_alone(system: System, alone: Flags, parts: Sequence[Known]) -> dict[int, Interval]:
    """How far the witnesses of its part take each session alone, as a range just around that."""
    steps, found = system.grid.step, dict[int, Interval]()
    for at in np.flatnonzero(alone).tolist():
        people = system.sums[at].parts
        step = int(steps[people[system.grid.count[people] > 0]][0])
        moves, fills, _ = parts[step]
        now = system.counts[at] + moves[:, people[steps[people] == step]].sum(axis=1)
        found[at] = Interval(max(int(now.min()) - 1, 0), int(now[fills].max()) + 1)
    return found


def take_side_by_side(cover: FixedRanges, parts: Sequence[Known]) -> None:
    """Take what the parts proved together, for the sums that lack a witness.

    Where what is cheapest does not do, all is taken that goes farthest: it proves what the parts
    prove.
    """
    for at in np.flatnonzero(cover.missing).tolist():
        people = cover.system.sums[at].parts
        for change, strict in _wishes(cover, at):
            _take(cover, _cheapest(cover, parts, people, change, strict=strict))
        if cover.lacks().at(at):
            for sign, strict in ((-1, False), (1, True), (-1, True)):
                _take(cover, _cheapest(cover, parts, people, sign * _ALL, strict=strict))


def _take(cover: FixedRanges, move: Integers) -> None:
    cover.take(move, strict=cover.system.fills(move))


def _wishes(cover: FixedRanges, at: int) -> Iterator[tuple[int, bool]]:
    """By how much a sum must change, and whether strictly; asked anew after each witness."""
    count = int(cover.system.counts[at])
    if cover.lacks().down[at]:
        yield int(cover.goals.floor[at]) - count, False
    if up := int(cover.lacks().up[at]):
        yield up - count, True
    if wide := int(cover.lacks().wide[at]):
        yield int(cover.reach.strict_most[at]) + wide - count, True
    if wide := int(cover.lacks().wide[at]):
        yield int(cover.reach.strict_least[at]) - wide - count, True


def _cheapest(
    cover: FixedRanges, parts: Sequence[Known], people: Integers, change: int, *, strict: bool
) -> Integers:
    """Of all changes that go so far, the one that costs least; else what goes farthest."""
    sign = 1 if change > 0 else -1
    reaches = []
    for own in parts:
        reach = sign * own.moves[:, people].sum(axis=1)
        reaches.append(np.where(own.fills, reach, -1) if strict else reach)
    most = [int(np.max(reach)) for reach in reaches]
    spare = max(sum(most) - abs(change), 0)
    cost = _cost(cover)
    few = min(_FEW, int(_TOGETHER ** (1 / len(parts))))
    choices = [
        _able(reach, far - spare, own.cells, cost, few)
        for own, reach, far in zip(parts, reaches, most, strict=True)
    ]
    pairs = np.array(list(product(*choices)))
    far = sum(reach[at] for reach, at in zip(reaches, pairs.T, strict=True))
    pairs = pairs[far >= sum(most) - spare]
    cells = sum(own.cells[at] for own, at in zip(parts, pairs.T, strict=True))
    best = pairs[int(np.argmin(cost(cells)))]
    return np.sum(
        [own.moves[at] for own, at in zip(parts, best, strict=True)], axis=0, dtype=np.int64
    )


def _able(reach: Integers, least: int, cells: Integers, cost: Cost, few: int) -> list[int]:
    """A few witnesses of a part: the cheapest that go far enough, and the one that goes farthest.

    One that does not help is none at all.
    """
    able = np.flatnonzero((reach >= least) & (reach > 0))
    cheap = able[np.argsort(cost(cells[able]), kind="stable")][:few]
    none = [0] if least <= 0 else []
    return list(dict.fromkeys([*none, *cheap.tolist(), int(np.argmax(reach))]))


def _cost(cover: FixedRanges) -> Cost:
    """What changes of all cells cost: how far they go beyond the ranges that are shown by now."""
    now = cover.leeway()
    count = cover.system.counts[cover.cells]
    size = np.where(now.told, _OPENING * now.size, 0.0)

    def cost(changes: Integers) -> Numbers:
        beyond = np.maximum(changes - (now.high - count), (now.low - count) - changes).clip(min=0)
        paid = (beyond + size) * np.where(beyond > 0, now.price, 0.0)
        return np.asarray(paid.sum(axis=1))

    return cost
