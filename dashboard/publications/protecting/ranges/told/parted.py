"""A frozen block in parts, as one system: what corrections took out of it, and what is kept.

A block of frozen sessions falls into parts: what is taken now, what earlier corrections took, and
what is kept. Nobody is in two of them. Readers have the ranges of the whole block, and of each part
that was taken. So all parts are one system, in which what is taken is a block like any other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import MonthTally, Place, SessionCounts
from dashboard.publications.protecting.facts import Fact, Name, facts
from dashboard.publications.protecting.grid import Finest, Stratum, StratumContents, strata
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.changes import summed
from dashboard.publications.protecting.ranges.needs.knowing import People
from dashboard.publications.protecting.ranges.needs.naming import named_alone
from dashboard.publications.protecting.ranges.needs.parts import parts_of
from dashboard.publications.protecting.ranges.needs.ruling import TODAY

Shown = Mapping[Name, Interval]
LEAVES, JOINS = "leaves", "joins"
"""In place of the period in names of cells: what people who were moved leave, and join."""


@dataclass(frozen=True)
class Part:
    """What a correction takes from a block, and what is shown of it; ``witnesses`` prove it.

    ``arrives``: the sessions of one tally were moved to another of the same month, with the same
    people. Then only the cells that they leave or join tell anything. Else all cells tell what is
    taken, and what replaces it is in another block. ``given`` is the change of all counts by the
    same publication, but for this part. ``made_by`` is the number of the rules that its people are
    proved by. What of its sums must not be told, and who is supposed at its sessions, follow its
    block’s.
    """

    block: BlockCounts
    shown: Shown = field(default_factory=dict)
    arrives: Place | None = None
    witnesses: Sequence[Mapping[Finest, int]] = ()
    given: tuple[MonthTally, ...] = ()
    made_by: int = TODAY

    @cached_property
    def arrivals(self) -> tuple[MonthTally, ...]:
        """Its sessions where they are now; none if they are in another block."""
        if self.arrives is None:
            return ()
        month, language, venue_type, kind = self.arrives
        return tuple(
            replace(one, month=month, language=language, venue_type=venue_type, kind=kind)
            for one in self.block.counts.tallies
        )

    def rows(self, step: int = 0) -> dict[Name, People]:
        """Its cells, and the people in each; ``step`` is the number of the part."""
        here = {at: at for at in _unknowns(self.block.counts, step)}
        left = parts_of(self.block, here)
        if self.arrives is None:
            return left
        there = {at: Finest(step, *self.arrives, at.age) for at in here}
        came = parts_of(self.block, there.values())
        back = {now: at for at, now in there.items()}
        found: dict[Name, People] = {}
        for name, own in left.items():
            if name.period == PROJECT and own and not came[name]:
                found[name._replace(period=LEAVES)] = own
            elif name.period == PROJECT and came[name] and not own:
                found[name._replace(period=JOINS)] = frozenset(back[at] for at in came[name])
        return found

    def facts(self) -> dict[Name, Fact]:
        """The count of each cell."""
        counts, words, tables = self.block.counts, self.block.words, self.block.tables
        left = facts(counts, words, tables)
        if self.arrives is None:
            return left
        came = facts(replace(counts, tallies=self.arrivals), words, tables)
        return {
            name: (left if name.period == LEAVES else came)[name._replace(period=PROJECT)]
            for name in self.rows()
        }


@dataclass(frozen=True)
class PartedBlock:
    """A frozen block in parts: what is taken now, as ``new``, what was taken earlier, and the rest.

    ``whole`` is the frozen block and what it shows; ``before`` are the parts that were taken
    earlier, the last one first.
    """

    new: Part
    whole: tuple[BlockCounts, Shown]
    before: tuple[Part, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is taken now, and what was taken earlier."""
        return (self.new, *self.before)

    @property
    def states(self) -> tuple[dict[int, Place | None], ...]:
        """Where each part was counted after each correction, the last one first.

        What was moved is where it is now, what was cancelled nowhere. Parts that were taken later
        are not named: they still were where they had been.
        """
        now = list(enumerate(part.arrives for part in self.parts))
        return tuple(dict(now[taken:]) for taken in range(len(now)))

    @cached_property
    def versions(self) -> tuple[SessionCounts, ...]:
        """The sums of the parts, one after the other: taken now, taken earlier, kept."""
        found = [self.new.block.counts]
        for part in self.before:
            found.append(plus(found[-1], part.block.counts.tallies))
        return (*found, self.whole[0].counts)

    @property
    def hidden_up_to(self) -> int:
        """The largest small count."""
        return self.new.block.rules.hidden_up_to

    @cached_property
    def still_named(self) -> tuple[People, ...]:
        """The people who are still there of each group that only this block is known to have.

        The page goes on naming it, and no other block need have anyone of it.
        """
        gone = {step for step, part in enumerate(self.parts) if part.arrives is None}
        return tuple(
            frozenset(at for at in self.truth if at.age == age and at.step not in gone)
            for age in sorted(named_alone(replace(self.whole[0], made_by=TODAY)))
        )

    @property
    def kept(self) -> int:
        """The number of the part that stays."""
        return len(self.versions) - 1

    @cached_property
    def known(self) -> dict[Stratum, StratumContents]:
        """People and sessions of each part."""
        whole, _ = self.whole
        return strata(self.versions, whole.words.ages, [whole.attending] * len(self.versions))

    @cached_property
    def truth(self) -> dict[Finest, int]:
        """Every unknown of readers, and its true value."""
        return {
            Finest(*one, age): n for one, own in self.known.items() for age, n in own.people.items()
        }

    @cached_property
    def rows(self) -> tuple[tuple[Mapping[Name, People], Shown], ...]:
        """What readers have already: the people in each cell, and what is shown of them."""
        block, shown = self.whole
        before = enumerate(self.before, start=1)
        return (
            (parts_of(block, self.truth), shown),
            *((part.rows(step), part.shown) for step, part in before),
        )


def _unknowns(counts: SessionCounts, step: int) -> Iterator[Finest]:
    for tally in counts.tallies:
        for age in counts.ages:
            yield Finest(step, *tally.place, age)


def plus(one: SessionCounts, tallies: Sequence[MonthTally]) -> SessionCounts:
    """These sessions, and those of more tallies."""
    return replace(one, tallies=summed((one.tallies, 1), (tallies, 1)))
