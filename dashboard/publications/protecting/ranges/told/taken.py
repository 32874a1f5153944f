"""What corrections take out of a frozen block, and what must not be told of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.publications.protecting.asked import asked
from dashboard.publications.protecting.facts import Need
from dashboard.publications.protecting.grid import Finest, strata
from dashboard.publications.protecting.ranges.needs.adults import small_adults
from dashboard.publications.protecting.ranges.needs.changes import summed
from dashboard.publications.protecting.ranges.needs.few import small_sums
from dashboard.publications.protecting.ranges.needs.knowing import Secret
from dashboard.publications.protecting.ranges.needs.runs import small_runs
from dashboard.publications.protecting.ranges.told.parted import Part, PartedBlock, plus
from dashboard.publications.protecting.ranges.told.questions import counts_of, every_question

_LISTED = ("versions", "known", "truth", "rows", "_lasting")
"""What follows from sessions and from what was shown before alone."""


@dataclass(frozen=True)
class Taking(PartedBlock):
    """What is taken now, beside all that readers have of its block, and must not learn of it."""

    def secrets(self) -> Iterator[Secret]:
        """What must not be told of any part, and of parts together; and small changes."""
        yield from self._lasting
        for step, part in enumerate(self.parts):
            yield from self._changes(step, part)

    def like(self, other: "Taking") -> "Taking":
        """The same with the list of ``other``, if only what changes besides differs.

        Audits of what is to be published list all anew.
        """
        if self._but_given == other._but_given:
            vars(self).update({name: getattr(other, name) for name in _LISTED})
        return self

    @property
    def _but_given(self) -> "Taking":
        """The same but for what changes besides, and for what is shown or proved of what is new."""
        before = tuple(replace(part, given=(), witnesses=()) for part in self.before)
        rules = replace(self.new.block.rules, seed=0)
        new = replace(self.new, block=replace(self.new.block, rules=rules), shown={})
        return replace(self, new=replace(new, given=(), witnesses=()), before=before)

    @cached_property
    def _lasting(self) -> tuple[Secret, ...]:
        return tuple(self._whatever_changes())

    def _whatever_changes(self) -> Iterator[Secret]:
        block = self.whole[0]
        words, types, most = block.words, block.venue_types, self.hidden_up_to
        for each in asked(self.versions, self.known, words, types, most):
            yield each.what, frozenset(each.parts), each.need
        yield from self._now()
        yield from small_adults(self.truth, words.youth, most, self.kept + 1, "parts")
        yield from self._sums()

    def _now(self) -> Iterator[Secret]:
        """What is asked of the block as it is now: those who were moved, and those who are kept."""
        moved = [(step, part) for step, part in enumerate(self.parts) if part.arrives]
        if not moved:
            return
        block = self.whole[0]
        gone = ((part.block.counts.tallies, -1) for part in self.parts)
        versions = [replace(block.counts, tallies=())]
        for tallies in (
            *(part.arrivals for _, part in moved),
            summed((block.counts.tallies, 1), *gone),
        ):
            versions.append(plus(versions[-1], tallies))
        del versions[0]
        known = strata(versions, block.words.ages)
        steps = [step for step, _ in moved]
        for each in asked(versions, known, block.words, block.venue_types, self.hidden_up_to):
            people = frozenset(
                Finest(self.kept, *at[1:])
                if at.step == len(steps)
                else self._then(steps[at.step], at)
                for at in each.parts
            )
            yield f"now {each.what}", people, each.need

    def _then(self, step: int, at: Finest) -> Finest:
        """The unknown of someone who was moved, and is there now."""
        [tally] = self.parts[step].block.counts.tallies
        return Finest(step, *tally.place, at.age)

    def _sums(self) -> Iterator[Secret]:
        """Several cells of one table, and several months, of what is taken and of what is kept."""
        counts = self.whole[0].counts
        gone = ((part.block.counts.tallies, -1) for part in self.parts)
        kept = replace(counts, tallies=summed((counts.tallies, 1), *gone))
        new = self.new.block
        for step, block in (
            (0, new if self.new.arrives is None else replace(new, made_by=0)),
            (self.kept, replace(self.whole[0], counts=kept, rules=new.rules)),
        ):
            steps = {step: block.counts}
            for each in (*small_sums(block, steps), *small_runs(block, steps)):
                yield f"part {step} {each.what}", frozenset(each.parts), each.need

    def _changes(self, step: int, part: Part) -> Iterator[Secret]:
        """Counts that change by no more than a small count: they need room as large as that."""
        block = self.whole[0]
        left = every_question(part.block.counts.tallies, block)
        came = every_question(part.arrivals, block)
        given = counts_of({*left, *came}, part.given, block)
        for sign, own, other in ((-1, left, came), (1, came, left)):
            for question, parts in own.items():
                count = sum(parts.values())
                if question in other or not count:
                    continue  # they stay in what is asked
                if 0 < abs(given[question] + sign * count) <= self.hidden_up_to:
                    people = frozenset(
                        at._replace(step=step) if sign < 0 else self._then(step, at) for at in parts
                    )
                    wanted = Need(apart=self.hidden_up_to)
                    yield f"change: {' '.join(question)}", people, wanted
