"""Whoever attacks ranges by linear programmes: what is shown as bounds, and what they suppose.

They know how ranges are made: none ends on its count, and those of small counts begin at 0. They
know which age groups were not reached, and of those that are named as reached that they were.

Unknowns are people by month, language, venue type, kind and age of one block. Its blocks share
nobody, so an attacker gains nothing from several at once but their sums.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from dashboard.publications.protecting.ranges.needs.naming import named_alone
from tests.publications.protecting.adversary import AXES, fiscal
from tests.publications.protecting.whole import WholeNumbers

YOUTH, MOST = "youth", 2_000


@dataclass(frozen=True)
class Guess:
    """What somebody supposes, right or wrong, beside what is shown.

    ``somebody``: in each hidden cell. ``at_sessions``: at each session, as many as are published;
    ``young``: they are youth, wherever so many came.
    """

    somebody: bool = False
    at_sessions: bool = False
    young: bool = False


def is_narrow(count, alone, ends, most, *, told=0, supposes=False, wide=False):
    """Whether somebody knows too much of a count that is ``alone`` that of one session, or small.

    ``most`` is the largest small count. ``ends`` are what the count can be, and ``told`` how many
    named groups are in it. It may be small and large; or, of one session alone, anything twice a
    small count wide, wherever the count lies. Whoever ``supposes`` something knows more: for them,
    as much as a small count is ``wide`` enough.
    """
    if not (0 < count <= most or (count and alone)):
        return False
    least, highest = ends
    enough = (supposes or wide) and highest - least >= most
    if highest > most and (least <= max(1, told) or (enough and count <= most)):
        return False
    return count <= most or highest - least < (most if supposes else 2 * most)


def is_told(low, high, ends):
    """Whether a count is surely more than ``low``, or surely no more than ``high``."""
    least, most = ends
    return least > low or most <= high


class Attacker:
    """Everything shown of one block, under a guess."""

    def __init__(self, block, shown, guess):
        self.words, self.hidden_up_to = block.words, block.rules.hidden_up_to
        self.people, self.tallies = {}, block.counts.tallies
        self.named = named_alone(block)
        for tally in block.counts.tallies:
            for age, count in zip(block.counts.ages, tally.participations, strict=True):
                where = (0, tally.month, tally.language, tally.venue_type, tally.kind, age)
                self.people[where] = count
        self.unknown, self._masks = list(self.people), {}
        rows, low, high = [], [], []
        for name, told in shown.items():
            rows.append(self.row(name.period, dict(zip(name.by, name.codes, strict=True))))
            true = guess.somebody and self.true(rows[-1]) > 0
            least, most = self._inside(told)
            low.append(max(least, 1) if true else least)
            high.append(most)
        for age in block.words.ages:
            row = self.row("project", {"age": age})
            rows.append(row)
            low.append(1 if age in self.named else 0)
            high.append(np.inf if self.true(row) else 0)
        if guess.at_sessions:
            for tally in block.counts.tallies:
                rows.append(self.supposed(tally, guess))
                low.append(min(tally.sessions, sum(tally.participations)))
                high.append(np.inf)
        self.rows, self.low, self.high = np.array(rows), np.array(low), np.array(high)

    def supposed(self, tally, guess):
        """Which unknowns are of those who are supposed at each of these sessions."""
        here = tally.place
        row = np.array([at[1:5] == here for at in self.unknown], dtype=float)
        youth = row * [at[5] in self.words.youth for at in self.unknown]
        return youth if guess.young and self.true(youth) >= tally.sessions else row

    def row(self, period, codes):
        """Which unknowns are in a count."""
        every = (("period", period), *codes.items())
        return np.logical_and.reduce([self._mask(*one) for one in every]).astype(float)

    def _mask(self, axis, code):
        """Which unknowns are of a period, or of a code of an axis; found once."""
        if (axis, code) not in self._masks:
            own = [
                code in fiscal(at[1]) if axis == "period" else self._in(axis, at[AXES[axis]], code)
                for at in self.unknown
            ]
            self._masks[axis, code] = np.array(own, dtype=bool)
        return self._masks[axis, code]

    def _inside(self, told):
        """The counts that a range can be of, by the rule that made it."""
        if told.exact:
            return told.low, told.high
        least = max(told.low, self.hidden_up_to) + 1 if told.low else 0
        if told.high - 1 <= self.hidden_up_to:
            return 0, 0  # that of a small count would go further up
        return least, told.high - 1

    def _in(self, axis, own, code):
        if axis == "age" and code == YOUTH:
            return own in self.words.youth
        return own in code.split("+")

    def true(self, row):
        """The true count."""
        return int(row @ np.array(list(self.people.values())))

    def told(self, row):
        """How many people coverage puts into a count: one for each named group whole in it."""
        return sum(
            all(own for at, own in zip(self.unknown, row, strict=True) if at[5] == age)
            for age in self.named
        )

    def widest(self, row):
        """The least and the most that a count can be, for all that the attacker knows."""
        return self._numbers.ends(row)

    def narrow(self, row, is_narrow):
        """The same where it is narrow, else nothing."""
        return self._numbers.narrow(row, is_narrow)

    @cached_property
    def _numbers(self):
        """All of them, when the first question is asked."""
        return WholeNumbers(self.rows, self.low, self.high, 0, MOST)

    def alone(self, row, age):
        """Whether one session at a sensitive type had anyone, and no others were held."""
        sensitive = others = 0
        places = {at[1:5] for at, own in zip(self.unknown, row, strict=True) if own}
        for tally in self.tallies:
            if tally.place not in places:
                continue
            if tally.venue_type not in self.words.sensitive:
                others += tally.sessions
            elif age in ("", YOUTH):
                sensitive += tally.sessions_with_youth if age else tally.sessions
            else:
                sensitive += tally.sessions_with[self.words.ages.index(age)]
        return sensitive == 1 and not others

    def asked(self):
        """Every count that filters can name in this block, once, and the code of its age."""
        months, seen = {at[1] for at in self.unknown}, set()
        every = {
            "language": ("", *self.words.languages),
            "venue_type": ("", *self.words.venue_types),
            "kind": ("", *self.words.kinds),
            "age": ("", YOUTH, *self.words.ages),
        }
        for period in {period for month in months for period in fiscal(month)}:
            for codes in product(*every.values()):
                chosen = {axis: code for axis, code in zip(every, codes, strict=True) if code}
                row = self.row(period, chosen)
                if row.tobytes() not in seen:
                    seen.add(row.tobytes())
                    yield row, chosen.get("age", "")
