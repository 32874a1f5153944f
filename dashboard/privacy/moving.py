"""Whether people can be moved into a small count and change no sum shown; see ``crossing``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations
from operator import mul
from typing import NamedTuple, Self

import numpy as np

from dashboard.privacy.crossed import CrossedCounts, Numbers

Hidden = tuple[frozenset[str], ...]
"""The codes hidden in each table."""


class SmallCount(NamedTuple):
    """A small count: the people of the blocks ``within``, with these codes in these tables."""

    tables: tuple[int, ...]
    codes: tuple[str, ...]
    people: int
    within: Sequence[int]
    """The numbers of its blocks: no more than people."""


@dataclass(frozen=True, slots=True, eq=False)
class TablePlaces:
    """The places of blocks: sets of blocks that no table tells apart.

    A place is a number, to which each of its codes adds its own, times the stride of its table.

    Args:
        of_blocks: The place of each block.
        every: All places.
        spare: How many people of each block could have been elsewhere.
        giving: The sums of these people, of each place that has some.
        givers: These places in the same order.
        told: The codes of each block as numbers, 0 for a hidden one; one row a table.
        told_giving: Those of each place in ``giving``.
        codes: Those of each table, of which the first is number 1.
    """

    of_blocks: list[int]
    every: frozenset[int]
    spare: Numbers
    giving: dict[int, int]
    givers: Numbers
    told: Numbers
    told_giving: Numbers
    codes: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, blocks: CrossedCounts, hidden: Hidden) -> Self:
        """The places where these codes are hidden."""
        told = blocks.at + 1
        for table, (codes, gone) in enumerate(zip(blocks.codes, hidden, strict=True)):
            if gone:
                told[table] *= np.array([code not in gone for code in codes])[blocks.at[table]]
        strides = [*accumulate([1, *(len(codes) + 1 for codes in blocks.codes[:-1])], mul)]
        numbers, spare = np.array(strides) @ told, blocks.spare
        places = numbers.tolist()
        giving, firsts = _sums(numbers, spare)
        every, givers, told_giving = frozenset(places), numbers[firsts], told[:, firsts]
        return cls(places, every, spare, giving, givers, told, told_giving, blocks.codes)

    def in_order(self, places: Mapping[int, int]) -> list[int]:
        """Some places, each with one of its blocks, by their codes in words."""
        return sorted(places, key=lambda place: self._name(places[place]))

    def _name(self, block: int) -> str:
        told = self.told[:, block].tolist()
        return str(
            tuple(codes[n - 1] if n else None for codes, n in zip(self.codes, told, strict=True))
        )


def _sums(places: Numbers, spare: Numbers) -> tuple[dict[int, int], Numbers]:
    """The people to spare of each place that has some, and its first block with some, in order."""
    blocks = spare.nonzero()[0]
    of_blocks, people = places[blocks].tolist(), spare[blocks].tolist()
    found = dict(zip(of_blocks, people, strict=True))
    if len(found) == len(blocks):  # as mostly: no two are of one place
        return found, blocks
    found, firsts = dict.fromkeys(found, 0), dict[int, int]()
    for block, place, some in zip(blocks.tolist(), of_blocks, people, strict=True):
        found[place] += some
        firsts.setdefault(place, block)
    return found, np.array([*firsts.values()])


def could_grow(small: SmallCount, maximum: int, places: TablePlaces) -> bool:
    """Whether an example exists: enough people can be moved into the count."""
    missing = maximum + 1 - small.people
    left, told = places.giving.copy(), places.told_giving
    wanting = {places.of_blocks[block]: block for block in small.within}
    for block in small.within:
        if spare := int(places.spare[block]):
            left[places.of_blocks[block]] -= spare
    for place in places.in_order(wanting) if len(wanting) > 1 else wanting:
        if place in left:
            missing -= left[place]
            left[place] = 0
            if missing <= 0:
                return True
        lacks = _bits(len(told)) @ (told != places.told[:, wanting[place], None])
        for one, other in _givers(place, lacks, places):
            if moved := min(missing, left[one], left[other]):
                left[one] -= moved
                left[other] -= moved
                missing -= moved
                if not missing:
                    return True
    return False


def _givers(place: int, lacks: Numbers, places: TablePlaces) -> Iterator[tuple[int, int]]:
    """Two places each that can give people to a place, in rounds.

    ``lacks`` are the tables whose codes each of the places that have people to give does not share
    with the place. In a round, the first giver shares the code of the first table with the place,
    and both together share all its codes. The fourth place has the codes that are left, so it and
    the place add up to the givers. Rounds come in the order of the tables that the second giver
    does not share, few tables first. Most proofs end in the first round.
    """
    rounds = lacks | (lacks > 0)  # in which each is the second giver; 0 of the place itself
    shares = lacks != rounds
    firsts = [*zip(places.givers[shares].tolist(), lacks[shares].tolist(), strict=True)]
    held = {*rounds.tolist()} if firsts else ()
    for now in _turns(len(places.codes)):
        if now not in held:
            continue
        seconds = places.givers[rounds == now].tolist()
        for one, its_own in firsts:
            if not its_own & now:
                more, every = one - place, places.every
                yield from [(one, other) for other in seconds if other + more in every]


@cache
def _bits(tables: int) -> Numbers:
    """A bit for each table."""
    return (1 << np.arange(tables)).astype(np.uint16)


@cache
def _turns(tables: int) -> tuple[int, ...]:
    """The sets of tables with the first one, as sums of bits: the small ones first."""
    every = [one for n in range(tables + 1) for one in combinations(range(tables), n)]
    return tuple(sum(1 << table for table in some) for some in every if 0 in some)
