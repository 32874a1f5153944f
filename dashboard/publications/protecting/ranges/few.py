"""Sums of cells of one table that are small together, though none of them need be hidden alone.

A filter may name several codes of an axis. Each cell of 2 people may be 1 or less, and yet two of
them together no less than 3, if what is told of the table's other cells leaves no room. So such
sums are needs of their own: 1 or less, and more than the threshold.

So are those of several codes on three axes or four, and on two in a quarter, which no table has.
Only the largest of them are listed. What may be 1 or less together may be so in each part, and may
be more than the threshold if one cell of it may, which is asked alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, pairwise
from math import prod

import numpy as np

from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.asked import AskableCount
from dashboard.publications.protecting.counts import SessionCounts
from dashboard.publications.protecting.declared import AXES, Blank, Codes, members, periods_of
from dashboard.publications.protecting.facts import Fact, need
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.block import BlockCounts
from dashboard.publications.protecting.ranges.ruling import Rule
from dashboard.publications.protecting.ranges.several import Flags, codes_of, largest, sums

_AXES = ("month", *AXES)
MOST_CODES = 21  # on all axes: each doubles the choices, and 21 take 0.1 GB
Choice = tuple[int, ...]
"""Places of codes on an axis, of which there are fewer than all."""


def small_sums(
    block: BlockCounts, steps: Mapping[int, SessionCounts] | None = None
) -> Iterator[AskableCount]:
    """Every sum of several cells of a table that is 1 to the threshold, each set of people once.

    And the largest such sums of some codes on each of the four axes. ``steps`` are the counts that
    the block is the sum of, by the step of their unknowns; without them, all of it is step 0.
    """
    every = _People({0: block.counts} if steps is None else steps)
    seen: set[frozenset[Finest]] = set()
    for own, chosen in _chosen(block, every):
        people, count = own.people(chosen)
        wanted = need(Fact(count, others=1), block.rules.hidden_up_to)
        if wanted and people not in seen:
            seen.add(people)
            yield AskableCount(own.name(chosen), tuple(sorted(people)), count, wanted)


def _chosen(block: BlockCounts, every: "_People") -> Iterator[tuple["_Cells", tuple[Choice, ...]]]:
    """The small sums of the rules of the block, and what they are sums of."""
    most = block.rules.hidden_up_to
    for table in block.asked_tables if block.made_by >= Rule.SUMS else ():
        if table.by and (YOUTH,) not in table.codes:  # not one row, nor the youth alone
            own = _Cells(every, table)
            for chosen in own.small(most):
                yield own, chosen
    if block.made_by >= Rule.SEVERAL:
        yield from _of_all_axes(block, every, most)


def _of_all_axes(
    block: BlockCounts, every: "_People", most: int
) -> Iterator[tuple["_Cells", tuple[Choice, ...]]]:
    """The largest small sums of the whole, of each year and of each quarter.

    Those that are small in a longer period, too, are part of that. None where more than
    ``MOST_CODES`` are in use.
    """
    axes = (block.words.languages, block.venue_types, block.words.ages, block.words.kinds)
    codes = tuple(map(every.used, AXES, axes))
    if sum(map(len, codes)) > MOST_CODES:
        return
    months = sorted({at.month for at in every.every})
    spans = (("", *periods_of(month)[:3]) for month in months)
    low: dict[str, Flags] = {}
    for longer, period in dict.fromkeys(pair for span in spans for pair in pairwise(span)):
        own = _Cells(every, Blank(period, "", AXES, codes))
        counts = own.all_sums()
        low[period] = counts <= most
        found = largest(low[period]) & (counts > 0)
        if longer:
            found &= ~low[longer]
        for places in np.argwhere(found).tolist():
            yield own, tuple(map(codes_of, places))


def few_by_step(
    block: BlockCounts, steps: Mapping[int, SessionCounts], most: int, old: Collection[int] = ()
) -> Iterator[tuple[str, dict[int, list[Finest]]]]:
    """Every sum of several cells of a table with 1 to ``most`` people at some step.

    With the people in it at each step. So may a year or a quarter of which the block tells no such
    table, but not at ``old`` steps: what was told of these did not heed it.
    """
    own, nobody = frozenset(block.asked_tables), _People({})
    every = {step: _People({step: counts}) for step, counts in steps.items()}
    for table in replace(block, inner=True).asked_tables:
        if not table.by or (YOUTH,) in table.codes:
            continue
        each = {
            step: _Cells(people, table)
            for step, people in every.items()
            if table in own or step not in old
        }
        for chosen in dict.fromkeys(one for own in each.values() for one in own.small(most)):
            people = {step: sorted(own.people(chosen)[0]) for step, own in each.items()}
            what = _Cells(nobody, table).name(chosen)
            yield what, {step: own for step, own in people.items() if own}


class _People:
    """Some counts as arrays: who is counted, how many they are, and their codes by number."""

    def __init__(self, parts: Mapping[int, SessionCounts]) -> None:
        every = [
            (Finest(step, t.month, t.language, t.venue_type, t.kind, age), n)
            for step, counts in parts.items()
            for t in counts.tallies
            for age, n in zip(counts.ages, t.participations, strict=True)
        ]
        self.every = [at for at, _ in every]
        self.counts = np.array([n for _, n in every], dtype=np.int64)
        self._codes = {axis: _numbered(getattr(at, axis) for at in self.every) for axis in _AXES}

    def of(self, period: str) -> Integers:
        """The numbers of those in a period."""
        months, own = self._codes["month"]
        inside = np.array([period in periods_of(month) for month in months], dtype=bool)
        return np.flatnonzero(inside[own])

    def places(self, axis: str, places: Mapping[str, int], here: Integers) -> Integers:
        """Their places on an axis."""
        codes, own = self._codes[axis]
        return np.array([places[code] for code in codes], dtype=np.int64)[own[here]]

    def used(self, axis: str, codes: Codes) -> Codes:
        """Those of the codes of an axis that anybody has."""
        known = set(self._codes[axis][0])
        return tuple(code for code in codes if known.intersection(members(code)))


def _numbered(codes: Iterable[str]) -> tuple[list[str], Integers]:
    """The codes, each once, and the number of each."""
    numbers: dict[str, int] = {}
    own = [numbers.setdefault(code, len(numbers)) for code in codes]
    return list(numbers), np.array(own, dtype=np.int64)


class _Cells:
    """The people in each cell of a table by age; who are youth is a choice of age groups."""

    def __init__(self, people: _People, table: Blank) -> None:
        self._table, self._every = table, people.every
        self._codes = [tuple(code for code in own if code != YOUTH) for own in table.codes]
        shape = [len(own) for own in self._codes]
        here = people.of(table.period)
        at = np.zeros(len(here), dtype=np.int64)
        for axis, own in zip(table.by, self._codes, strict=True):
            at = at * len(own) + people.places(axis, _places(own), here)
        order = np.argsort(at, kind="stable")
        self._who, size = here[order], prod(shape)
        self._ends = np.searchsorted(at[order], np.arange(size + 1)).reshape(-1)
        counts = np.bincount(at, weights=people.counts[here], minlength=size)
        self._counts = counts.astype(np.int64).reshape(shape)

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

    def all_sums(self) -> Integers:
        """How many people each choice of codes has, by its number on each axis."""
        return sums(self._counts)

    def people(self, chosen: tuple[Choice, ...]) -> tuple[frozenset[Finest], int]:
        """Who is in these cells, and how many they are."""
        shape, ends = self._counts.shape, self._ends
        cells = np.ravel_multi_index(np.ix_(*chosen), shape).ravel().tolist()
        who = (self._who[ends[cell] : ends[cell + 1]].tolist() for cell in cells)
        people = frozenset(self._every[at] for own in who for at in own)
        return people, int(self._counts[np.ix_(*chosen)].sum())

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
