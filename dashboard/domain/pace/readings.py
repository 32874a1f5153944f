"""Models of a monthly history: how fast its level moves, and what the seasons do to it.

A reading is exponential smoothing of a monthly rate with a seasonal factor. The factor is shrunk
towards its usual value until there are enough data. Each reading foretells every month from the
months before it, so the history itself tells which readings suit it.

Sources: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice* (3rd ed.), chapter 8
(smoothing, multiplicative seasons) and 5.10 (judging by one-step-ahead errors); Gelman & Hill,
*Data Analysis Using Regression and Multilevel/Hierarchical Models*, chapter 12 (factors shrunk
towards their group’s); Hoeting et al. (1999), “Bayesian Model Averaging” (several readings, each
weighed by its likelihood); Bartlett (1936) for the square roots.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import exp, log, sqrt
from typing import NamedTuple

GAINS = (0.0, 0.1, 0.25, 0.5)
SUMMER = (7, 8)
USUAL_SUMMER, USUAL_TERM = 0.5, 1.0
PRIOR_MONTHS = 3
LEAST_FACTOR = 0.08  # seasonal factor: below it, the months tell nothing about the level
LEAST_LEVEL = 0.02
FIRST_FORETOLD = 3
EXACT = 1e-6


class Season(Enum):
    """How the seasons are modelled: not at all, summer against school term, or month by month."""

    NONE = "none"
    TERMS = "terms"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class MonthRate:
    """A complete month: its number (1 to 12), and its rate over the mean of the history."""

    calendar: int
    rate: float


@dataclass(frozen=True, slots=True)
class Smoothing:
    """A model: ``gain`` is the share of a surprise that moves the level; 0 keeps a fixed mean."""

    gain: float
    season: Season


READINGS = tuple(Smoothing(gain, season) for gain in GAINS for season in Season)


@dataclass(frozen=True, slots=True)
class Fit:
    """The history under one reading: the final ``level`` and twelve seasonal ``factors``.

    For each month: ``ratios`` to what was expected, ``weights`` (how much it tells about the level;
    0 when its season is almost empty), and the ``levels`` it was compared with.
    """

    reading: Smoothing
    level: float
    factors: tuple[float, ...]
    ratios: tuple[float, ...]
    weights: tuple[float, ...]
    levels: tuple[float, ...]


@dataclass(slots=True)
class _Sums:
    """The rates seen in some months, and the rates that the level alone would have given."""

    seen: float = 0.0
    expected: float = 0.0

    def add(self, seen: float, expected: float) -> None:
        self.seen += seen
        self.expected += expected

    def factor(self, usual: float) -> float:
        """The factor, shrunk as if ``PRIOR_MONTHS`` more months had been as usual."""
        return (self.seen + PRIOR_MONTHS * usual) / (self.expected + PRIOR_MONTHS)


@dataclass(slots=True)
class _Seasons:
    """The seasonal factors, learned month by month."""

    season: Season
    summer: _Sums = field(default_factory=_Sums)
    term: _Sums = field(default_factory=_Sums)
    months: tuple[_Sums, ...] = field(default_factory=lambda: tuple(_Sums() for _ in range(12)))

    def learn(self, month: MonthRate, level: float) -> None:
        if self.season is Season.NONE:
            return
        group = self.summer if month.calendar in SUMMER else self.term
        group.add(month.rate, level)
        if self.season is Season.MONTHS:
            self.months[month.calendar - 1].add(month.rate, level)

    def factor(self, calendar: int) -> float:
        if self.season is Season.NONE:
            return 1.0
        in_summer = calendar in SUMMER
        of_group = self.summer.factor(USUAL_SUMMER) if in_summer else self.term.factor(USUAL_TERM)
        if self.season is Season.TERMS:
            return of_group
        return self.months[calendar - 1].factor(of_group)


class JudgedReading(NamedTuple):
    """A reading, how likely it is (0 to 1), and the seasons that it learned from the history."""

    reading: Smoothing
    likelihood: float
    seasons: _Seasons


def judged(months: Sequence[MonthRate]) -> tuple[JudgedReading, ...]:
    """Each of ``READINGS`` with its likelihood, after a history with some youth.

    The likelihoods add up to 1. They come from the one-step-ahead errors. Errors are taken on the
    square-root scale, where the spread is about the same for small and large counts, and as normal
    with an unknown spread.
    """
    seasons = [_Seasons(reading.season) for reading in READINGS]
    scores = [
        _score(list(_errors(months, reading.gain, season)))
        for reading, season in zip(READINGS, seasons, strict=True)
    ]
    best = max(scores)
    shares = [exp(score - best) for score in scores]
    return tuple(
        JudgedReading(reading, share / sum(shares), season)
        for reading, share, season in zip(READINGS, shares, seasons, strict=True)
    )


def _score(errors: Sequence[float]) -> float:
    """The log-likelihood of the errors, up to a constant."""
    squares = sum(error**2 for error in errors)
    return -len(errors) / 2 * log(squares / len(errors) + EXACT) if errors else 0.0


def _errors(months: Sequence[MonthRate], gain: float, seasons: _Seasons) -> Iterator[float]:
    """The one-step-ahead error of each month; ``seasons`` are learned on the way.

    The level begins as a running mean, because the first months have nothing better.
    """
    level = 0.0
    for at, month in enumerate(months):
        factor = seasons.factor(month.calendar)
        if at >= FIRST_FORETOLD:
            yield sqrt(month.rate) - sqrt(level * factor)
        pull = max(gain, 1 / (at + 1)) * weight(factor) if at else 1.0
        level += pull * (month.rate / max(factor, LEAST_FACTOR) - level)
        seasons.learn(month, level)


def fitted(months: Sequence[MonthRate], judged: JudgedReading) -> Fit:
    """Fit a reading to the history: backwards first, for a level to begin with, then forwards."""
    reading, _, seasons = judged
    factors = tuple(seasons.factor(calendar) for calendar in range(1, 13))
    of_calendar = [(max(factor, LEAST_FACTOR), weight(factor)) for factor in factors]
    rates = [month.rate / of_calendar[month.calendar - 1][0] for month in months]
    weights = tuple(of_calendar[month.calendar - 1][1] for month in months)
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
    """How much a month in this season tells about the level."""
    return min(1.0, factor) if factor > LEAST_FACTOR else 0.0
