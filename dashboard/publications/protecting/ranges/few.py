"""Sums of cells of one table that are small together, though none of them need be hidden alone.

A filter may name several codes of an axis. Each cell of 2 people may be 1 or less, and yet two of
them together no less than 3, if what is told of the table's other cells leaves no room. So such
sums are needs of their own: 1 or less, and more than the threshold.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from math import prod

import numpy as np

from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.asked import AskableCount
from dashboard.publications.protecting.counts import SessionCounts
from dashboard.publications.protecting.declared import Blank, Codes, members, periods_of
from dashboard.publications.protecting.facts import Fact, need
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.block import BlockCounts
from dashboard.publications.protecting.ranges.ruling import Rule

Choice = tuple[int, ...]
"""Places of codes on an axis, of which there are fewer than all."""


def small_sums(
    block: BlockCounts, steps: Mapping[int, SessionCounts] | None = None
) -> Iterator[AskableCount]:
    """Every sum of several cells of a table that is 1 to the threshold, each set of people once.

    ``steps`` are the counts that the block is the sum of, by the step of their unknowns; without
    them, all of it is step 0.
    """
    parts = {0: block.counts} if steps is None else steps
    seen: set[frozenset[Finest]] = set()
    for table in block.asked_tables if block.made_by >= Rule.SUMS else ():
        if not table.by or (YOUTH,) in table.codes:  # one row, or the youth alone
            continue
        own = _Cells(parts, table)
        for chosen in own.small(block.rules.hidden_up_to):
            people, count = own.people(chosen)
            wanted = need(Fact(count, others=1), block.rules.hidden_up_to)
            if wanted and people not in seen:
                seen.add(people)
                yield AskableCount(own.name(chosen), tuple(sorted(people)), count, wanted)


def few_by_step(
    block: BlockCounts, steps: Mapping[int, SessionCounts], most: int, old: Collection[int] = ()
) -> Iterator[tuple[str, dict[int, list[Finest]]]]:
    """Every sum of several cells of a table with 1 to ``most`` people at some step.

    With the people in it at each step. So may a year or a quarter of which the block tells no such
    table, but not at ``old`` steps: what was told of these did not heed it.
    """
    own = frozenset(block.asked_tables)
    for table in replace(block, inner=True).asked_tables:
        if not table.by or (YOUTH,) in table.codes:
            continue
        each = {
            step: _Cells({step: counts}, table)
            for step, counts in steps.items()
            if table in own or step not in old
        }
        for chosen in dict.fromkeys(one for own in each.values() for one in own.small(most)):
            people = {step: sorted(own.people(chosen)[0]) for step, own in each.items()}
            what = _Cells({}, table).name(chosen)
            yield what, {step: own for step, own in people.items() if own}


class _Cells:
    """The people in each cell of a table by age; who are youth is a choice of age groups."""

    def __init__(self, parts: Mapping[int, SessionCounts], table: Blank) -> None:
        self._table = table
        self._codes = [tuple(code for code in own if code != YOUTH) for own in table.codes]
        self._places = [_places(own) for own in self._codes]
        self._people: dict[Choice, list[Finest]] = {}
        self._counts = np.zeros([len(own) for own in self._codes], dtype=np.int64)
        for step, counts in parts.items():
            self._add(step, counts)

    def _add(self, step: int, counts: SessionCounts) -> None:
        for tally in counts.tallies:
            if self._table.period not in periods_of(tally.month):
                continue
            key = (tally.month, tally.language, tally.venue_type, tally.kind)
            for age, n in zip(counts.ages, tally.participations, strict=True):
                at = Finest(step, *key, age)
                place = tuple(
                    own[getattr(at, axis)]
                    for axis, own in zip(self._table.by, self._places, strict=True)
                )
                self._people.setdefault(place, []).append(at)
                self._counts[place] += n

    def small(self, most: int) -> Iterator[tuple[Choice, ...]]:
        """The choices of several cells, some codes on each axis, with 1 to ``most`` people."""
        choices = [_choices(len(own)) for own in self._codes]
        found: Integers = self._counts
        for axis, own in enumerate(choices):
            inside = np.zeros((len(own), len(self._codes[axis])), dtype=np.int64)
            for number, choice in enumerate(own):
                inside[number, list(choice)] = 1
            found = np.moveaxis(np.tensordot(inside, found, axes=(1, axis)), 0, axis)
        for places in np.argwhere((found > 0) & (found <= most)).tolist():
            chosen = tuple(own[at] for own, at in zip(choices, places, strict=True))
            if prod(map(len, chosen)) > 1:
                yield chosen

    def people(self, chosen: tuple[Choice, ...]) -> tuple[frozenset[Finest], int]:
        """Who is in these cells, and how many they are."""
        cells = list(product(*chosen))
        every = (self._people.get(cell, ()) for cell in cells)
        return frozenset().union(*every), int(sum(self._counts[cell] for cell in cells))

    def name(self, chosen: tuple[Choice, ...]) -> str:
        """What is asked."""
        codes = (
            "+".join(own[at] for at in choice)
            for own, choice in zip(self._codes, chosen, strict=True)
        )
        return f"sum: {self._table.period} {' '.join(codes)}"


def _places(codes: Codes) -> dict[str, int]:
    """The place of each code on its axis; of a merged one, that of each of its members."""
    return {code: at for at, own in enumerate(codes) for code in members(own)}


def _choices(size: int) -> list[Choice]:
    """Any codes of so many, but not all; of one, that one."""
    sizes = range(1, max(size, 2))
    return [choice for many in sizes for choice in combinations(range(size), many)]
