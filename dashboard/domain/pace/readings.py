"""Ways to read a history of months: how fast its level moves, and what the seasons do to it.

A reading is exponential smoothing of a monthly rate, with a factor for the season that is drawn
towards what is usual until the data say otherwise. Each reading foretells every month from those
before it, so that the history itself tells which readings suit it.

Sources: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice* (3rd ed.), chapter 8
(smoothing, multiplied seasons) and 5.10 (judging by errors of one step ahead); Gelman & Hill,
*Data Analysis Using Regression and Multilevel/Hierarchical Models*, chapter 12 (factors drawn
towards their group’s); Hoeting et al. (1999), “Bayesian Model Averaging” (several readings, each
by its likelihood); Bartlett (1936) for the square roots.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import exp, log, sqrt

GAINS = (0.0, 0.1, 0.25, 0.5)
SUMMER = (7, 8)
USUAL_SUMMER, USUAL_TERM = 0.5, 1.0
PRIOR_MONTHS = 3
LEAST_FACTOR = 0.08  # of a season: below, its months say nothing of the level
LEAST_LEVEL = 0.02
FIRST_FORETOLD = 3
EXACT = 1e-6


class Season(Enum):
    """What the season does: nothing, summer against school term, or each calendar month."""

    NONE = "none"
    TERMS = "terms"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class MonthRate:
    """A complete month: its number in the year, and its rate over the mean of the history."""

    calendar: int
    rate: float


@dataclass(frozen=True, slots=True)
class Smoothing:
    """``gain`` is the share of a month's surprise that moves the level; 0 is a lasting mean."""

    gain: float
    season: Season


READINGS = tuple(Smoothing(gain, season) for gain in GAINS for season in Season)


@dataclass(frozen=True, slots=True)
class Fit:
    """A history under one reading: the ``level`` that it ends with, and its twelve ``factors``.

    For each month: its ``ratio`` to what was expected, its ``weight`` (what it tells of the level;
    0 when its season is all but empty), and the ``level`` that it was held against.
    """

    reading: Smoothing
    level: float
    factors: tuple[float, ...]
    ratios: tuple[float, ...]
    weights: tuple[float, ...]
    levels: tuple[float, ...]


@dataclass(slots=True)
class _Sums:
    """What was seen of some months, and what the level alone would have had."""

    seen: float = 0.0
    expected: float = 0.0

    def add(self, seen: float, expected: float) -> None:
        self.seen += seen
        self.expected += expected

    def factor(self, usual: float) -> float:
        """As if ``PRIOR_MONTHS`` more had been as usual."""
        return (self.seen + PRIOR_MONTHS * usual) / (self.expected + PRIOR_MONTHS)


@dataclass(slots=True)
class _Seasons:
    """The factors of a season, as they are learned."""

    season: Season
    summer: _Sums = field(default_factory=_Sums)
    term: _Sums = field(default_factory=_Sums)
    months: tuple[_Sums, ...] = field(default_factory=lambda: tuple(_Sums() for _ in range(12)))

    def learn(self, month: MonthRate, level: float) -> None:
        group = self.summer if month.calendar in SUMMER else self.term
        for sums in (group, self.months[month.calendar - 1]):
            sums.add(month.rate, level)

    def factor(self, calendar: int) -> float:
        if self.season is Season.NONE:
            return 1.0
        in_summer = calendar in SUMMER
        of_group = self.summer.factor(USUAL_SUMMER) if in_summer else self.term.factor(USUAL_TERM)
        if self.season is Season.TERMS:
            return of_group
        return self.months[calendar - 1].factor(of_group)


def read(months: Sequence[MonthRate]) -> tuple[tuple[float, Fit], ...]:
    """A history with some youth under each of ``READINGS``, with their likelihoods.

    The likelihoods add up to 1. They are of the errors with which a reading foretells each month
    from the earlier ones: errors of square roots, whose spread is about the same for small and
    for large counts, taken as normal with an unknown spread.
    """
    seasons = [_Seasons(reading.season) for reading in READINGS]
    scores = [
        _score(list(_errors(months, reading.gain, season)))
        for reading, season in zip(READINGS, seasons, strict=True)
    ]
    best = max(scores)
    shares = [exp(score - best) for score in scores]
    return tuple(
        (share / sum(shares), _fit(months, reading, season))
        for share, reading, season in zip(shares, READINGS, seasons, strict=True)
    )


def _score(errors: Sequence[float]) -> float:
    """The logarithm of their likelihood, but for a constant."""
    squares = sum(error**2 for error in errors)
    return -len(errors) / 2 * log(squares / len(errors) + EXACT) if errors else 0.0


def _errors(months: Sequence[MonthRate], gain: float, seasons: _Seasons) -> Iterator[float]:
    """How far each month was from what the earlier ones foretold; ``seasons`` learn on the way.

    The level begins as a running mean, since the first months have nothing better.
    """
    level = 0.0
    for at, month in enumerate(months):
        factor = seasons.factor(month.calendar)
        if at >= FIRST_FORETOLD:
            yield sqrt(month.rate) - sqrt(level * factor)
        pull = max(gain, 1 / (at + 1)) * weight(factor) if at else 1.0
        level += pull * (month.rate / max(factor, LEAST_FACTOR) - level)
        seasons.learn(month, level)


def _fit(months: Sequence[MonthRate], reading: Smoothing, seasons: _Seasons) -> Fit:
    """Backwards through the history for a level to begin with, then forwards."""
    factors = tuple(seasons.factor(calendar) for calendar in range(1, 13))
    of_month = [factors[month.calendar - 1] for month in months]
    weights = tuple(weight(factor) for factor in of_month)
    rates = [m.rate / max(f, LEAST_FACTOR) for m, f in zip(months, of_month, strict=True)]
    told = list(zip(rates, weights, strict=True))
    level = sum(rate * part for rate, part in told) / max(sum(weights), LEAST_FACTOR)
    for rate, part in reversed(told):
        level += reading.gain * part * (rate - level)
    levels = []
    for rate, part in told:
        levels.append(max(level, LEAST_LEVEL))
        level += reading.gain * part * (rate - level)
    ratios = tuple(rate / expected for rate, expected in zip(rates, levels, strict=True))
    return Fit(reading, max(level, LEAST_LEVEL), factors, ratios, weights, tuple(levels))


def weight(factor: float) -> float:
    """What a month of a season tells of the level."""
    return min(1.0, factor) if factor > LEAST_FACTOR else 0.0
