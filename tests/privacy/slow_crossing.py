"""The proofs of the second rule of hiding, block by block in plain Python.

See ``dashboard.privacy.crossing``, whose search for what to hide is asked here, too: it chooses
only what such a proof allows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from operator import itemgetter
from typing import Any, NamedTuple

from dashboard.privacy.crossing import opened

Hidden = tuple[frozenset[str], ...]
"""The codes hidden in each table."""

Place = tuple[str | None, ...]
"""The codes of a block as the tables tell it; ``None`` for a hidden one."""


class Block(NamedTuple):
    """The people of one combination: one code of each table, in the order of the tables.

    ``attended`` counts the sessions that some of them attended, each with at least one person.
    """

    codes: tuple[str, ...]
    people: int
    attended: int

    @property
    def spare(self) -> int:
        """How many of these people could have been elsewhere, for all that the sessions tell."""
        return self.people - self.attended


@dataclass(frozen=True, slots=True)
class SmallCount:
    """A small count: the blocks with these codes in these tables."""

    tables: tuple[int, ...]
    codes: tuple[str, ...]
    people: int

    def has(self, block: Block) -> bool:
        """Whether the people of a block are among those counted."""
        return all(block.codes[t] == code for t, code in zip(self.tables, self.codes, strict=True))


def widen(
    tables: Sequence[Mapping[str, int]],
    hidden: Sequence[frozenset[str]],
    blocks: Sequence[Block],
    small: Iterable[SmallCount],
    maximum: int,
) -> Hidden | None:
    """The codes to hide in each table, ``hidden`` included; ``None`` hides all, with the total.

    Args:
        tables: The people of each code, in each table.
        hidden: What is hidden already.
        blocks: The same people by all tables at once.
        small: The counts that must not be revealed: ``small_counts`` of the blocks.
        maximum: The largest small count.
    """
    found = tuple(hidden)
    for one in small:
        helps = partial(_could_grow, one, maximum + 1 - one.people, blocks)
        more = opened(tables, found, helps)
        if more is None:
            return None
        found = more
    return found


def small_counts(
    blocks: Sequence[Block], maximum: int, crossed: Sequence[tuple[int, ...]] = ()
) -> list[SmallCount]:
    """The small counts of each table by itself, then those of some combinations.

    Args:
        blocks: The people by all tables at once.
        maximum: The largest small count.
        crossed: Tables to combine. The page does not show the counts of these combinations, but
            must not reveal that one of them is small either.
    """
    if not blocks:
        return []
    alone = [(table,) for table in range(len(blocks[0].codes))]
    return [one for tables in (*alone, *crossed) for one in _small(blocks, tables, maximum)]


def _small(blocks: Sequence[Block], tables: tuple[int, ...], maximum: int) -> Iterator[SmallCount]:
    at, counts = itemgetter(*tables), dict[Any, int]()
    for codes, people, _ in blocks:  # some thousands, so that each step counts
        key = at(codes)
        counts[key] = counts.get(key, 0) + people
    for key, people in sorted(counts.items()):
        if 0 < people <= maximum:
            yield SmallCount(tables, key if len(tables) > 1 else (key,), people)


def _could_grow(small: SmallCount, missing: int, blocks: Sequence[Block], hidden: Hidden) -> bool:
    """Whether an example exists: enough people can be moved into the count."""
    held: set[Place] = set()
    wanting: set[Place] = set()
    spare: Counter[Place] = Counter()
    for block in blocks:
        place = _place(block, hidden)
        held.add(place)
        if block.spare:  # the first block with some tells where a place comes, even within
            spare[place] += 0 if small.has(block) else block.spare
        if small.has(block):
            wanting.add(place)
    for place in sorted(wanting, key=str):
        for givers in _givers(place, spare, held):
            moved = min(missing, *(spare[giver] for giver in givers))
            for giver in givers:
                spare[giver] -= moved
            missing -= moved
            if not missing:
                return True
    return False


def _givers(
    place: Place, spare: Mapping[Place, int], held: set[Place]
) -> Iterator[tuple[Place, ...]]:
    """Places that can give people, each group together: first the place itself, then rounds."""
    if place in spare:
        yield (place,)
    for some in _splits(len(place)):
        others = [table for table in range(len(place)) if table not in some]
        beside = [giver for giver in spare if giver != place and _agree(giver, place, some)]
        below = [giver for giver in spare if giver != place and _agree(giver, place, others)]
        for one, other in product(beside, below):
            fourth = tuple(
                other[table] if table in some else one[table] for table in range(len(place))
            )
            if fourth in held:
                yield one, other


def _splits(tables: int) -> Iterator[tuple[int, ...]]:
    """Every way to split the tables in two, as the part that contains the first table."""
    for size in range(1, tables):
        for rest in combinations(range(1, tables), size - 1):
            yield 0, *rest


def _agree(one: Place, other: Place, tables: Sequence[int]) -> bool:
    return all(one[table] == other[table] for table in tables)


def _place(block: Block, hidden: Hidden) -> Place:
    return tuple(
        None if code in gone else code for code, gone in zip(block.codes, hidden, strict=True)
    )
