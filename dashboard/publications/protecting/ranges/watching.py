"""The arithmetic of audits: how far witnesses take sums of unknowns, as tables of whole numbers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Need
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.knowing import Change, People, is_whole, within


@dataclass(slots=True)
class Watch:
    """A count that must not be told, and how far witnesses take it.

    Strict witnesses leave somebody in each hidden cell that has anyone, and at each session.
    """

    what: str
    people: People
    count: int
    need: Need
    told: int
    least: int = field(init=False)
    most: int = field(init=False)
    strict_least: int = field(init=False)
    strict_most: int = field(init=False)

    def __post_init__(self) -> None:
        self.least = self.most = self.strict_least = self.strict_most = self.count

    def take(self, witness: Change, *, strict: bool) -> None:
        """Note how far a witness takes it."""
        self.note(self.count + within(witness, self.people), strict=strict)

    def note(self, now: int, *, strict: bool) -> None:
        """Note that a witness takes it so far."""
        self.least, self.most = min(self.least, now), max(self.most, now)
        if strict:
            self.strict_least = min(self.strict_least, now)
            self.strict_most = max(self.strict_most, now)

    def met(self, hidden_up_to: int) -> bool:
        """Whether it may be small and large, also for who takes all that is hidden to be 1."""
        low = max(self.need.low, self.told)
        if self.need.apart:
            return self.strict_most - self.strict_least >= self.need.apart
        enough = self.need.high
        if self.strict_least > max(low, 1):
            enough = max(enough, self.strict_least + hidden_up_to)
        return self.least <= low and self.strict_most >= enough


class ManySums:
    """Sums of unknowns, found by the unknowns that they are of: a witness changes few of them.

    For those of a narrowed year, of which a table like that of ``Moves`` takes 140 MB more.
    """

    def __init__(self, sums: Iterable[People]) -> None:
        self._of: dict[Finest, list[int]] = defaultdict(list)
        for number, people in enumerate(sums):
            for at in people:
                self._of[at].append(number)

    def changed(self, witness: Change) -> dict[int, int]:
        """By how much a witness changes the sums that it changes, by their number."""
        found: dict[int, int] = defaultdict(int)
        for at, change in witness.items():
            for number in self._of.get(at, ()):
                found[number] += change
        return found


class Moves:
    """Witnesses as a table, one a row, whose columns are the unknowns.

    A change that is no number of people is 0 here: its witness is refused anyway.
    """

    def __init__(self, truth: Iterable[Finest], witnesses: Sequence[Change]) -> None:
        self._column = {at: number for number, at in enumerate(truth)}
        self._table = np.zeros((len(witnesses), len(self._column)), dtype=np.int64)
        for row, witness in zip(self._table, witnesses, strict=True):
            for at, change in witness.items():
                if at in self._column and is_whole(change):
                    row[self._column[at]] = change

    def changes(self, sums: Iterable[Iterable[Finest]]) -> Integers:
        """By how much each witness, a row, changes each of these sums, a column."""
        return self.changes_at([[self._column[at] for at in people] for people in sums])

    def changes_at(self, sums: Sequence[Sequence[int]]) -> Integers:
        """The same of sums of the unknowns with these numbers."""
        inside = np.array([column for columns in sums for column in columns], dtype=np.int64)
        ends = np.cumsum([0, *map(len, sums)])
        found = np.zeros((len(self._table), len(sums)), dtype=np.int64)
        for number, move in enumerate(self._table):
            found[number] = np.diff(np.concatenate([[0], np.cumsum(move[inside])])[ends])
        return found


def credible_each(counts: Integers, shown: Sequence[Interval | None]) -> NDArray[np.bool_]:
    """Where counts, a column for each range, are such as readers can suppose; see ``credible``."""
    known = np.array([one is not None for one in shown], dtype=bool)
    low = np.array([one.low if one else 0 for one in shown], dtype=np.int64)
    high = np.array([one.high if one else 0 for one in shown], dtype=np.int64)
    inside = ((low < counts) | ((low == 0) & (counts >= 0))) & (counts < high)
    found: NDArray[np.bool_] = known & np.where(low == high, counts == low, inside)
    return found


def note(
    watched: Sequence[Watch], changes: Integers, fitting: Sequence[int], strictly: Sequence[int]
) -> None:
    """Note how far the witnesses that agree take each count, all of them and the strict ones."""
    counts = np.array([each.count for each in watched], dtype=np.int64)
    still = np.zeros((1, len(watched)), dtype=np.int64)  # the truth itself
    ends = [
        (counts + end(np.concatenate([still, changes[chosen]]), axis=0)).tolist()
        for chosen in (list(fitting), list(strictly))
        for end in (np.min, np.max)
    ]
    for each, least, most, strict_least, strict_most in zip(watched, *ends, strict=True):
        each.least, each.most = least, most
        each.strict_least, each.strict_most = strict_least, strict_most
