"""Counts of several months in a row that are small together, though none of them need be alone.

A filter may begin and end with any month. Say that each of two months of 5 people may be 1 or less.
Together they may still be no less than 7, if what is told of the other months leaves no room. So
such sums are needs of their own: 1 or less, and more than the threshold.

Sums of several age groups are needs, too, as no table of a month has them.

Only the longest small runs of months are listed. What may be 1 or less together may be so in each
part. What may be more than the threshold in one month, which is asked alone, may be so in any run
with that month.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.asked import EVERY, AskableCount
from dashboard.publications.protecting.counts import AxisCodes, MonthTally, SessionCounts
from dashboard.publications.protecting.declared import Codes, members
from dashboard.publications.protecting.facts import Fact, need
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.needs.several import codes_of
from dashboard.publications.protecting.ranges.needs.spans import MANY, secret_spans, small_spans

ADULTS = "adults"
"""Whoever is no youth: no code, but a filter may name all their age groups."""

Levels = list[tuple[str, Codes]]


def small_runs(
    block: BlockCounts, steps: Mapping[int, SessionCounts] | None = None
) -> Iterator[AskableCount]:
    """The longest runs of months whose count must not be told, each set of people once.

    That is of one code or all on each axis, and of several age groups. ``steps`` are the counts
    that the block is the sum of, by the step of their unknowns; without them, all of it is step 0.
    """
    steps = {0: block.counts} if steps is None else steps
    yield from SmallRuns(steps).of(block, steps)


class SmallRuns:
    """The same of several sums of some ``steps``, one after the other, each set of people once.

    What must not be told of people is listed with the first sum that has them all.
    """

    def __init__(self, steps: Mapping[int, SessionCounts]) -> None:
        self._steps = steps
        self._rows = cache(partial(_Rows, steps))
        self._seen = set[tuple[int, ...]]()
        self._listed = set[Hashable]()

    def of(self, block: BlockCounts, steps: Collection[int]) -> Iterator[AskableCount]:
        """Those of a block that is the sum of some of the steps."""
        if block.made_by < Rule.RUNS:
            return
        most, seen, has_groups = block.rules.hidden_up_to, self._seen, block.made_by >= Rule.GROUPS
        levels = _levels(block.words)
        every = self._rows(block.words)
        for place, own in every.places(block.venue_types, steps).items():
            if (key := (has_groups, block.words, tuple(own))) in self._listed:
                continue
            self._listed.add(key)
            rows, begins = every.by_month(own)
            facts = np.add.reduceat(every.facts[rows], begins)
            groups = _of_groups(facts, levels, block.words, most) if has_groups else ()
            numbers, ends = rows.tolist(), [*begins.tolist(), len(rows)]
            for run in (*_of_levels(facts, levels, most), *groups):
                if (wanted := need(run.fact, most)) is None:
                    continue
                here = numbers[ends[run.first] : ends[run.last + 1]]
                who = every.people(here, run.ages)
                if who not in seen:
                    seen.add(who)
                    codes = " ".join(code for code in (*place, run.level) if code)
                    first, last = every.month(here[0]), every.month(here[-1])
                    what = f"months: {first} to {last} {codes}".rstrip()
                    parts = tuple([every.named[at] for at in who])
                    yield AskableCount(what, parts, run.fact.count, wanted)


class _Rows:
    """Sessions that are alike, one row each: who was there, by number, and what they have.

    People are numbered in order. ``facts`` of each level are the people, the sensitive sessions
    with any of them, and the other sessions. How many sessions had adults is not counted, so none
    is known to be the only one with any.
    """

    def __init__(self, parts: Mapping[int, SessionCounts], words: AxisCodes) -> None:
        levels = _levels(words)
        every = [(step, counts.ages, t) for step, counts in parts.items() for t in counts.tallies]
        ages = sorted({age for _, own in levels for age in own})
        self._of = [(step, *t.place) for step, _, t in every]
        self.named = [Finest(*place, age) for place in sorted(self._of) for age in ages]
        rank = {place: at * len(ages) for at, place in enumerate(sorted(self._of))}
        self._first = [rank[place] for place in self._of]
        self._age = {age: at for at, age in enumerate(ages)}
        months = {month: at for at, month in enumerate(sorted({one[1] for one in self._of}))}
        self._months = np.array([months[one[1]] for one in self._of], dtype=np.int64)
        self.facts = np.zeros((len(every), len(levels), 3), dtype=np.int64)
        if every:
            self.facts[:] = [_facts(tally, own, levels, words.sensitive) for _, own, tally in every]

    def places(
        self, venue_types: Codes, steps: Collection[int]
    ) -> dict[tuple[str, str, str], list[int]]:
        """The rows of some steps of one code or all on each axis but that of age."""
        types = {
            own: (EVERY, *(code for code in venue_types if own in members(code)))
            for own in {one[3] for one in self._of}
        }
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for number, (step, _, language, venue_type, kind) in enumerate(self._of):
            if step not in steps:
                continue
            for own in product((EVERY, language), types[venue_type], (EVERY, kind)):
                found[own].append(number)
        return found

    def by_month(self, rows: Sequence[int]) -> tuple[Integers, Integers]:
        """These rows in the order of their months, and where each month begins."""
        own = np.array(rows, dtype=np.int64)
        own = own[np.argsort(self._months[own], kind="stable")]
        return own, np.flatnonzero(np.diff(self._months[own], prepend=-1))

    def month(self, row: int) -> str:
        """The month of a row."""
        return self._of[row][1]

    def people(self, rows: Iterable[int], ages: Codes) -> tuple[int, ...]:
        """The numbers of the people of some age groups in these rows."""
        own = [self._age[age] for age in ages]
        return tuple(sorted([self._first[row] + at for row in rows for at in own]))


class _Run(NamedTuple):
    """Some age groups from the first to the last month, by their places among those with rows."""

    level: str
    ages: Codes
    first: int
    last: int
    fact: Fact


def _of_levels(facts: Integers, levels: Levels, most: int) -> Iterator[_Run]:
    """The longest runs of one age group, of all, the youth and the adults."""
    count, sensitive, others = facts.T
    secret = (count <= most) | ((sensitive <= 1) & (others == 0))
    begun = np.zeros((1, *facts.shape[1:]), dtype=np.int64)
    ends = np.cumsum(np.concatenate([begun, facts]), axis=0)
    for at in np.flatnonzero(secret.any(axis=1)).tolist():  # no run without such a month
        level, ages = levels[at]
        for first, last in secret_spans(ends[:, at].tolist(), most, several=len(ages) > 1):
            if level == ADULTS or last - first + 1 not in {1, len(facts)}:
                # a month, and the whole block, are asked anyway
                fact = Fact(*facts[first : last + 1, at].sum(axis=0).tolist())
                yield _Run(level, ages, first, last, fact)


def _of_groups(facts: Integers, levels: Levels, words: AxisCodes, most: int) -> Iterator[_Run]:
    """The longest small runs of several age groups, but for those that are part of others.

    Those of all months are part of none: readers may know that each group was reached. All ages,
    the youth and the adults are asked anyway.
    """
    names, end = words.ages, len(facts) - 1
    asked = {_numbers(names, ages) for _, ages in levels}
    people = np.zeros((len(names), end + 2), dtype=np.int64)
    np.cumsum(facts[:, -len(names) :, 0].T, axis=1, out=people[:, 1:])
    choices, inside = _choices(len(names))
    before = inside @ people
    at, first, last = small_spans(before, most)
    counts = before[at, last + 1] - before[at, first]
    others = np.where(inside[at], MANY, (people[:, last + 1] - people[:, first]).T)
    alone = counts + others.min(axis=1) > most  # with any age group more
    alone |= inside[at].sum(axis=1) >= len(names) - 1
    alone |= (first == 0) & (last == end)
    found = (own[alone].tolist() for own in (at, first, last, counts))
    for number, begun, ended, count in zip(*found, strict=True):
        if (chosen := choices[number]) not in asked:
            ages = tuple([names[place] for place in codes_of(chosen)])
            yield _Run("+".join(ages), ages, begun, ended, Fact(count, others=1))


def _numbers(names: Codes, ages: Codes) -> int:
    """The choice of these age groups as a number; see ``several``."""
    return sum(1 << at for at, age in enumerate(names) if age in ages)


@cache
def _choices(size: int) -> tuple[list[int], Integers]:
    """The choices of several of so many, but not of all, the largest first; and what is in each."""
    sizes = range(size - 1, 1, -1)
    every = [chosen for many in sizes for chosen in combinations(range(size), many)]
    inside = [[at in chosen for at in range(size)] for chosen in every]
    numbers = [sum(1 << at for at in chosen) for chosen in every]
    return numbers, np.array(inside, dtype=np.int64).reshape(len(every), size)


def _levels(words: AxisCodes) -> Levels:
    adults = tuple(age for age in words.ages if age not in words.youth)
    each = [(age, (age,)) for age in words.ages]
    return [(EVERY, words.ages), (YOUTH, words.youth), (ADULTS, adults), *each]


def _facts(
    tally: MonthTally, known: Codes, levels: Levels, sensitive: Codes
) -> list[tuple[int, int, int]]:
    people = dict(zip(known, tally.participations, strict=True))
    sessions = {EVERY: tally.sessions, YOUTH: tally.sessions_with_youth}
    sessions |= dict(zip(known, tally.sessions_with, strict=True))
    found = []
    for level, ages in levels:
        count = sum([people.get(age, 0) for age in ages])
        if tally.venue_type in sensitive and level != ADULTS:
            found.append((count, sessions.get(level, 0), 0))
        else:
            found.append((count, 0, tally.sessions))
    return found
