"""Hide small counts in partitions of one total, so that none can be worked out again.

A set of linked arrays is one total and its partitions: each table of cells adds up to the total
(by month, by language, …). A reader sees the total, the cells that are not hidden and every
zero, and so knows of the hidden cells of a table their sum, and that each is 1 or more.

The first rule: in every table with a hidden cell, the hidden ones less 1 for each of the others
still leave any one of them room for ``maximum + 1``. So no hidden cell can be told to be small by
its own table, nor is the sum of the hidden ones (the total less the cells shown) a small count.

Where no choice of cells gives that room (never below a total of ``maximum + 1``), the total is
hidden with every cell that is not zero: without it, the tables say nothing of a cell but that it
is there.

The second rule, of what one table tells when it is held against another, stands in ``crossing``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dashboard.privacy.crossing import Block, Hidden, widen


@dataclass(frozen=True, slots=True)
class VisibleCounts:
    """What may be seen of a set, by code; ``None`` stands for hidden."""

    total: int | None
    tables: tuple[dict[str, int | None], ...]


def hide(
    tables: Sequence[Mapping[str, int]],
    maximum: int,
    blocks: Sequence[Block] = (),
    crossed: Sequence[tuple[int, ...]] = (),
    yielding: Collection[int] = (),
) -> VisibleCounts:
    """Apply the rules to counts of 1 to ``maximum``; 0 hides nothing.

    Args:
        tables: Partitions of one total: the count of each code.
        maximum: The largest small count.
        blocks: The same counts by all tables at once; none where a reader knows nothing of them.
        crossed: Tables by their places, to be taken together: that counts of their combinations
            are small must not be told either, though no cell shows them.
        yielding: Tables, by their places, that are shown whole or not at all: where one of their
            cells must be hidden, or one of another table because of them, all of them are.
    """
    if any(len(block.codes) != len(tables) for block in blocks):
        msg = "a block must have a code of each table"
        raise ValueError(msg)
    totals = {sum(table.values()) for table in tables}
    if len(totals) > 1:
        msg = "partitions of one total must have equal sums"
        raise ValueError(msg)
    alone = [_hidden(table, maximum) for table in tables]
    own = _all_or_none(alone)
    hidden = own if own is None else widen(tables, own, blocks, maximum, crossed)
    if own and yielding and (hidden != own or any(own[place] for place in yielding)):
        without = widen(tables, _with_all_of(yielding, own, tables), blocks, maximum, crossed)
        hidden = hidden if _takes_nothing(yielding, hidden, without) else without
    if hidden is None:
        return VisibleCounts(None, _without(tables, tuple(map(_people, tables))))
    return VisibleCounts(totals.pop() if totals else 0, _without(tables, hidden))


def _people(table: Mapping[str, int]) -> frozenset[str]:
    """The codes that have any."""
    return frozenset(code for code, count in table.items() if count)


def _with_all_of(
    places: Collection[int], hidden: Hidden, tables: Sequence[Mapping[str, int]]
) -> Hidden:
    return tuple(
        _people(table) if place in places else gone
        for place, (table, gone) in enumerate(zip(tables, hidden, strict=True))
    )


def _takes_nothing(
    yielding: Collection[int], hidden: Hidden | None, without: Hidden | None
) -> bool:
    """Whether what yields can be shown whole, and the others as they are without it."""
    if hidden is None or without is None:
        return hidden is without
    return all(
        not gone if place in yielding else gone == other
        for place, (gone, other) in enumerate(zip(hidden, without, strict=True))
    )


def _hidden(table: Mapping[str, int], maximum: int) -> frozenset[str] | None:
    """The small cells, then the next smallest; ``None`` if all are too few."""
    by_size = sorted((code for code, count in table.items() if count), key=lambda code: table[code])
    small = sum(table[code] <= maximum for code in by_size)
    if not small:
        return frozenset()
    enough = (
        number
        for number in range(small, len(by_size) + 1)
        if sum(table[code] for code in by_size[:number]) - (number - 1) > maximum
    )
    number = next(enough, None)
    return None if number is None else frozenset(by_size[:number])


def _all_or_none(found: Sequence[frozenset[str] | None]) -> Hidden | None:
    known = tuple(hidden for hidden in found if hidden is not None)
    return known if len(known) == len(found) else None


def _without(
    tables: Sequence[Mapping[str, int]], hidden: Hidden
) -> tuple[dict[str, int | None], ...]:
    return tuple(
        {code: None if code in gone else count for code, count in table.items()}
        for table, gone in zip(tables, hidden, strict=True)
    )
