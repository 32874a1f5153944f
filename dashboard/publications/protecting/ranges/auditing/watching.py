"""The arithmetic of audits: how far witnesses take sums of unknowns, as tables of whole numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Need
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.needs.knowing import Change, People, Secret, is_whole


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

    def met(self, hidden_up_to: int) -> bool:
        """Whether it may be small and large, also for who takes all that is hidden to be 1.

        Of one session alone, it may be any two values so far apart, instead.
        """
        low, enough = max(self.need.low, self.told), self.need.high
        if not enough:
            return self.strict_most - self.strict_least >= self.need.apart
        if self.need.apart and self.least > low:
            low, enough = self.least, self.least + self.need.apart
        if self.strict_least > max(low, 1):
            enough = max(enough, self.strict_least + hidden_up_to)
        return self.least <= low and self.strict_most >= enough


def told_by_coverage(people: People, reached: Sequence[People]) -> int:
    """How many people coverage puts into a count: one for each whole group that is named."""
    return sum(whole <= people for whole in reached)


def watch(
    secrets: Iterable[Secret], truth: Mapping[Finest, int], reached: Sequence[People]
) -> list[Watch]:
    """The counts that must not be told; ``reached`` are the groups that readers know of."""
    return [
        Watch(what, own, sum([truth[at] for at in own]), wanted, told_by_coverage(own, reached))
        for what, own, wanted in secrets
    ]


class ManySums:
    """Sums of unknowns, found by the unknowns that they are of: a witness changes few of them.

    For those of a narrowed year, of which a table like that of ``Moves`` takes 140 MB more.
    """

    def __init__(self, truth: Iterable[Finest], sums: Sequence[People]) -> None:
        self._column = {at: number for number, at in enumerate(truth)}
        self._size = len(sums)
        inside = [self._column[at] for people in sums for at in people]
        columns = np.array(inside, dtype=np.int32)
        of = np.repeat(np.arange(self._size, dtype=np.int32), [len(people) for people in sums])
        self._of = of[np.argsort(columns, kind="stable")]
        self._ends = np.cumsum([0, *np.bincount(columns, minlength=len(self._column))])

    def changes(self, witnesses: Sequence[Change]) -> Integers:
        """By how much each witness, a row, changes each sum, a column; these are whole people."""
        found = np.zeros((len(witnesses), self._size), dtype=np.int64)
        for row, witness in zip(found, witnesses, strict=True):
            columns = np.array([self._column[at] for at in witness], dtype=np.int64)
            first, sizes = self._ends[columns], np.diff(self._ends)[columns]
            before = np.cumsum(sizes) - sizes
            here = np.arange(sizes.sum()) + np.repeat(first - before, sizes)
            moved = np.repeat(np.array([*witness.values()], dtype=np.int64), sizes)
            np.add.at(row, self._of[here], moved)
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


class Ends:
    """How far the witnesses that agree take each count, all of them and the strict ones."""

    def __init__(self, watched: Sequence[Watch]) -> None:
        self._watched = watched
        self._counts = np.array([each.count for each in watched], dtype=np.int64)
        self._ends = [np.zeros(len(watched), dtype=np.int64) for _ in range(4)]  # the truth itself

    def take(self, changes: Integers, fitting: Sequence[int], strictly: Sequence[int]) -> None:
        """Note some witnesses, a row each, by what they change each count by."""
        both = (fitting, fitting, strictly, strictly)
        for own, chosen, end in zip(self._ends, both, (np.minimum, np.maximum) * 2, strict=True):
            for number in chosen:
                end(own, changes[number], out=own)

    def note(self) -> None:
        """Tell it to the counts."""
        found = zip(*((self._counts + own).tolist() for own in self._ends), strict=True)
        for each, ends in zip(self._watched, found, strict=True):
            each.least, each.most, each.strict_least, each.strict_most = ends


def note(
    watched: Sequence[Watch], changes: Integers, fitting: Sequence[int], strictly: Sequence[int]
) -> None:
    """Note how far the witnesses that agree take each count, all of them and the strict ones."""
    ends = Ends(watched)
    ends.take(changes, fitting, strictly)
    ends.note()
