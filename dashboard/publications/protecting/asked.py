"""Every count that a reader can ask for, in a table or not, and what must not be told of it.

A filter names a period, and on each axis one code or all of them. A reader can therefore compute
counts that no table holds from open cells: a month's French youth, for example, from its total less
the English. Every such count is listed at every grain, down to one age at the sessions of one
month, language, venue type and kind. Its growth between any two publications is listed, too.

Filters with several codes on an axis, or several months in a row, have no entry here. If such a
count is small or rests on one session, so does some finest count in it. Proof that the finest count
may be larger, by more than a small count, holds for the whole too. How small the whole may be is
another matter: see ``few`` for several codes and ``runs`` for months, in ``ranges``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product

import numpy as np

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.counts import AxisCodes, Place, SessionCounts
from dashboard.publications.protecting.declared import Blank, Codes, members
from dashboard.publications.protecting.facts import Fact, Need, growth_need, need
from dashboard.publications.protecting.grid import Finest, Integers, Stratum, StratumContents

EVERY = ""
"""Instead of a code: all codes of the axis."""

Question = tuple[str, str, str, str, str]
"""A period, and a code or ``EVERY`` on each of language, venue type, kind and age."""


@dataclass(frozen=True, slots=True)
class AskableCount:
    """A count that can be asked for and must not be told; ``parts`` are the counts that it sums."""

    what: str
    parts: tuple[Finest, ...]
    count: int
    need: Need


@dataclass(frozen=True, slots=True)
class Run:
    """The strata of a question that one publication added."""

    step: int
    fact: Fact
    strata: list[Stratum]


def asked(
    versions: Sequence[SessionCounts],
    known: Mapping[Stratum, StratumContents],
    words: AxisCodes,
    venue_types: Codes,
    hidden_up_to: int,
) -> Iterator[AskableCount]:
    """Every askable count, each set of people once.

    ``venue_types`` are the codes shown in tables.
    """
    seen: set[tuple[Codes, tuple[Stratum, ...], Need]] = set()
    people = {
        stratum: {age: Finest(*stratum, age) for age in own.people}
        for stratum, own in known.items()
    }
    places = _places(versions, known, words, venue_types)
    for place, secret in zip(places, _secret_levels(places, hidden_up_to), strict=True):
        for level in secret:
            _, of = place.levels[level]
            for what, strata, count, wanted in _secret(
                place.question(level), place.runs(level), hidden_up_to
            ):
                if (of, strata, wanted) not in seen:
                    seen.add((of, strata, wanted))
                    parts = tuple(people[stratum][age] for stratum in strata for age in of)
                    yield AskableCount(what, parts, count, wanted)


def questions(
    versions: Sequence[SessionCounts],
    known: Mapping[Stratum, StratumContents],
    words: AxisCodes,
    venue_types: Codes,
) -> Iterator[tuple[Question, Codes, Sequence[Run]]]:
    """Every question, the age groups in it, and what each publication added to it, in order."""
    for place in _places(versions, known, words, venue_types):
        for level, (_, ages) in enumerate(place.levels):
            yield place.question(level), ages, place.runs(level)


@dataclass(frozen=True, slots=True)
class _Place:
    """A period and a code or ``EVERY`` on each axis but that of age, asked at every level of it.

    ``added`` are the strata of each publication in order, and what these hold together: a row for
    each level with its count, its sensitive sessions and its other ones.
    """

    of: tuple[str, str, str, str]
    levels: Sequence[tuple[str, Codes]]
    added: Sequence[tuple[int, list[Stratum], Integers]]

    def question(self, level: int) -> Question:
        """What is asked."""
        return (*self.of, self.levels[level][0])

    def runs(self, level: int) -> list[Run]:
        """What each publication added to the answer."""
        return [
            Run(step, Fact(*facts[level].tolist()), strata) for step, strata, facts in self.added
        ]


def _secret_levels(places: Sequence[_Place], hidden_up_to: int) -> Iterator[Sequence[int]]:
    """The levels of each place at which something may have to be hidden; see ``need``.

    Of what one publication added, that is easily seen.
    """
    if not places:
        return
    every = np.array([place.added[0][2] for place in places])
    count, sensitive, others = np.moveaxis(every, -1, 0)
    alone = (sensitive == 1) & (others == 0)
    secret = (count > 0) & ((count <= hidden_up_to) | alone)
    for place, own in zip(places, secret, strict=True):
        several = len(place.added) > 1
        yield range(len(place.levels)) if several else np.flatnonzero(own).tolist()


def _places(
    versions: Sequence[SessionCounts],
    known: Mapping[Stratum, StratumContents],
    words: AxisCodes,
    venue_types: Codes,
) -> list[_Place]:
    """Everything that is asked of some sessions, in the order in which the strata have it."""
    inside: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    every = list(known)
    levels, facts = _levels(versions, known, words)
    shown = {
        own: (EVERY, *(code for code in venue_types if own in members(code)))
        for own in {stratum[3] for stratum in every}
    }
    for at, (_, month, language, venue_type, kind) in enumerate(every):
        for place in product(
            periods_of(month), (EVERY, language), shown[venue_type], (EVERY, kind)
        ):
            inside[place].append(at)
    runs = [
        (place, step, list(rows))
        for place, own in inside.items()
        for step, rows in groupby(own, lambda at: every[at][0])
    ]
    begins = np.cumsum([0, *(len(rows) for _, _, rows in runs)])[:-1]
    sums = facts[[at for _, _, rows in runs for at in rows]]
    added = defaultdict(list)
    for (place, step, rows), own in zip(runs, np.add.reduceat(sums, begins), strict=True):
        added[place].append((step, [every[at] for at in rows], own))
    return [_Place(place, levels, own) for place, own in added.items()]


def venue_types(tables: Iterable[Blank]) -> Codes:
    """The codes under which these tables show venue types."""
    shown = (table.codes[0] for table in tables if table.by == ("venue_type",))
    return tuple(dict.fromkeys(code for codes in shown for code in codes))


def _secret(
    question: Question, runs: Sequence[Run], hidden_up_to: int
) -> Iterator[tuple[str, tuple[Stratum, ...], int, Need]]:
    """The growth of a count from each publication to each later one, where it must not be told."""
    for first in range(len(runs)):
        fact, strata = Fact(), list[Stratum]()
        for run in runs[first:]:
            _join(fact, run.fact)
            strata += run.strata
            wanted = (growth_need if first else need)(fact, hidden_up_to)
            if wanted is not None:
                name = " ".join(code for code in question if code)
                since = f", publications {runs[first].step + 1} to {run.step + 1}"
                yield f"asked: {name}{since}", tuple(strata), fact.count, wanted


def _join(into: Fact, more: Fact) -> None:
    into.count += more.count
    into.sensitive += more.sensitive
    into.others += more.others


def _levels(
    versions: Sequence[SessionCounts], known: Mapping[Stratum, StratumContents], words: AxisCodes
) -> tuple[list[tuple[str, Codes]], Integers]:
    """The levels of age: everyone, the youth, and each age group; and what each stratum has.

    That is for each stratum and each level its count, its sensitive sessions and its other ones.
    """
    ages = tuple(next(iter(known.values())).people) if known else ()
    levels = [(EVERY, ages), (YOUTH, words.youth), *((age, (age,)) for age in ages)]
    held = [_held(counts) for counts in versions]
    facts = np.zeros((len(known), len(levels), 3), dtype=np.int64)
    for at, (stratum, found) in enumerate(known.items()):
        step, place, people = stratum[0], stratum[1:], found.people
        before = held[step - 1].get(place, {}) if step else {}
        now = held[step].get(place, {})
        came = {code: now.get(code, 0) - before.get(code, 0) for code in now | before}
        sensitive = stratum[3] in words.sensitive
        others = 0 if sensitive else came.get(EVERY, 0)
        facts[at] = [
            (sum(people[age] for age in own), came.get(code, 0) if sensitive else 0, others)
            for code, own in levels
        ]
    return levels, facts


def _held(counts: SessionCounts) -> dict[Place, dict[str, int]]:
    """The number of sessions of each tally that had anyone, any youth, each age group."""
    return {
        t.place: {
            EVERY: t.sessions,
            YOUTH: t.sessions_with_youth,
            **dict(zip(counts.ages, t.sessions_with, strict=True)),
        }
        for t in counts.tallies
    }
