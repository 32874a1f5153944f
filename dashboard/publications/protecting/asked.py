"""Every count that a reader can ask for, in a table or not, and what must not be told of it.

A filter names a period, and on each axis one code or all of them. A reader can therefore compute
counts that no table holds from open cells: a month's French youth, for example, from its total less
the English. Every such count is listed at every grain, down to one age at the sessions of one
month, language, venue type and kind. So is its growth between any two publications.

Filters with several codes on an axis, or several months in a row, need no entry. If such a count is
small or rests on one session, so does some finest count in it. Proof that the finest count may be
larger, by more than a small count, holds for the whole too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.counts import AxisCodes, SessionCounts
from dashboard.publications.protecting.declared import Blank, Codes, members, periods_of
from dashboard.publications.protecting.facts import Fact, Need, growth_need, need
from dashboard.publications.protecting.grid import Block, BlockContents, Finest

EVERY = ""
"""Instead of a code: all codes of the axis."""

Question = tuple[str, str, str, str, str]
"""A period, and a code or ``EVERY`` on each of language, venue type, kind and age."""
Level = tuple[str, Fact, Codes]
"""One code of the age axis: what a block has of it, and the age groups that it is made of."""


@dataclass(frozen=True, slots=True)
class AskableCount:
    """A count that can be asked for and must not be told; ``parts`` are the counts that it sums."""

    what: str
    parts: tuple[Finest, ...]
    count: int
    need: Need


@dataclass(frozen=True, slots=True)
class Run:
    """The blocks of a question that one publication added."""

    step: int
    fact: Fact
    blocks: list[Block]


def asked(
    versions: Sequence[SessionCounts],
    known: Mapping[Block, BlockContents],
    words: AxisCodes,
    venue_types: Codes,
    hidden_up_to: int,
) -> Iterator[AskableCount]:
    """Every askable count, each set of people once.

    ``venue_types`` are the codes shown in tables.
    """
    seen: set[tuple[Codes, tuple[Block, ...], Need]] = set()
    for question, of, own_runs in questions(versions, known, words, venue_types):
        for what, blocks, count, wanted in _secret(question, own_runs, hidden_up_to):
            if (of, blocks, wanted) not in seen:
                seen.add((of, blocks, wanted))
                parts = tuple(Finest(*block, age) for block in blocks for age in of)
                yield AskableCount(what, parts, count, wanted)


def questions(
    versions: Sequence[SessionCounts],
    known: Mapping[Block, BlockContents],
    words: AxisCodes,
    venue_types: Codes,
) -> Iterator[tuple[Question, Codes, Sequence[Run]]]:
    """Every question, the age groups in it, and what each publication added to it, in order."""
    runs: dict[Question, list[Run]] = defaultdict(list)
    ages: dict[str, Codes] = {}
    for block, levels in _levels(versions, known, words):
        step, month, language, venue_type, kind = block
        types = (EVERY, *(code for code in venue_types if venue_type in members(code)))
        for period, own_language, own_type, own_kind in product(
            periods_of(month), (EVERY, language), types, (EVERY, kind)
        ):
            for code, fact, own in levels:
                ages[code] = own
                _add(runs[period, own_language, own_type, own_kind, code], step, block, fact)
    for question, own_runs in runs.items():
        yield question, ages[question[4]], own_runs


def venue_types(tables: Iterable[Blank]) -> Codes:
    """The codes under which these tables show venue types."""
    shown = (table.codes[0] for table in tables if table.by == ("venue_type",))
    return tuple(dict.fromkeys(code for codes in shown for code in codes))


def _secret(
    question: Question, runs: Sequence[Run], hidden_up_to: int
) -> Iterator[tuple[str, tuple[Block, ...], int, Need]]:
    """The growth of a count from each publication to each later one, where it must not be told."""
    for first in range(len(runs)):
        fact, blocks = Fact(), list[Block]()
        for run in runs[first:]:
            _join(fact, run.fact)
            blocks += run.blocks
            wanted = (growth_need if first else need)(fact, hidden_up_to)
            if wanted is not None:
                name = " ".join(code for code in question if code)
                since = f", publications {runs[first].step + 1} to {run.step + 1}"
                yield f"asked: {name}{since}", tuple(blocks), fact.count, wanted


def _add(runs: list[Run], step: int, block: Block, fact: Fact) -> None:
    """Add the blocks, in the order of their publications."""
    if not runs or runs[-1].step != step:
        runs.append(Run(step, Fact(), []))
    _join(runs[-1].fact, fact)
    runs[-1].blocks.append(block)


def _join(into: Fact, more: Fact) -> None:
    into.count += more.count
    into.sensitive += more.sensitive
    into.others += more.others


def _levels(
    versions: Sequence[SessionCounts], known: Mapping[Block, BlockContents], words: AxisCodes
) -> Iterator[tuple[Block, list[Level]]]:
    """For each block its people: everyone, the youth, and each age group."""
    held = [_held(counts) for counts in versions]
    for block, found in known.items():
        step, place, people = block[0], block[1:], found.people
        before = held[step - 1].get(place, {}) if step else {}
        now = held[step].get(place, {})
        came = {code: now.get(code, 0) - before.get(code, 0) for code in now | before}
        is_sensitive = block[3] in words.sensitive
        of = {EVERY: tuple(people), YOUTH: words.youth} | {age: (age,) for age in people}
        yield (
            block,
            [
                (code, _fact(code, ages, people, came, is_sensitive=is_sensitive), ages)
                for code, ages in of.items()
            ],
        )


def _fact(
    code: str,
    ages: Codes,
    people: Mapping[str, int],
    came: Mapping[str, int],
    *,
    is_sensitive: bool,
) -> Fact:
    count = sum(people[age] for age in ages)
    if is_sensitive:
        return Fact(count, sensitive=came.get(code, 0))
    return Fact(count, others=came.get(EVERY, 0))


def _held(counts: SessionCounts) -> dict[tuple[str, str, str, str], dict[str, int]]:
    """The number of sessions of each tally that had anyone, any youth, each age group."""
    return {
        (t.month, t.language, t.venue_type, t.kind): {
            EVERY: t.sessions,
            YOUTH: t.sessions_with_youth,
            **dict(zip(counts.ages, t.sessions_with, strict=True)),
        }
        for t in counts.tallies
    }
