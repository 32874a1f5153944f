"""Whether people can be moved into a small count and change no sum shown; see ``crossing``."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dashboard.privacy.crossed import CrossedCounts, Flags, Numbers

PAIRS = 1 << 17
"""Of places that are looked at together: numpy takes as long for a few as for a thousand."""

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
        codes: Those of each table, of which the first is number 1.
        keys: A number for each place, in increasing order, which follows from its codes.
    """

    of_blocks: Numbers
    told: Numbers
    codes: tuple[tuple[str, ...], ...]
    keys: Numbers

    @classmethod
    def of(cls, blocks: CrossedCounts, hidden: Hidden) -> Self:
        """The places where these codes are hidden."""
        told = blocks.at + 1
        for table, (codes, gone) in enumerate(zip(blocks.codes, hidden, strict=True)):
            if gone:
                told[table] *= np.array([code not in gone for code in codes])[blocks.at[table]]
        strides = np.cumprod([1, *(len(codes) + 1 for codes in blocks.codes[:-1])], dtype=np.int64)
        keys, first, of_blocks = np.unique(strides @ told, return_index=True, return_inverse=True)
        return cls(of_blocks, told.T[first], blocks.codes, keys)

    def name(self, place: int) -> str:
        """The codes of a place in words, which orders places."""
        told = self.told[place].tolist()
        return str(
            tuple(codes[n - 1] if n else None for codes, n in zip(self.codes, told, strict=True))
        )


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

    ``giving`` are the places that had people to give. In a round, the first giver shares the code
    of the first table with the place, and both together share all its codes. The fourth place has
    the codes that are left, so the sum of its key and the place's is that of the givers. Rounds
    come in the order of the tables that the second giver does not share, few tables first.
    """
    if spare[place]:
        yield [place]
    others = giving[giving != place]
    keys, tables = places.keys, places.told.shape[1]
    every, bits = (1 << tables) - 1, (1 << np.arange(tables)).astype(np.uint16)
    shares = (places.told[others] == places.told[place]) @ bits
    firsts = (shares & 1).nonzero()[0]
    rows = max(1, PAIRS // max(1, len(others)))
    for begin in range(0, len(firsts), rows):
        some = firsts[begin : begin + rows]
        row, second = ((shares[some, None] | shares) == every).nonzero()
        one, other = others[some[row]], others[second]
        closed = _among(keys[one] + keys[other] - keys[place], keys).nonzero()[0]
        if len(closed):
            lacks = every & ~shares[second[closed]]
            found = closed[_turns(tables)[lacks | 1].argsort(kind="stable")]
            yield from map(list, zip(one[found].tolist(), other[found].tolist(), strict=True))


def _among(keys: NDArray[Any], known: Numbers) -> Flags:
    """Which keys are among the known ones, which are in order."""
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    found: Flags = known[at] == keys
    return found


@cache
def _turns(tables: int) -> Numbers:
    """The turn of each set of tables, as the sum of its bits: the small ones first."""
    every = [one for n in range(tables + 1) for one in combinations(range(tables), n)]
    found: Numbers = np.argsort([sum(1 << table for table in some) for some in every])
    return found
