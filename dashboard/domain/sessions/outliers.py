"""Which counts are unusual: a robust rule for counts of people, whose distribution is skewed."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil, floor, sqrt
from statistics import NormalDist

FEWEST = 8  # to be compared with one another
FARTHEST = 3.6  # deviations from the median
HALF, EIGHTH = 0.5, 0.125
BESIDES = 3  # counts that may be set aside besides an eighth

ANSCOMBE = 0.375
LEAST_SPREAD = 0.5
SUPPOSED = 24  # counts taken for granted beside those there are, with this part of the median
VARIATION_BELOW, VARIATION_ABOVE = 0.3, 0.6  # as their deviation, besides that of chance

COMMON, COMMON_SHARE = 5, 0.07
ROUND_SHARE = 1 / 3  # from there on, noughts were typed
EMPTY_SHARE = 0.25

Cell = tuple[str, str]
"""A session kind and a venue type."""

Histogram = Mapping[int, int]
"""How many sessions have each count."""

Weighted = Iterable[tuple[float, int]]
"""Values, each with the number of sessions that have it."""


@dataclass(frozen=True, slots=True)
class UsualRange:
    """Counts from ``low`` to ``high``, both included, and the sessions that they are usual among.

    ``kind`` and ``venue_type`` are ``None`` where sessions of all of them were compared.
    """

    low: int
    high: int
    kind: str | None = None
    venue_type: str | None = None

    def __contains__(self, count: int) -> bool:
        return self.low <= count <= self.high


def usual_ranges(totals: Mapping[Cell, Histogram]) -> dict[Cell, UsualRange]:
    """The usual range of each kind in each venue type.

    Where these have fewer than 8 sessions, all kinds in the venue type are compared, and then
    all sessions; a cell is left out where even these are too few. A larger size that is common in
    a venue type, such as assemblies in schools, is usual for every kind there.
    """
    in_venue_type: dict[str, Counter[int]] = {}
    everywhere: Counter[int] = Counter()
    for (_, venue_type), histogram in totals.items():
        in_venue_type.setdefault(venue_type, Counter()).update(histogram)
        everywhere.update(histogram)
    ranges, above = {}, {venue_type: Counter[int]() for venue_type in in_venue_type}
    for kind, venue_type in totals:
        for histogram, like in (
            (totals[kind, venue_type], (kind, venue_type)),
            (in_venue_type[venue_type], (None, venue_type)),
            (everywhere, (None, None)),
        ):
            if sum(histogram.values()) >= FEWEST:
                _, high = _of_one_size(histogram)
                above[venue_type].update(_above(high, totals[kind, venue_type]))
                ranges[kind, venue_type] = UsualRange(*usual(histogram), *like)
                break
    larger = {
        venue_type: _larger_size(above[venue_type], sum(histogram.values()))
        for venue_type, histogram in in_venue_type.items()
    }
    return {
        cell: replace(usual_range, high=max(usual_range.high, larger[cell[1]]))
        for cell, usual_range in ranges.items()
    }


def usual(histogram: Histogram) -> tuple[int, int]:
    """The least and the greatest count that are usual among those of a histogram, not empty.

    A count is unusual when it lies more than 3.6 deviations from the median on the scale of
    √(count + 3/8), on which Poisson counts have the deviation 1/2 whatever their mean (Anscombe
    1948, "The transformation of Poisson, binomial and negative-binomial data", Biometrika 35).
    Each side has a deviation of its own, from the distance of its eighth to the median (Tukey
    1977, "Exploratory data analysis"), so that the long side of a skewed distribution is not taken
    for outliers. Besides:

    * Mistakes do not hide each other. What lies too far by the median deviation (Iglewicz &
      Hoaglin 1993, "How to detect and handle outliers"), which half of the counts cannot move, is
      set aside before the eighths are taken, if it is no more than an eighth and three counts.
    * Few counts do not tell how much they vary. So 24 more are taken for granted, which vary as
      the sizes of groups do; among hundreds they weigh little.
    * Larger counts that are common, such as assemblies beside classes, are a size of their own,
      unless a third of them end in a nought, as tenfold counts do.
    * Nobody is usual only where it is so every fourth time.

    Tried on negative binomial and lognormal counts (σ up to 0.55), 8 to 3,000 of them: 0.1 % of
    false alarms, and at most 0.6 % for any of these. Where one of 8, two of 12 or three of 20 are
    tenfold, 94 % of those beyond all right counts are found, and at least 89 % for any. Heavier
    tails give more false alarms among few counts: geometric ones 1.7 % among 8, 0.5 % among 50.
    Where every tenth is an assembly seven times as large, these are taken for mistakes among up to
    30 counts; among 300, 0.4 % are false alarms. A tenfold count of the size of an assembly is not
    found, nor are mistakes that are the larger part of what is compared.
    """
    low, high = _of_one_size(histogram)
    return low, max(high, _larger_size(_above(high, histogram), sum(histogram.values())))


def _of_one_size(histogram: Histogram, *, supposed: int = SUPPOSED) -> tuple[int, int]:
    """The usual range if all that is common belongs together."""
    number = sum(histogram.values())
    counts = [(_scaled(count), sessions) for count, sessions in histogram.items()]
    middle = _quantile(counts, HALF)
    distances = [(abs(value - middle), sessions) for value, sessions in counts]
    deviation = _quantile(distances, HALF) / NormalDist().inv_cdf(0.75)
    low, high = _limits(middle, deviation, deviation, number, supposed)
    near = [(value, sessions) for value, sessions in counts if low <= value <= high]
    if number - sum(sessions for _, sessions in near) <= EIGHTH * number + BESIDES:
        counts, middle = near, _quantile(near, HALF)
    eighth = NormalDist().inv_cdf(1 - EIGHTH)
    low, high = _limits(
        middle,
        (middle - _quantile(counts, EIGHTH)) / eighth,
        (_quantile(counts, 1 - EIGHTH) - middle) / eighth,
        number,
        supposed,
    )
    least = 0 if histogram.get(0, 0) >= EMPTY_SHARE * number else 1
    lowest = ceil(_unscaled(low)) if least and low > _scaled(0) else 0
    return max(lowest, least), floor(_unscaled(high))


def _limits(
    middle: float, below: float, above: float, number: int, supposed: int
) -> tuple[float, float]:
    """The least and the greatest usual value, by the deviations that were measured."""

    def steadied(deviation: float, variation: float) -> float:
        prior = LEAST_SPREAD**2 * (1 + variation**2 * max(_unscaled(middle), 1))
        measured = max(deviation, LEAST_SPREAD) ** 2
        return sqrt((number * measured + supposed * prior) / (number + supposed))

    return (
        middle - FARTHEST * steadied(below, VARIATION_BELOW),
        middle + FARTHEST * steadied(above, VARIATION_ABOVE),
    )


def _above(high: int, histogram: Histogram) -> Histogram:
    return {count: sessions for count, sessions in histogram.items() if count > high}


def _larger_size(above: Histogram, number: int) -> int:
    """How far the counts above a range go that are a size of their own; 0 where they are none."""
    common = sum(above.values())
    rounded = sum(sessions for count, sessions in above.items() if count % 10 == 0)
    if common < max(COMMON, COMMON_SHARE * number) or rounded >= ROUND_SHARE * common:
        return 0
    return _of_one_size(above, supposed=0)[1]


def _quantile(values: Weighted, share: float) -> float:
    """Between two values, on the line from the one to the other."""
    ordered = sorted(values)
    up_to = list(accumulate(sessions for _, sessions in ordered))
    before, part = divmod(share * (up_to[-1] - 1), 1)
    lower, upper = (
        ordered[min(bisect_right(up_to, rank), len(ordered) - 1)][0]
        for rank in (before, before + 1)
    )
    return lower + part * (upper - lower)


def _scaled(count: int) -> float:
    return sqrt(count + ANSCOMBE)


def _unscaled(value: float) -> float:
    return value**2 - ANSCOMBE
