"""The blocks of a year as one system, and what its narrower sums must not tell.

A sum of ranges is wider than its proofs need, since the blocks were protected one by one. Once the
fiscal year is over, its blocks are one system: what was shown of each block are rows that must
hold, and the sums of the blocks get ranges of their own. Readers know the rows of all blocks, and
these sums, together. So every count that must not be told of a block, or of several blocks, is
proved again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations_with_replacement

from dashboard.publications.protecting.asked import asked, questions
from dashboard.publications.protecting.facts import Need, need
from dashboard.publications.protecting.ranges.needs.adults import adults_by_month, small_adults
from dashboard.publications.protecting.ranges.needs.changes import summed
from dashboard.publications.protecting.ranges.needs.few import SmallSums, few_by_step
from dashboard.publications.protecting.ranges.needs.knowing import People, Secret
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.needs.runs import SmallRuns
from dashboard.publications.protecting.ranges.needs.scattered import (
    Question,
    by_step,
    how_many,
    of_people,
    of_runs,
    scattered_sums,
)
from dashboard.publications.protecting.ranges.told.joined import JoinedBlocks

_MOST_SUMS = 30_000
"""With so many small sums of blocks, an audit takes some seconds. Two years had 8,000."""


@dataclass(frozen=True)
class YearOfBlocks(JoinedBlocks):
    """The blocks of a year as one system, and what must not be told of them."""

    @property
    def has_few_sums(self) -> bool:
        """Whether its small sums of blocks can be proved one by one."""
        return how_many(self._questions(), self.hidden_up_to, _MOST_SUMS) <= _MOST_SUMS

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        """What must not be told of any block, nor of several of them.

        Each block alone may tell that one person is in a small count of it. So a small count over
        several need not be less than their number: to ask for less is to ask what can't be proved.
        """
        return tuple(
            (what, people, self._at_least(people, wanted))
            for what, people, wanted in self._secrets()
        )

    def _at_least(self, people: People, wanted: Need) -> Need:
        """The same, where a small count of several blocks may be as many people as blocks."""
        if wanted.high != self.hidden_up_to + 1:
            return wanted
        of = {at.step for at in people & self._anyone}
        return replace(wanted, low=len(of)) if len(of) > wanted.low else wanted

    @cached_property
    def _anyone(self) -> People:
        """The unknowns that have anyone."""
        return frozenset(at for at, count in self.truth.items() if count)

    def _secrets(self) -> Iterator[Secret]:
        """What must not be told, by the rules of one block."""
        whole, most = self.whole, self.hidden_up_to
        for name, people in self.rows.items():
            if wanted := need(self.facts[name], most):
                yield " ".join((name.period, *name.codes)), people, wanted
        for each in asked(self.versions, self.known, whole.words, whole.venue_types, most):
            yield each.what, frozenset(each.parts), each.need
        yield from self._sums()
        yield from small_adults(self.truth, whole.words.youth, most, len(self.parts), "blocks")
        if self.made_by >= Rule.SCATTERED:
            for each in scattered_sums(self._questions(), most):
                yield each.what, frozenset(each.parts), each.need

    def _questions(self) -> Iterator[Question]:
        """All that is asked of blocks, in any sum of them.

        Blocks of a year that was tightened before this rule are in none: it may tell too much.
        """
        before = self._before(Rule.SCATTERED)
        whole, most = self.whole, self.hidden_up_to
        for question, ages, runs in questions(
            self.versions, self.known, whole.words, whole.venue_types
        ):
            what = " ".join(code for code in question if code)
            yield of_runs(what, ages, (run for run in runs if run.step not in before))
        own = {step: part for step, (part, _) in enumerate(self.parts) if step not in before}
        sums = {step: part.counts for step, part in own.items() if part.made_by >= Rule.SUMS}
        for what, people in few_by_step(whole, sums, most, self._before(Rule.QUARTERS)):
            yield of_people(what, people, self.truth)
        for month, adults in adults_by_month(self.truth, whole.words.youth).items():
            here = {step: people for step, people in by_step(adults).items() if step in own}
            yield of_people(f"adults of {month}", here, self.truth)

    def _before(self, rule: Rule) -> set[int]:
        """The blocks of which something was told before this rule: maybe too much."""
        old = {at for year in self.years if year.made_by < rule for at in year.of}
        return old if self.made_by >= rule else {*range(len(self.parts))}

    def _sums(self) -> Iterator[Secret]:
        """Several cells of one table, and several months, of any block and of blocks in a row.

        Blocks that were made before that rule have none, nor have sums with such blocks.
        """
        seen = set[People]()
        every = {step: part.counts for step, (part, _) in enumerate(self.parts)}
        sums, runs = SmallSums(every), SmallRuns(every)
        size, before = len(self.parts), self._before(Rule.QUARTERS)
        for first, last in combinations_with_replacement(range(size), 2):
            own = {step: self.parts[step][0] for step in range(first, last + 1)}
            tallies = summed(*((part.counts.tallies, 1) for part in own.values()))
            joined = replace(
                self.parts[last][0],
                counts=replace(self.versions[last], tallies=tallies),
                inner=self.parts[last][0].inner or not before.intersection(own),
                made_by=min(part.made_by for part in own.values()),
            )
            for each in (*sums.of(joined, own), *runs.of(joined, own)):
                if (people := frozenset(each.parts)) not in seen:
                    seen.add(people)
                    yield f"{each.what}, blocks {first} to {last}", people, each.need
