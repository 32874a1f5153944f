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

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import exp, log, sqrt
from typing import NamedTuple

GAINS = (0.0, 0.1, 0.25, 0.5)
SUMMER = (7, 8)
USUAL = 0.5, 1.0
"""The usual factor of a summer, and that of a school term."""
TERM_OF = tuple(int(calendar not in SUMMER) for calendar in range(13))
"""For the number of each month, from 1 on, which of the two it belongs to."""
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


class JudgedReading(NamedTuple):
    """A reading, how likely it is (0 to 1), and the factors of the seasons that it learned."""

    reading: Smoothing
    likelihood: float
    factors: tuple[float, ...]


def judged(months: Sequence[MonthRate]) -> tuple[JudgedReading, ...]:
    """Each of ``READINGS`` with its likelihood, after a history with some youth.

    The likelihoods add up to 1. They come from the one-step-ahead errors. Errors are taken on the
    square-root scale, where the spread is about the same for small and large counts, and as normal
    with an unknown spread.
    """
    told = [(month.calendar, month.rate, sqrt(month.rate)) for month in months]
    learned = [_learned(told, reading) for reading in READINGS]
    scores = [_score(errors) for errors, _ in learned]
    best = max(scores)
    shares = [exp(score - best) for score in scores]
    return tuple(
        JudgedReading(reading, share / sum(shares), factors)
        for reading, share, (_, factors) in zip(READINGS, shares, learned, strict=True)
    )


def _score(errors: Sequence[float]) -> float:
    """The log-likelihood of the errors, up to a constant."""
    squares = sum(error * error for error in errors)
    return -len(errors) / 2 * log(squares / len(errors) + EXACT) if errors else 0.0


def _learned(
    months: Sequence[tuple[int, float, float]], reading: Smoothing
) -> tuple[list[float], tuple[float, ...]]:
    """The one-step-ahead errors of the months, and the seasonal factors learned on the way.

    The level begins as a running mean, because the first months have nothing better. A factor is
    what was seen in its months over what the level alone would have given, shrunk as if
    ``PRIOR_MONTHS`` more months had been as usual. Every projection waits for twelve of these.

    Args:
        months: The number of each (1 to 12), its rate, and the rate's square root.
        reading: The model.
    """
    gain, by_term = reading.gain, reading.season is not Season.NONE
    by_month = reading.season is Season.MONTHS
    seen = [PRIOR_MONTHS * usual for usual in USUAL]
    expected = [float(PRIOR_MONTHS)] * len(USUAL)
    seen_of, expected_of = [0.0] * 13, [float(PRIOR_MONTHS)] * 13
    errors, level, factor = [], 0.0, 1.0
    for at, (calendar, rate, root) in enumerate(months):
        group = TERM_OF[calendar]
        if by_term:
            factor = seen[group] / expected[group]
            if by_month:
                factor = (seen_of[calendar] + PRIOR_MONTHS * factor) / expected_of[calendar]
        if at >= FIRST_FORETOLD:
            errors.append(root - sqrt(level * factor))
        if not at:
            level = rate / max(factor, LEAST_FACTOR)
        elif factor > LEAST_FACTOR:  # below it, the month's weight is 0
            pull = gain if gain * (at + 1) > 1 else 1 / (at + 1)
            level += (pull if factor > 1 else pull * factor) * (rate / factor - level)
        seen[group] += rate
        expected[group] += level
        seen_of[calendar] += rate
        expected_of[calendar] += level
    of_terms = [one / other if by_term else 1.0 for one, other in zip(seen, expected, strict=True)]
    factors = [of_terms[group] for group in TERM_OF[1:]]
    if by_month:
        both = zip(seen_of[1:], factors, expected_of[1:], strict=True)
        factors = [(one + PRIOR_MONTHS * usual) / other for one, usual, other in both]
    return errors, tuple(factors)


def fitted(months: Sequence[MonthRate], judged: JudgedReading) -> Fit:
    """Fit a reading to the history: backwards first, for a level to begin with, then forwards."""
    reading, _, factors = judged
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
