"""Counts that filters can name in what corrections take and bring."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import product

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.asked import EVERY
from dashboard.publications.protecting.counts import MonthTally
from dashboard.publications.protecting.declared import members
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.needs.block import BlockCounts

Question = tuple[str, ...]


def every_question(
    tallies: Sequence[MonthTally], block: BlockCounts
) -> dict[Question, dict[Finest, int]]:
    """Every count that filters can name in these tallies, as the counts that it is the sum of."""
    levels = _levels(block)
    found: dict[Question, dict[Finest, int]] = defaultdict(dict)
    for tally in tallies:
        own = dict(zip(block.words.ages, tally.participations, strict=True))
        for question in product(*_named(tally, block), levels):
            found[question] |= {
                Finest(0, *tally.place, age): own[age] for age in levels[question[4]]
            }
    return found


def counts_of(
    questions: Collection[Question], tallies: Sequence[MonthTally], block: BlockCounts
) -> dict[Question, int]:
    """What these questions count in some tallies."""
    levels, found = _levels(block), dict.fromkeys(questions, 0)
    places = {question[:4] for question in questions}
    for tally in tallies:
        own = dict(zip(block.words.ages, tally.participations, strict=True))
        people = {level: sum(own[age] for age in ages) for level, ages in levels.items()}
        for place in places.intersection(product(*_named(tally, block))):
            for level, count in people.items():
                found[*place, level] += count
    return found


def _levels(block: BlockCounts) -> Mapping[str, Sequence[str]]:
    """The age groups of all that filters name of an age."""
    words = block.words
    return {EVERY: words.ages, YOUTH: words.youth} | {age: (age,) for age in words.ages}


def _named(tally: MonthTally, block: BlockCounts) -> tuple[Sequence[str], ...]:
    """How filters name the period, language, venue type and kind of a tally."""
    types = (code for code in block.venue_types if tally.venue_type in members(code))
    axes = ((EVERY, tally.language), (EVERY, *types), (EVERY, tally.kind))
    return (periods_of(tally.month), *axes)
