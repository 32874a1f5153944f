"""Whoever compares publications before and after a correction, by linear programmes.

Unknowns are the people of a frozen block, and those of them that a correction took. What is told of
the block and of what was taken are bounds; nobody is taken who was not there.

A programme is solved only where it can tell more than the tables that are known to be possible.
"""

from dataclasses import replace

import numpy as np

from dashboard.publications.protecting.ranges.needs.changes import summed
from tests.publications.protecting.ranges.attacker import MOST, Attacker
from tests.publications.protecting.whole import WholeNumbers

MOVED = {"leaves", "joins"}


class Comparer:
    """Everything shown of a block and of what was taken, now and earlier, under a guess."""

    def __init__(self, taking, told, guess, witnesses=()):
        (block, shown), self.taken = taking.whole, taking.parts
        every = [(part.block.counts.tallies, -1) for part in self.taken]
        kept = summed((block.counts.tallies, 1), *every)
        of = {"kept": kept, "now": summed((kept, 1), *((p.arrivals, 1) for p in self.taken))}
        of |= {n: part.block.counts.tallies for n, part in enumerate(self.taken)}
        self.parts = {
            name: Attacker(replace(block, counts=replace(block.counts, tallies=own)), {}, guess)
            for name, own in of.items()
        } | {"whole": Attacker(block, shown, guess)}
        out = [(n, at) for n in range(len(self.taken)) for at in self.parts[n].unknown]
        self.place = {at: n for n, at in enumerate([*self.parts["whole"].unknown, *out])}
        rows = [*self._of_whole(), *self._nobody_else()]
        for n, part in enumerate(self.taken):
            rows += self._of_taken(n, part.shown if n else told, guess)
        rows += self._at_sessions(guess) if guess.at_sessions else ()
        matrix, low, high = zip(*rows, strict=True)
        self._numbers = WholeNumbers(np.array(matrix), low, high, 0, MOST)
        for changes in ({}, *witnesses):
            self._numbers.note(self._table(taking, changes))

    def _table(self, taking, changes):
        """Everybody as they are, or as a witness has them; those who are kept are in the block."""
        table = np.zeros(len(self.place))
        for part in ("whole", *range(len(self.taken))):
            for at, people in self.parts[part].people.items():
                table[self.place[at if part == "whole" else (part, at)]] = people
        for at, change in changes.items():
            here = (0, *at[1:])
            table[self.place[here]] += change
            if at.step < taking.kept:
                table[self.place[at.step, here]] += change
        return table

    def _of_whole(self):
        own = self.parts["whole"]
        for row, low, high in zip(own.rows, own.low, own.high, strict=True):
            yield self.across("whole", row), low, high

    def _of_taken(self, number, told, guess):
        """What is told of those who were taken; of moved ones, that some were of an age."""
        own = self.parts[number]
        for name, shown in told.items():
            codes, period = dict(zip(name.by, name.codes, strict=True)), name.period
            if name.period in MOVED:
                codes, period = {a: c for a, c in codes.items() if a == "age"}, "project"
            row = own.row(period, codes)
            low, high = own._inside(shown)
            true = guess.somebody and own.true(row) > 0
            yield self.across(number, row), max(low, 1) if true else low, high

    def _nobody_else(self):
        left = {at[:5] for at in self.parts["kept"].unknown}
        for at in self.parts["whole"].unknown:
            row = np.zeros(len(self.place))
            row[self.place[at]] = 1
            for n in range(len(self.taken)):
                if (n, at) in self.place:
                    row[self.place[n, at]] = -1
            yield row, 0, np.inf if at[:5] in left else 0

    def _at_sessions(self, guess):
        for part in ("kept", *range(len(self.taken))):
            own = self.parts[part]
            for tally in own.tallies:
                least = min(tally.sessions, sum(tally.participations))
                yield self.across(part, own.supposed(tally, guess)), least, np.inf

    def across(self, part, row):
        """A row of one part as a row of all unknowns: of the block, then of what was taken."""
        found = np.zeros(len(self.place))
        left = {at[:5] for at in self.parts["kept"].unknown}
        for at, n in zip(self.parts[part].unknown, row, strict=True):
            if part == "whole":
                found[self.place[at]] += n
            elif part not in {"kept", "now"}:
                found[self.place[part, at]] += n
            elif at[:5] in left:
                found[self.place[at]] += n
                for number in range(len(self.taken)):
                    if (number, at) in self.place:
                        found[self.place[number, at]] -= n
            if part == "now":
                for number, own in enumerate(self.taken):
                    if own.arrives and at[:5] == (0, *own.arrives):
                        [old] = [a for a in self.parts[number].unknown if a[5] == at[5]]
                        found[self.place[number, old]] += n
        return found

    def narrow(self, part, row, is_narrow):
        """The least and the most that a count of a part can be if that is narrow, else nothing."""
        return self._numbers.narrow(self.across(part, row), is_narrow)

    def told(self, part, row):
        """How many people coverage puts into a count; only of the whole block it tells any."""
        return self.parts[part].told(row) if part == "whole" else 0

    def asked(self):
        """Every count that filters can name, of each part, and the code of its age."""
        for part, own in self.parts.items():
            for row, age in own.asked() if own.unknown else ():
                yield part, row, age
