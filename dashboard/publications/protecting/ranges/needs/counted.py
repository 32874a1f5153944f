"""The people of some counts as arrays, to add up many of their sums at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from copy import copy

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.publications.periods import periods_of
from dashboard.publications.protecting.counts import SessionCounts
from dashboard.publications.protecting.declared import Codes, members
from dashboard.publications.protecting.grid import Finest, Integers


class CountedPeople:
    """Some counts as arrays: who is counted, how many they are, and their codes by number.

    They are in order, so that their numbers are, too.
    """

    def __init__(self, parts: Mapping[int, SessionCounts]) -> None:
        rows = sorted(
            ((step, *t.place), counts.ages, t.participations)
            for step, counts in parts.items()
            for t in counts.tallies
        )
        each = [sorted(zip(ages, people, strict=True)) for _, ages, people in rows]
        own = [
            (place, age, n) for (place, *_), ages in zip(rows, each, strict=True) for age, n in ages
        ]
        self.every = [Finest(*place, age) for place, age, _ in own]
        self.counts = np.array([n for *_, n in own], dtype=np.int64)
        self._step = np.array([at.step for at in self.every], dtype=np.int64)
        sizes = [len(ages) for ages in each]
        self._codes = {"age": _numbered(age for _, age, _ in own)}
        for at, axis in enumerate(("month", "language", "venue_type", "kind"), 1):
            codes, numbers = _numbered(str(place[at]) for place, *_ in rows)
            self._codes[axis] = codes, np.repeat(numbers, sizes)
        self._only(np.ones(len(own), dtype=bool))

    def among(self, steps: Collection[int]) -> "CountedPeople":
        """Those of some steps, with the same numbers."""
        found = copy(self)
        found._only(np.isin(self._step, list(steps)))
        return found

    def _only(self, here: NDArray[np.bool_]) -> None:
        """Count these only, and note the steps that count anybody in each period."""
        self._here, self._steps = here, defaultdict[str, set[int]](set)
        months, own = self._codes["month"]
        both = np.stack([self._step, own], axis=1)[here]
        for step, month in np.unique(both, axis=0).tolist():
            for period in periods_of(months[month]):
                self._steps[period].add(step)

    @property
    def months(self) -> list[str]:
        """The months with any of them, in order."""
        months, own = self._codes["month"]
        return sorted(months[at] for at in np.unique(own[self._here]).tolist())

    def named(self, numbers: Integers) -> list[Finest]:
        """Those with these numbers."""
        return [self.every[at] for at in numbers.tolist()]

    def of(self, period: str) -> Integers:
        """The numbers of those in a period."""
        months, own = self._codes["month"]
        inside = np.array([period in periods_of(month) for month in months], dtype=bool)
        return np.flatnonzero(inside[own] & self._here)

    def steps(self, period: str) -> frozenset[int]:
        """The steps that count anybody in a period."""
        return frozenset(self._steps.get(period, ()))

    def places(self, axis: str, places: Mapping[str, int], here: Integers) -> Integers:
        """Their places on an axis."""
        codes, own = self._codes[axis]
        used, own = np.unique(own[here], return_inverse=True)
        return np.array([places[codes[at]] for at in used.tolist()], dtype=np.int64)[own]

    def used(self, axis: str, codes: Codes) -> Codes:
        """Those of the codes of an axis that anybody has."""
        every, own = self._codes[axis]
        known = {every[at] for at in np.unique(own[self._here]).tolist()}
        return tuple(code for code in codes if known.intersection(members(code)))


def _numbered(codes: Iterable[str]) -> tuple[list[str], Integers]:
    """The codes, each once, and the number of each."""
    numbers: dict[str, int] = {}
    own = [numbers.setdefault(code, len(numbers)) for code in codes]
    return list(numbers), np.array(own, dtype=np.int64)
