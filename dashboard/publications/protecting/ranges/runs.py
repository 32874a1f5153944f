"""Counts of several months in a row that are small together, though none of them need be alone.

A filter may begin and end with any month. Each month of 5 people may be 1 or less, and yet two of
them together no less than 7, if what is told of the other months leaves no room. So such sums are
needs of their own: 1 or less, and more than the threshold.

So are those of several age groups, which no table of a month has.

Only the longest small runs of months are listed. What may be 1 or less together may be so in each
part, and what may be more than the threshold in one month may be so in any run with that month,
which is asked alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.asked import EVERY, AskableCount
from dashboard.publications.protecting.counts import AxisCodes, MonthTally, SessionCounts
from dashboard.publications.protecting.declared import Codes, members
from dashboard.publications.protecting.facts import Fact, need
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.block import BlockCounts
from dashboard.publications.protecting.ranges.ruling import Rule

ADULTS = "adults"
"""Whoever is no youth: no code, but a filter may name all their age groups."""

Place = tuple[str, str, str]
Levels = list[tuple[str, Codes]]


class _Row(NamedTuple):
    """Sessions of one month that are alike: their number, who was there, and what they have."""

    number: int
    month: str
    people: Mapping[str, Finest]
    facts: Integers


def small_runs(
    block: BlockCounts, steps: Mapping[int, SessionCounts] | None = None
) -> Iterator[AskableCount]:
    """The longest runs of months whose count must not be told, each set of people once.

    That is of one code or all on each axis, and of several age groups. ``steps`` are the counts
    that the block is the sum of, by the step of their unknowns; without them, all of it is step 0.
    """
    if block.made_by < Rule.RUNS:
        return
    parts = {0: block.counts} if steps is None else steps
    most, seen = block.rules.hidden_up_to, set[tuple[tuple[int, ...], frozenset[str]]]()
    levels = _levels(block.words)
    for place, rows in _places(parts, block, levels).items():
        every = list(_by_month(rows).items())
        begins = np.cumsum([0, *(len(own) for _, own in every)])[:-1]
        each = np.array([row.facts for _, own in every for row in own])
        facts = np.add.reduceat(each, begins)
        has_groups = block.made_by >= Rule.GROUPS
        groups = _of_groups(facts, levels, block.words, most) if has_groups else ()
        for run in (*_of_levels(facts, levels, most), *groups):
            if (wanted := need(run.fact, most)) is None:
                continue
            own = [row for _, rows in every[run.first : run.last + 1] for row in rows]
            who = tuple(row.number for row in own), frozenset(run.ages)
            if who not in seen:
                seen.add(who)
                codes = " ".join(code for code in (*place, run.level) if code)
                what = f"months: {every[run.first][0]} to {every[run.last][0]} {codes}".rstrip()
                people = sorted(row.people[age] for row in own for age in run.ages)
                yield AskableCount(what, tuple(people), run.fact.count, wanted)


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
    for at in np.flatnonzero(secret.any(axis=1)).tolist():  # no run without such a month
        level, ages = levels[at]
        for first, last in _spans(facts[:, at], most, several=len(ages) > 1):
            if level == ADULTS or last - first + 1 not in {1, len(facts)}:
                # a month, and the whole block, are asked anyway
                fact = Fact(*facts[first : last + 1, at].sum(axis=0).tolist())
                yield _Run(level, ages, first, last, fact)


def _of_groups(facts: Integers, levels: Levels, words: AxisCodes, most: int) -> Iterator[_Run]:
    """The longest small runs of several age groups, but for those that are part of others.

    All ages, the youth and the adults are asked anyway.
    """
    names, people = words.ages, facts[:, -len(words.ages) :, 0]
    asked, end = [set(ages) for _, ages in levels], len(facts) - 1
    found: list[tuple[set[str], int, int]] = []
    choices, inside = _choices(len(names))
    sums = inside @ people.T
    small = ((sums > 0) & (sums <= most)).any(axis=1)  # no run without such a month
    for at in np.flatnonzero(small).tolist():
        chosen, own = choices[at], sums[at].tolist()
        ages = {names[each] for each in chosen}
        for first, last in _spread(own, most):
            if any(ages <= more and one <= first and last <= two for more, one, two in found):
                continue
            if (first, last) != (0, end):  # readers may know that each group was reached
                found.append((ages, first, last))
            if ages not in asked:
                fact = Fact(sum(own[first : last + 1]), others=1)
                codes = tuple(names[at] for at in chosen)
                yield _Run("+".join(codes), codes, first, last, fact)


@cache
def _choices(size: int) -> tuple[list[tuple[int, ...]], Integers]:
    """The choices of several of so many, but not of all, the largest first; and what is in each."""
    sizes = range(size - 1, 1, -1)
    every = [chosen for many in sizes for chosen in combinations(range(size), many)]
    inside = [[at in chosen for at in range(size)] for chosen in every]
    return every, np.array(inside, dtype=np.int64).reshape(len(every), size)


def _spread(people: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """The longest small runs; and all months but the first or the last one."""
    end = len(people) - 1
    for first, last in _longest_small(people, most):
        yield first, last
        if end and (first, last) == (0, end):
            yield from ((a, b) for a, b in ((0, end - 1), (1, end)) if any(people[a : b + 1]))


def _longest_small(people: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """The first and last month of each run with 1 to ``most`` people that is part of no other."""
    first = count = 0
    for last, now in enumerate(people):
        if count and count + now > most:
            yield first, last - 1
        count += now
        while count > most:
            count -= people[first]
            first += 1
    if count:
        yield first, len(people) - 1


def _levels(words: AxisCodes) -> Levels:
    adults = tuple(age for age in words.ages if age not in words.youth)
    each = [(age, (age,)) for age in words.ages]
    return [(EVERY, words.ages), (YOUTH, words.youth), (ADULTS, adults), *each]


def _places(
    parts: Mapping[int, SessionCounts], block: BlockCounts, levels: Levels
) -> dict[Place, list[_Row]]:
    found: dict[Place, list[_Row]] = defaultdict(list)
    every = [(step, counts.ages, t) for step, counts in parts.items() for t in counts.tallies]
    asked = sorted({age for _, ages in levels for age in ages})
    for number, (step, ages, tally) in enumerate(every):
        place = (step, tally.month, tally.language, tally.venue_type, tally.kind)
        people = {age: Finest(*place, age) for age in asked}
        facts = _facts(tally, ages, levels, block.words.sensitive)
        types = (code for code in block.venue_types if tally.venue_type in members(code))
        row = _Row(number, tally.month, people, facts)
        for own in product((EVERY, tally.language), (EVERY, *types), (EVERY, tally.kind)):
            found[own].append(row)
    return found


def _by_month(rows: list[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.month):
        found[row.month].append(row)
    return found


def _facts(tally: MonthTally, known: Codes, levels: Levels, sensitive: Codes) -> Integers:
    """Of each level the people, the sensitive sessions with any of them, and the other sessions.

    How many sessions had adults is not counted, so none is known to be the only one with any.
    """
    people = dict(zip(known, tally.participations, strict=True))
    sessions = {EVERY: tally.sessions, YOUTH: tally.sessions_with_youth}
    sessions |= dict(zip(known, tally.sessions_with, strict=True))
    found = []
    for level, ages in levels:
        alone = tally.venue_type in sensitive and level != ADULTS
        found.append(
            (
                sum(people.get(age, 0) for age in ages),
                sessions.get(level, 0) if alone else 0,
                0 if alone else tally.sessions,
            )
        )
    return np.array(found, dtype=np.int64)


def _spans(facts: Integers, most: int, *, several: bool) -> Iterator[tuple[int, int]]:
    """The longest runs; and all months but the first or the last one, if there are several groups.

    Readers know that each group was reached, and so of two people in all months, but not in fewer.
    """
    end = len(facts) - 1
    for first, last in _longest(facts, most):
        yield first, last
        if several and end and (first, last) == (0, end):
            yield from ((0, end - 1), (1, end))


def _longest(facts: Integers, most: int) -> Iterator[tuple[int, int]]:
    """The first and last month of each run that must not be told, and is part of no other one.

    Parts of such a run must not be told either, if anybody is in them.
    """
    ends: list[list[int]] = [[0, 0, 0], *np.cumsum(facts, axis=0).tolist()]
    first = 0
    for last in range(len(facts)):
        begun = first
        while first <= last and not _is_secret(ends[first], ends[last + 1], most):
            first += 1
        if first > begun and begun < last:
            yield begun, last - 1
    if first < len(facts):
        yield first, len(facts) - 1


def _is_secret(before: Sequence[int], after: Sequence[int], most: int) -> bool:
    count, sensitive, others = (end - begin for begin, end in zip(before, after, strict=True))
    return count <= most or (sensitive <= 1 and not others)
