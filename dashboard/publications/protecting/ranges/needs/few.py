"""Sums of cells of one table that are small together, though none of them need be hidden alone.

A filter may name several codes of an axis. Say that each of two cells of 2 people may be 1 or less.
Together they may still be no less than 3, if what is told of the table's other cells leaves no
room. So such sums are needs of their own: 1 or less, and more than the threshold.

Sums of several codes on three axes or four are needs, too, and on two in a quarter: no table has
them. Only the largest of them are listed. What may be 1 or less together may be so in each part,
and may be more than the threshold if one cell of it may, which is asked alone.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, reduce
from itertools import combinations, pairwise
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.publications.protected import AXES, YOUTH
from dashboard.publications.protecting.asked import AskableCount
from dashboard.publications.protecting.counts import SessionCounts
from dashboard.publications.protecting.declared import Blank, Codes, members
from dashboard.publications.protecting.facts import Fact, need
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.counted import CountedPeople
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.needs.several import Flags, codes_of, largest, sums

MOST_CODES = 21  # on all axes: each doubles the choices
MOST_OF_A_TABLE = 24
"""Codes on both axes of a table, of which all choices are added up: with these it takes 250 MB."""
_AT_ONCE = 256
Choice = tuple[int, ...]
"""A number for each axis, which stands for some of its codes; see ``several``."""


def small_sums(
    block: BlockCounts, steps: Mapping[int, SessionCounts] | None = None
) -> Iterator[AskableCount]:
    """Every sum of several cells of a table that is 1 to the threshold, each set of people once.

    And the largest such sums of some codes on each of the four axes. ``steps`` are the counts that
    the block is the sum of, by the step of their unknowns; without them, all of it is step 0.
    """
    steps = {0: block.counts} if steps is None else steps
    yield from SmallSums(steps).of(block, steps)


class SmallSums:
    """The same of several sums of some ``steps``, one after the other, each set of people once.

    What must not be told of people is listed with the first sum that has them all.
    """

    def __init__(self, steps: Mapping[int, SessionCounts]) -> None:
        self._every = CountedPeople(steps)
        self._seen, self._listed = set[bytes](), set[Hashable]()

    def of(self, block: BlockCounts, steps: Collection[int]) -> Iterator[AskableCount]:
        """Those of a block that is the sum of some of the steps."""
        every, seen = self._every.among(steps), self._seen
        for own, small in _small(block, every, self._listed):
            for chosen, count, who in zip(small.chosen, small.counts, own.who(small), strict=True):
                people = who.tobytes()
                wanted = need(Fact(count, others=1), block.rules.hidden_up_to)
                if wanted and people not in seen:
                    seen.add(people)
                    yield AskableCount(own.name(chosen), tuple(every.named(who)), count, wanted)


def _small(
    block: BlockCounts, every: CountedPeople, listed: set[Hashable]
) -> Iterator[tuple["_Cells", "_Small"]]:
    """The small sums of the rules of the block, and what they are sums of."""
    most = block.rules.hidden_up_to
    for table in block.asked_tables if block.made_by >= Rule.SUMS else ():
        if table.by and (YOUTH,) not in table.codes:  # not one row, nor the youth alone
            key = ("table", table, every.steps(table.period))
            if key not in listed:
                listed.add(key)
                own = _Cells(every, table)
                yield own, own.small(most)
    if block.made_by >= Rule.SEVERAL:
        yield from _of_all_axes(block, every, most, listed)


def _of_all_axes(
    block: BlockCounts, every: CountedPeople, most: int, listed: set[Hashable]
) -> Iterator[tuple["_Cells", "_Small"]]:
    """The largest small sums of the whole, of each year and of each quarter.

    Those that are small in a longer period, too, are part of that. None where more than
    ``MOST_CODES`` are in use.
    """
    axes = (block.words.languages, block.venue_types, block.words.ages, block.words.kinds)
    codes = tuple(map(every.used, AXES, axes))
    if sum(map(len, codes)) > MOST_CODES:
        return
    months = every.months
    spans = (("", *periods_of(month)[:3]) for month in months)

    @cache
    def sums_of(period: str) -> tuple[_Cells, NDArray[np.integer[Any]]]:
        own = _Cells(every, Blank(period, "", AXES, codes))
        return own, own.all_sums(most)

    for longer, period in dict.fromkeys(pair for span in spans for pair in pairwise(span)):
        key = ("axes", codes, period, every.steps(period), longer and every.steps(longer))
        if key in listed:
            continue
        listed.add(key)
        own, counts = sums_of(period)
        found = largest(counts <= most) & (counts > 0)
        if longer:
            found &= sums_of(longer)[1] > most
        yield own, _Small(list(map(tuple, np.argwhere(found).tolist())), counts[found].tolist())


def few_by_step(
    block: BlockCounts, steps: Mapping[int, SessionCounts], most: int, old: Collection[int]
) -> Iterator[tuple[str, dict[int, list[Finest]]]]:
    """Every sum of several cells of a table with 1 to ``most`` people at some step.

    With the people in it at each step. So may a year or a quarter of which the block tells no such
    table, but not at ``old`` steps: what was told of these did not heed it.
    """
    own, nobody = frozenset(block.asked_tables), CountedPeople({})
    every = {step: CountedPeople({step: counts}) for step, counts in steps.items()}
    for table in replace(block, inner=True).asked_tables:
        if not table.by or (YOUTH,) in table.codes:
            continue
        each = {
            step: _Cells(people, table)
            for step, people in every.items()
            if table in own or step not in old
        }
        found = (one for own in each.values() for one in own.small(most).chosen)
        small = _Small(list(dict.fromkeys(found)))
        who = {step: list(own.who(small)) for step, own in each.items()}
        for number, chosen in enumerate(small.chosen):
            people = {step: every[step].named(own[number]) for step, own in who.items()}
            what = _Cells(nobody, table).name(chosen)
            yield what, {step: own for step, own in people.items() if own}


class _Small(NamedTuple):
    """Choices of codes, one for each axis of some cells; and how many people each has."""

    chosen: list[Choice]
    counts: Sequence[int] = ()


class _Cells:
    """The people in each cell of a table by age; who are youth is a choice of age groups."""

    def __init__(self, people: CountedPeople, table: Blank) -> None:
        self._table = table
        self._codes = [tuple(code for code in own if code != YOUTH) for own in table.codes]
        shape = [len(own) for own in self._codes]
        self._here = people.of(table.period)
        self._places = [
            people.places(axis, _places(own), self._here)
            for axis, own in zip(table.by, self._codes, strict=True)
        ]
        at = np.zeros(len(self._here), dtype=np.int64)
        for size, own in zip(shape, self._places, strict=True):
            at = at * size + own
        counts = np.bincount(at, weights=people.counts[self._here], minlength=prod(shape))
        self._counts = counts.reshape(shape)

    def small(self, most: int) -> _Small:
        """The choices of several cells, some codes on each axis, with 1 to ``most`` people."""
        choices = [_choices(len(own)) for own in self._codes]
        found = self._counts
        for axis, own in enumerate(choices):
            found = np.moveaxis(np.tensordot(own.inside, found, axes=(1, axis)), 0, axis)
        several = reduce(np.logical_or.outer, (own.several for own in choices))
        small = (found > 0) & (found <= most) & several
        numbers = (own.numbers[at] for own, at in zip(choices, np.nonzero(small), strict=True))
        chosen = zip(*(own.tolist() for own in numbers), strict=True)
        return _Small(list(chosen), found[small].astype(np.int64).tolist())

    def all_sums(self, most: int) -> NDArray[np.integer[Any]]:
        """How many people each choice of codes has; ``most`` and one stands for any number more."""
        return sums(self._counts.astype(np.int64), most)

    def who(self, small: _Small) -> Iterator[Integers]:
        """The people of each of these choices, by their numbers."""
        for begin in range(0, len(small.chosen), _AT_ONCE):
            chosen = np.array(small.chosen[begin : begin + _AT_ONCE], dtype=np.int64)
            inside = np.ones((len(chosen), len(self._here)), dtype=bool)
            for own, places in zip(chosen.T, self._places, strict=True):
                inside &= (own[:, None] >> places & 1).astype(bool)
            for row in inside:
                yield self._here[row]

    def name(self, chosen: Choice) -> str:
        """What is asked."""
        codes = (
            "+".join(own[at] for at in codes_of(choice))
            for own, choice in zip(self._codes, chosen, strict=True)
        )
        return f"sum: {self._table.period} {' '.join(codes)}"


def _places(codes: Codes) -> dict[str, int]:
    """The place of each code on its axis; of a merged one, that of each of its members."""
    return {code: at for at, own in enumerate(codes) for code in members(own)}


class _Choices(NamedTuple):
    """Choices of codes as numbers, which codes are in each, and whether these are several."""

    numbers: Integers
    inside: NDArray[np.float64]
    several: Flags


@cache
def _choices(size: int) -> _Choices:
    """Any codes of so many, but not all; of one, that one."""
    sizes = range(1, max(size, 2))
    every = [chosen for many in sizes for chosen in combinations(range(size), many)]
    inside = np.zeros((len(every), size))
    for row, chosen in zip(inside, every, strict=True):
        row[list(chosen)] = 1
    numbers = np.array([sum(1 << at for at in chosen) for chosen in every], dtype=np.int64)
    return _Choices(numbers, inside, np.array([len(chosen) > 1 for chosen in every]))
