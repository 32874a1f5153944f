"""Hide small counts in partitions of one total, so that no reader can compute them.

A set of linked tables is one total and its partitions: the cells of each table add up to the total
(by month, by language, …). A reader sees the total, every zero, and the cells that are not hidden.
So the reader knows the sum of a table's hidden cells, and that each of them is 1 or more.

First rule: in every table with a hidden cell, take the sum of the hidden cells and subtract 1 for
each of them but one. What is left must be at least ``maximum + 1``. Then the table alone does not
show that any hidden cell is small, and the sum of the hidden cells (the total less the cells shown)
is no small count either. If no choice of cells achieves this, the total is hidden too, with every
cell that is not zero. That is always so for a total below ``maximum + 1``. Without the total, a
table says only which cells are not zero.

Second rule: two tables compared with each other must not reveal a small count; see ``crossing``.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dashboard.privacy.crossed import CrossedCounts
from dashboard.privacy.crossing import small_counts, widen
from dashboard.privacy.moving import Hidden


@dataclass(frozen=True, slots=True)
class VisibleCounts:
    """What may be shown of a set, by code; ``None`` means hidden."""

    total: int | None
    tables: tuple[dict[str, int | None], ...]


def hide(
    tables: Sequence[Mapping[str, int]],
    maximum: int,
    blocks: CrossedCounts | None = None,
    crossed: Sequence[tuple[int, ...]] = (),
    yielding: Collection[int] = (),
) -> VisibleCounts:
    """Hide counts of 1 to ``maximum`` by both rules; a ``maximum`` of 0 hides nothing.

    Args:
        tables: Partitions of one total: the count of each code.
        maximum: The largest small count.
        blocks: The same counts by all tables at once; none if readers know nothing about them.
        crossed: Positions of tables to combine. No cell shows the counts of their combinations,
            but the tables must not reveal that one of them is small either.
        yielding: Positions of tables that are shown whole or not at all. All their cells are hidden
            when one must be, or when they would force a cell of another table to be hidden.
    """
    if blocks is not None and len(blocks.codes) != len(tables):
        msg = "a block must have a code of each table"
        raise ValueError(msg)
    totals = {sum(table.values()) for table in tables}
    if len(totals) > 1:
        msg = "partitions of one total must have equal sums"
        raise ValueError(msg)
    alone = [_hidden(table, maximum) for table in tables]
    own = _all_or_none(alone)
    with_small = [(table,) for table, gone in enumerate(own or ()) if gone]
    small = small_counts(blocks, maximum, [*with_small, *crossed]) if own else []

    def widened(hidden: Hidden) -> Hidden | None:
        return widen(tables, hidden, blocks, small, maximum)

    hidden = own and _with_yielding(tables, own, yielding, widened)
    if hidden is None:
        return VisibleCounts(None, _without(tables, tuple(map(_people, tables))))
    return VisibleCounts(totals.pop() if totals else 0, _without(tables, hidden))


def _with_yielding(
    tables: Sequence[Mapping[str, int]],
    own: Hidden,
    yielding: Collection[int],
    widened: Callable[[Hidden], Hidden | None],
) -> Hidden | None:
    """What is hidden in the end, where the yielding tables are hidden whole or not at all."""
    with_them = _with_all_of(yielding, own, tables)
    if any(own[place] for place in yielding):
        return widened(with_them)
    hidden = widened(own)
    if not yielding or hidden == own:
        return hidden
    without = widened(with_them)
    return hidden if _takes_nothing(yielding, hidden, without) else without


def _people(table: Mapping[str, int]) -> frozenset[str]:
    """The codes with a count above zero."""
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
    """Whether the yielding tables can be shown whole without hiding more in the others."""
    if hidden is None or without is None:
        return hidden is without
    return all(
        not gone if place in yielding else gone == other
        for place, (gone, other) in enumerate(zip(hidden, without, strict=True))
    )


def _hidden(table: Mapping[str, int], maximum: int) -> frozenset[str] | None:
    """The small cells, then the next smallest; ``None`` if even all cells are too few."""
    by_size = sorted([code for code, count in table.items() if count], key=table.__getitem__)
    small = len([code for code in by_size if table[code] <= maximum])
    if not small:
        return frozenset()
    for number, people in enumerate(accumulate(map(table.__getitem__, by_size)), start=1):
        if number >= small and people - (number - 1) > maximum:
            return frozenset(by_size[:number])
    return None


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
