"""Frozen blocks as one system: what readers have of each, and of all of them together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.domain.publications.periods import grain_of
from dashboard.publications.protecting.counts import SessionCounts
from dashboard.publications.protecting.facts import Fact, Name, facts
from dashboard.publications.protecting.grid import Finest, Stratum, StratumContents, strata
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.changes import summed
from dashboard.publications.protecting.ranges.needs.knowing import People
from dashboard.publications.protecting.ranges.needs.naming import named_together
from dashboard.publications.protecting.ranges.needs.parts import parts_of
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, Rule
from dashboard.publications.protecting.ranges.told.tightened import Shown, TightenedYear, placed


@dataclass(frozen=True)
class JoinedBlocks:
    """Frozen blocks, one after the other, and what is shown of each.

    The step of an unknown is the place of its block among these. ``years`` are earlier tightened
    years among them, whose ``of`` are such places, too. Of ``made_by``, see ``Rule``.
    """

    parts: tuple[tuple[BlockCounts, Shown], ...]
    years: tuple[TightenedYear, ...] = ()
    made_by: int = TODAY

    @property
    def alike(self) -> bool:
        """Whether they can be one system: the same age groups and sensitive types, one threshold.

        Other words may be added from one block to the next.
        """
        every = {
            (*(part.words.ages, part.words.youth, part.counts.ages), part.rules.hidden_up_to)
            for part, _ in self.parts
        }
        known = self.parts[-1][0].words
        return len(every) == 1 and all(
            set(part.words.sensitive) == set(known.sensitive).intersection(part.words.venue_types)
            for part, _ in self.parts
        )

    @cached_property
    def versions(self) -> tuple[SessionCounts, ...]:
        """The sums of the blocks up to each of them."""
        found: list[SessionCounts] = []
        for part, _ in self.parts:
            before = found[-1].tallies if found else ()
            both = summed((before, 1), (part.counts.tallies, 1))
            found.append(replace(part.counts, tallies=both))
        return tuple(found)

    @cached_property
    def whole(self) -> BlockCounts:
        """All of them as one block, in the words of the last one.

        It tells no more tables than each of them: their witnesses heed no others.
        """
        coarse = frozenset[str]().union(*(part.coarse for part, _ in self.parts))
        return self.parts[-1][0].with_all(self.versions[-1], coarse)

    @property
    def hidden_up_to(self) -> int:
        """The largest small count."""
        return self.whole.rules.hidden_up_to

    @cached_property
    def known(self) -> dict[Stratum, StratumContents]:
        """People and sessions of each block."""
        youth = [part.attending for part, _ in self.parts]
        return strata(self.versions, self.whole.words.ages, youth)

    @cached_property
    def truth(self) -> dict[Finest, int]:
        """Every unknown of readers, and its true value."""
        return {
            Finest(*one, age): n for one, own in self.known.items() for age, n in own.people.items()
        }

    @cached_property
    def reached(self) -> tuple[People, ...]:
        """The people of each age group of which readers know that somebody is among them.

        By the rules of before, that was every group, up to the first block with anyone of it.
        """
        if self.made_by >= Rule.NAMES:
            blocks = {step: part for step, (part, _) in enumerate(self.parts)}
            return tuple(named_together(blocks, self.truth))
        found = []
        for age in self.whole.words.ages:
            own = [at for at in self.truth if at.age == age]
            first = min((at.step for at in own if self.truth[at]), default=-1)
            if people := frozenset(at for at in own if at.step <= first):
                found.append(people)
        return tuple(found)

    @cached_property
    def unreached(self) -> People:
        """The people of each age group in the blocks before the first with anyone of it.

        There are none: publications told that it was not reached so far.
        """
        if self.made_by < Rule.COVERAGE:
            return frozenset()
        came = {(at.step, at.age) for at, count in self.truth.items() if count}
        first = {age: step for step, age in sorted(came, reverse=True)}
        return frozenset(at for at in self.truth if at.step < first.get(at.age, len(self.parts)))

    @cached_property
    def rows(self) -> dict[Name, People]:
        """The sums that get a range: all cells of the whole, and of its years if it has several.

        Years that are tightened already keep the ranges that they have.
        """
        grains = {"project"} if self.years else {"project", "year"}
        return {
            name: people
            for name, people in parts_of(self.whole, self.truth).items()
            if grain_of(name.period) in grains
        }

    @cached_property
    def facts(self) -> dict[Name, Fact]:
        """The count of each of these sums."""
        found = facts(self.whole.counts, self.whole.words, self.whole.tables)
        return {name: found[name] for name in self.rows}

    @cached_property
    def shown(self) -> tuple[tuple[Mapping[Name, People], Shown], ...]:
        """What readers have already: the people in each cell, and what is shown of it.

        That is of each block, and of the sums of years that were tightened before.
        """
        return tuple(self._shown())

    def _shown(self) -> Iterator[tuple[Mapping[Name, People], Shown]]:
        for step, (part, told) in enumerate(self.parts):
            yield parts_of(part, [at for at in self.truth if at.step == step]), told
        for year in self.years:
            inner = tuple(one for one in self.years if set(one.of) < set(year.of))
            own = JoinedBlocks(tuple(self.parts[at] for at in year.of), placed(inner, year.of))
            rows = {
                name: frozenset([Finest(year.of[at.step], *at[1:]) for at in people])
                for name, people in own.rows.items()
            }
            yield rows, year.shown
