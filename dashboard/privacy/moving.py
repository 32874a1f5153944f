"""Whether people can be moved into a small count and change no sum shown; see ``crossing``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dashboard.privacy.crossed import CrossedCounts, Flags, Numbers

PAIRS = 4096
"""Of places that are looked at together, as numpy takes as long for a few as for a hundred."""

Hidden = tuple[frozenset[str], ...]
"""The codes hidden in each table."""


class SmallCount(NamedTuple):
    """A small count: the people of the blocks ``within``, with these codes in these tables."""

    tables: tuple[int, ...]
    codes: tuple[str, ...]
    people: int
    within: Flags


@dataclass(frozen=True, slots=True, eq=False)
class TablePlaces:
    """The places of blocks: sets of blocks that no table tells apart.

    Args:
        of_blocks: The place of each block.
        told: The codes of each place, as numbers: 0 for a hidden one; one row a place.
        names: The same for people; ``None`` for a hidden one.
        keys: A number for each place, in increasing order, which follows from its codes.
    """

    of_blocks: Numbers
    told: Numbers
    names: tuple[tuple[str | None, ...], ...]
    keys: Numbers

    @classmethod
    def of(cls, blocks: CrossedCounts, hidden: Hidden) -> Self:
        """The places where these codes are hidden."""
        names: list[tuple[str | None, ...]] = []
        told = np.empty_like(blocks.at)
        for table, (codes, gone) in enumerate(zip(blocks.codes, hidden, strict=True)):
            numbers = [0 if code in gone else n for n, code in enumerate(codes, start=1)]
            told[table] = np.array(numbers)[blocks.at[table]]
            names.append((None, *codes))
        strides = np.cumprod([1, *(len(some) for some in names[:-1])], dtype=np.int64)
        keys, first, of_blocks = np.unique(strides @ told, return_index=True, return_inverse=True)
        return cls(of_blocks, told.T[first], tuple(names), keys)

    def name(self, place: int) -> str:
        """The codes of a place in words, which orders places."""
        told = self.told[place].tolist()
        return str(tuple(codes[n] for codes, n in zip(self.names, told, strict=True)))


def could_grow(small: SmallCount, maximum: int, blocks: CrossedCounts, places: TablePlaces) -> bool:
    """Whether an example exists: enough people can be moved into the count."""
    missing = maximum + 1 - small.people
    gives = (blocks.spare > 0) & ~small.within
    at = places.of_blocks[gives]
    spare = np.bincount(at, blocks.spare[gives], len(places.keys)).astype(np.int64)
    giving = _in_turn(at, spare)
    wanting = set(places.of_blocks[small.within].tolist())
    for place in sorted(wanting, key=places.name):
        for givers in _givers(place, giving, spare, places):
            moved = min(missing, *spare[givers].tolist())
            spare[givers] -= moved
            missing -= moved
            if not missing:
                return True
    return False


def _in_turn(at: Numbers, spare: Numbers) -> Numbers:
    """The places of blocks that can give, each once, in the order of their first blocks."""
    first = np.zeros(len(spare), np.int64)
    first[at[::-1]] = np.arange(len(at))[::-1]  # the last that is written stays
    giving = spare.nonzero()[0]
    found: Numbers = giving[first[giving].argsort()]
    return found


def _givers(
    place: int, giving: Numbers, spare: Numbers, places: TablePlaces
) -> Iterator[list[int]]:
    """Places that can give people, each group together: first the place itself, then rounds.

    ``giving`` are the places that had people to give. In a round, the fourth place has the codes
    that the place does not share with the two others, so the sum of its key and the place's is
    that of theirs.
    """
    if spare[place]:
        yield [place]
    others = giving[giving != place]
    keys, tables = places.keys, places.told.shape[1]
    shares = (places.told[others] == places.told[place]) @ (1 << np.arange(tables))
    holds = _within(tables)[:, shares]
    known = holds.any(1).tolist()
    for one_part, other_part in _splits(tables):
        if not (known[one_part] and known[other_part]):
            continue
        beside, below = others[holds[one_part]], others[holds[other_part]]
        less = keys[below] - keys[place]
        rows = max(1, PAIRS // len(below))
        for begin in range(0, len(beside), rows):
            some = beside[begin : begin + rows]
            one, other = np.nonzero(_among(keys[some][:, None] + less, keys))
            yield from map(list, zip(some[one].tolist(), below[other].tolist(), strict=True))


def _among(keys: NDArray[Any], known: Numbers) -> Flags:
    """Which keys are among the known ones, which are in order."""
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    found: Flags = known[at] == keys
    return found


@cache
def _within(tables: int) -> Flags:
    """Whether each set of tables, as the sum of its bits, is within each: a row for each."""
    every = np.arange(1 << tables)
    found: Flags = (every[:, None] & every) == every[:, None]
    return found


@cache
def _splits(tables: int) -> Sequence[tuple[int, int]]:
    """Every way to split the tables in two, each part as the sum of its bits.

    The part that contains the first table comes first.
    """
    every = (1 << tables) - 1
    parts = (
        1 + sum(1 << table for table in others)
        for number in range(tables - 1)
        for others in combinations(range(1, tables), number)
    )
    return tuple((part, every - part) for part in parts)
