"""Find unusual counts by a robust rule; counts of people have a skewed distribution."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil, floor, sqrt
from statistics import NormalDist

FEWEST = 8  # sessions needed for a comparison
FARTHEST = 3.6  # deviations from the median
HALF, EIGHTH = 0.5, 0.125
BESIDES = 3  # counts that may be set aside in addition to an eighth

ANSCOMBE = 0.375
LEAST_SPREAD = 0.5
SUPPOSED = 24  # supposed counts, which are added to the real ones at the median
VARIATION_BELOW, VARIATION_ABOVE = 0.3, 0.6  # coefficients of variation of the supposed counts

COMMON, COMMON_SHARE = 5, 0.07
ROUND_SHARE = 1 / 3  # from this share on, round counts are taken for typing mistakes
EMPTY_SHARE = 0.25

Cell = tuple[str, str]
"""A session kind and a venue type."""

Histogram = Mapping[int, int]
"""How many sessions have each count."""

Weighted = Iterable[tuple[float, int]]
"""Values, each with the number of sessions that have it."""


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The usual counts, from ``low`` to ``high`` (both included).

    ``kind`` and ``venue_type`` tell which sessions were compared; ``None`` stands for all.
    """

    low: int
    high: int
    kind: str | None = None
    venue_type: str | None = None

    def __contains__(self, count: int) -> bool:
        return self.low <= count <= self.high


def usual_ranges(totals: Mapping[Cell, Histogram]) -> dict[Cell, UsualRange]:
    """The usual range of each kind in each venue type.

    If a cell has fewer than 8 sessions, all kinds in the venue type are compared; if these are too
    few, all sessions; and if even these are too few, the cell is left out. A larger size that is
    common in a venue type, such as assemblies in schools, is usual for every kind there.
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
    """The least and the greatest usual count of a histogram, which must not be empty.

    A count is unusual when it lies more than 3.6 deviations from the median, on the scale of
    √(count + 3/8). On that scale, Poisson counts have the standard deviation 1/2 whatever their
    mean (Anscombe 1948, "The transformation of Poisson, binomial and negative-binomial data",
    Biometrika 35). Each side has its own deviation, from the distance between its eighth and the
    median (Tukey 1977, "Exploratory data analysis"). So the long side of a skewed distribution is
    not taken for outliers. In addition:

    * Mistakes do not hide each other. Before the eighths are taken, counts that lie too far by the
      median absolute deviation are set aside (Iglewicz & Hoaglin 1993, "How to detect and handle
      outliers"), if they are no more than an eighth and three counts. Mistakes in fewer than half
      of the counts hardly move that deviation.
    * Few counts do not tell how much they vary. So 24 supposed counts are added, which vary as
      group sizes do; among hundreds they weigh little.
    * Larger counts that are common, such as assemblies beside classes, form a size of their own.
      They do not if a third of them end in a zero, as tenfold counts do.
    * A count of zero is usual only if a quarter of the counts are zero.

    Tried on negative binomial and lognormal counts (σ up to 0.55), 8 to 3,000 of them: 0.1 % of
    false alarms, and at most 0.6 % for any of these. Where one of 8, two of 12 or three of 20 are
    tenfold, 94 % of those beyond all right counts are found, and at least 89 % for any. Heavier
    tails give more false alarms among few counts: geometric ones 1.7 % among 8, 0.5 % among 50.
    Where every tenth is an assembly seven times as large, these are taken for mistakes among up to
    30 counts; among 300, 0.4 % are false alarms. The rule misses a tenfold count of the size of an
    assembly, and mistakes that are the larger part of the counts.
    """
    low, high = _of_one_size(histogram)
    return low, max(high, _larger_size(_above(high, histogram), sum(histogram.values())))


def _of_one_size(histogram: Histogram, *, supposed: int = SUPPOSED) -> tuple[int, int]:
    """The usual range, taking all common counts for one size."""
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
    """The least and the greatest usual value, from the measured deviations."""

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
    """The largest usual count above a range, if counts there form a size of their own; else 0."""
    common = sum(above.values())
    rounded = sum(sessions for count, sessions in above.items() if count % 10 == 0)
    if common < max(COMMON, COMMON_SHARE * number) or rounded >= ROUND_SHARE * common:
        return 0
    return _of_one_size(above, supposed=0)[1]


def _quantile(values: Weighted, share: float) -> float:
    """A quantile, with linear interpolation between two values."""
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
