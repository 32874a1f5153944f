"""Hide small counts in partitions of one total, so that none can be worked out again.

A set of linked arrays is one total and its partitions: each array of cells adds up to the total
(by month, by language, …). A reader sees the total, the cells that are not hidden and every
zero, and so knows of the hidden cells of a partition only their sum and the least that each can
be (1, or more when something else shown tells so).

The rule: in every partition with a hidden cell, the hidden ones less the least of all the others
still leave any one of them room for ``maximum + 1``. So no hidden cell can be told to be small:
give each other hidden cell its least, and the one in question the rest of their sum. The
partitions share nothing but their total (no table of two dimensions is shown), and for any
marginals with equal sums there are counts that have them: what is possible in one partition is
possible together with all the others. The hidden ones together are more than ``maximum`` too, so
neither is their sum (the total less the cells shown) a small count.

Where no choice of cells gives that room (never below a total of ``maximum + 1``), the total is
hidden with every cell that is not zero: without it, the partitions say nothing of a cell but its
least.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, and the least that a reader knows it to be when it is hidden."""

    count: int
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be seen of a set; ``None`` stands for hidden."""

    total: int | None
    partitions: tuple[tuple[int | None, ...], ...]


def hide(partitions: Sequence[Sequence[Cell]], maximum: int) -> Shown:
    """Apply the rule to counts of 1 to ``maximum``; 0 hides nothing."""
    totals = {sum(cell.count for cell in cells) for cells in partitions}
    if len(totals) > 1:
        msg = "partitions of one total must have equal sums"
        raise ValueError(msg)
    total = totals.pop() if totals else 0
    hidden = [_hidden(cells, maximum) for cells in partitions]
    if None in hidden:
        return Shown(None, tuple(_without(cells, _counted(cells)) for cells in partitions))
    shown = (_without(cells, at or ()) for cells, at in zip(partitions, hidden, strict=True))
    return Shown(total, tuple(shown))


def _hidden(cells: Sequence[Cell], maximum: int) -> list[int] | None:
    """Positions to hide: the small cells, then the next smallest; ``None`` if all are too few."""
    by_size = sorted(_counted(cells), key=lambda at: cells[at].count)
    small = sum(cells[at].count <= maximum for at in by_size)
    if not small:
        return []
    enough = (n for n in range(small, len(by_size) + 1) if _room(cells, by_size[:n]) > maximum)
    number = next(enough, None)
    return None if number is None else by_size[:number]


def _room(cells: Sequence[Cell], hidden: Sequence[int]) -> int:
    """The most that the tightest of the hidden cells could be, for all that a reader knows."""
    least = [cells[at].at_least for at in hidden]
    return sum(cells[at].count for at in hidden) - sum(least) + min(least)


def _counted(cells: Sequence[Cell]) -> list[int]:
    return [at for at, cell in enumerate(cells) if cell.count]


def _without(cells: Sequence[Cell], hidden: Sequence[int]) -> tuple[int | None, ...]:
    gone = set(hidden)
    return tuple(None if at in gone else cell.count for at, cell in enumerate(cells))
