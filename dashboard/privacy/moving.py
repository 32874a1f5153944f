"""Whether people can be moved into a small count and change no sum shown; see ``crossing``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dashboard.privacy.crossed import CrossedCounts, Flags, Numbers

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
        strides: What a code's number adds to that, for each table.
    """

    of_blocks: Numbers
    told: Numbers
    names: tuple[tuple[str | None, ...], ...]
    keys: Numbers
    strides: NDArray[np.int64]

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
        return cls(of_blocks, told.T[first], tuple(names), keys, strides)

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
    wanting = set(places.of_blocks[small.within].tolist())
    for place in sorted(wanting, key=places.name):
        for givers in _givers(place, at, spare, places):
            moved = min(missing, *spare[givers].tolist())
            spare[givers] -= moved
            missing -= moved
            if not missing:
                return True
    return False


def _givers(place: int, at: Numbers, spare: Numbers, places: TablePlaces) -> Iterator[list[int]]:
    """Places that can give people, each group together: first the place itself, then rounds.

    ``at`` are the places that had people to give, some of them several times.
    """
    if spare[place]:
        yield [place]
    _, first = np.unique(at, return_index=True)
    others = at[np.sort(first)]
    others = others[others != place]
    told, tables = places.told, range(places.told.shape[1])
    same = told[others] == told[place]
    for some in _splits(len(tables)):
        rest = [table for table in tables if table not in some]
        beside, below = (others[same[:, part].all(1)] for part in (list(some), rest))
        parts = told[below][:, list(some)] @ places.strides[list(some)]
        for one in beside.tolist():
            fourth = parts + told[one, rest] @ places.strides[rest]
            yield from ([one, other] for other in below[_among(fourth, places.keys)].tolist())


def _among(keys: NDArray[Any], known: Numbers) -> Flags:
    """Which keys are among the known ones, which are in order."""
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    found: Flags = known[at] == keys
    return found


def _splits(tables: int) -> Iterator[Sequence[int]]:
    """Every way to split the tables in two, as the part that contains the first table."""
    for size in range(1, tables):
        for rest in combinations(range(1, tables), size - 1):
            yield 0, *rest
