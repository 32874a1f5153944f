"""What the explore view and the table of venues tell together, under the same filters."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.arrays import Flags
from dashboard.domain.shared.vocabulary import Venue, Vocabulary
from dashboard.queries.venues.counts import VenueCount

Amounts = NDArray[np.float64]

ANY = 1e9
"""More people than ever came: no count is known to be less."""
ROUNDS = 20
UNTOLD = float("nan")


class _Sum(NamedTuple):
    """The people of these age groups at these venues together."""

    venues: Flags
    ages: Flags
    people: float


@dataclass(frozen=True, slots=True)
class BothViews:
    """The venues of a table, and what the explore view tells of the same people.

    ``types`` are the venues of each type whose people are told, ``untold`` those of the others.
    """

    people: Mapping[str, int]
    types: Sequence[Sequence[str]]
    untold: Sequence[Sequence[str]]
    _of_types: Sequence[Flags]
    _came: Flags
    _by_age: Amounts
    _sums: Sequence[_Sum]

    @classmethod
    def of(
        cls,
        venues: Sequence[Venue],
        found: Mapping[str, VenueCount],
        seen: Progress,
        vocabulary: Vocabulary,
    ) -> "BothViews":
        """A table of these venues, of which ``found`` was counted, beside what is ``seen``."""
        told, untold, sums = list[Sequence[str]](), list[Sequence[str]](), list[_Sum]()
        of_types = list[Flags]()
        ages, flags = vocabulary.ages.codes, dict[tuple[str, ...], list[bool]]()
        young = np.array([age.youth for age in vocabulary.ages], bool)
        types, codes = (
            np.array(some, str)
            for some in ([one.venue_type for one in venues], [one.code for one in venues])
        )
        for row in seen.by_venue_type:
            own = types == row.code
            if row.participations is None or row.youth is None:
                untold.append(codes[own].tolist())
                continue
            told.append(codes[own].tolist())
            of_types.append(own)
            sums.append(_Sum(own, young, row.youth))
            sums.append(_Sum(own, ~young, row.participations - row.youth))
        for came in {one.ages for one in found.values()}:  # few, of many venues each
            flags[came] = [age in came for age in ages]
        by_age = {row.code: row.participations for row in seen.by_age_group}
        return cls(
            {venue.code: found[venue.code].participations for venue in venues},
            told,
            untold,
            of_types,
            np.array([flags[found[one.code].ages] for one in venues], bool).reshape(-1, len(ages)),
            np.array([_or_untold(by_age.get(age)) for age in ages]),
            sums,
        )

    def given_away(self, hidden: Collection[str], maximum: int) -> set[str]:
        """Venues whose people, if they are told, tell that some age group there was few.

        ``hidden`` are the venues that are not told. What the explore view alone tells of an age
        group is not among it, as nothing in this table changes that.
        """
        shown = np.array([code not in hidden for code in self.people], bool)
        counts = np.array([*self.people.values()], float)
        beside = (*self._sums, *self._rests(shown, counts))
        both = _highest(self._came, np.where(shown, counts, UNTOLD), self._by_age, beside)
        few = self._came & (both <= maximum) & shown[:, None]
        if few.any():
            nothing = np.full(len(counts), UNTOLD)
            few &= _highest(self._came, nothing, self._by_age, self._sums) > maximum
        return {code for code, is_few in zip(self.people, few.any(1), strict=True) if is_few}

    def _rests(self, shown: Flags, counts: Amounts) -> Iterator[_Sum]:
        """The people of those venues of each type that are not told."""
        for own in self._of_types:
            rest = ~shown & own
            yield _Sum(rest, np.ones(len(self._by_age), bool), counts[rest].sum())


def _or_untold(count: int | None) -> float:
    return UNTOLD if count is None else count


def _highest(came: Flags, by_venue: Amounts, by_age: Amounts, sums: Sequence[_Sum]) -> Amounts:
    """The most people by venue and age group, as each sum that is told bounds what it adds up.

    Where an age group ``came``, it was one person at least.
    """
    low, high = came.astype(float), np.where(came, ANY, 0.0)
    told = [(np.ix_(one.venues, one.ages), np.full((1, 1), one.people)) for one in sums]
    for _ in range(ROUNDS):
        before = high.copy()
        low, high = _bounded(low, high, by_venue[:, None], 1)
        low, high = _bounded(low, high, by_age[None, :], 0)
        for where, whole in told:
            low[where], high[where] = _bounded(low[where], high[where], whole, None)
        if np.array_equal(before, high):
            break
    return high


def _bounded(
    low: Amounts, high: Amounts, whole: Amounts, axis: int | None
) -> tuple[Amounts, Amounts]:
    """What is left for each number of a sum while the others have their least, or their most."""
    others_low = low.sum(axis=axis, keepdims=True) - low
    others_high = high.sum(axis=axis, keepdims=True) - high
    return np.fmax(low, whole - others_high), np.fmin(high, whole - others_low)
