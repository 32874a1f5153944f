"""Whether people can be moved into a small count and change no sum shown; see ``crossing``."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations
from operator import mul
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
        strides = [*accumulate([1, *(len(codes) + 1 for codes in blocks.codes[:-1])], mul)]
        keys = np.array(strides) @ told
        # as numpy's own search for what is unique, which takes twice as long for so few
        order = keys.argsort(kind="stable")
        ordered = keys[order]
        begins = np.append(True, ordered[1:] != ordered[:-1])
        of_blocks = np.empty_like(order)
        of_blocks[order] = begins.cumsum() - 1
        return cls(of_blocks, told.T[order[begins]], blocks.codes, ordered[begins])

    def name(self, place: int) -> str:
        """The codes of a place in words, which orders places."""
        told = self.told[place].tolist()
        return str(
            tuple(codes[n - 1] if n else None for codes, n in zip(self.codes, told, strict=True))
        )


def could_grow(small: SmallCount, maximum: int, blocks: CrossedCounts, places: TablePlaces) -> bool:
    """Whether an example exists: enough people can be moved into the count."""
    missing = maximum + 1 - small.people
    spare = blocks.spare * ~small.within
    left = np.bincount(places.of_blocks, spare, len(places.keys)).astype(np.int64).tolist()
    wanting = {*places.of_blocks[small.within].tolist()}
    giving: Numbers | None = None
    for place in sorted(wanting, key=places.name) if len(wanting) > 1 else wanting:
        missing -= left[place]
        if missing <= 0:
            return True
        left[place] = 0
        if giving is None:
            giving = _in_turn(places.of_blocks[spare > 0])
        for one, other in _givers(place, giving, places):
            if moved := min(missing, left[one], left[other]):
                left[one] -= moved
                left[other] -= moved
                missing -= moved
                if not missing:
                    return True
    return False


def _in_turn(places: Numbers) -> Numbers:
    """Each of some places once, in the order in which they come first."""
    return np.array([*dict.fromkeys(places.tolist())], np.intp)


def _givers(place: int, giving: Numbers, places: TablePlaces) -> Iterator[tuple[int, int]]:
    """Two places each that can give people to a place, in rounds.

    ``giving`` are the places that had people to give. In a round, the first giver shares the code
    of the first table with the place, and both together share all its codes. The fourth place has
    the codes that are left, so the sum of its key and the place's is that of the givers. Rounds
    come in the order of the tables that the second giver does not share, few tables first.
    """
    others, told, keys = giving[giving != place], places.told, places.keys
    same = told[others] == told[place]
    firsts = same[:, 0].nonzero()[0]
    if not len(firsts):
        return
    tables = told.shape[1]
    every, shares = (1 << tables) - 1, same @ _bits(tables)
    rows = max(1, PAIRS // len(others))
    for begin in range(0, len(firsts), rows):
        some = firsts[begin : begin + rows]
        row, second = ((shares[some, None] | shares) == every).nonzero()
        one, other = others[some[row]], others[second]
        closed = _among(keys[one] + keys[other] - keys[place], keys).nonzero()[0]
        if len(closed):
            lacks = every & ~shares[second[closed]]
            found = closed[_turns(tables)[lacks | 1].argsort(kind="stable")]
            yield from zip(one[found].tolist(), other[found].tolist(), strict=True)


def _among(keys: NDArray[Any], known: Numbers) -> Flags:
    """Which keys are among the known ones, which are in order."""
    found: Flags = known.take(known.searchsorted(keys), mode="clip") == keys
    return found


@cache
def _bits(tables: int) -> Numbers:
    """A bit for each table."""
    return (1 << np.arange(tables)).astype(np.uint16)


@cache
def _turns(tables: int) -> Numbers:
    """The turn of each set of tables, as the sum of its bits: the small ones first."""
    every = [one for n in range(tables + 1) for one in combinations(range(tables), n)]
    found: Numbers = np.argsort([sum(1 << table for table in some) for some in every])
    return found
