"""Simulate the months ahead by resampling past months (a bootstrap).

The unit is a complete month with all its sessions. Each of many paths ahead draws

1. a reading of the history (see ``readings``): how fast the level moves, and what the seasons do. A
   reading that foretold the past well is drawn more often;
2. a starting level. The history is drawn anew under that reading, because a few months leave the
   level uncertain (a bootstrap in two stages: Efron & Tibshirani, *An Introduction to the
   Bootstrap*, 1993, chapters 8 and 25);
3. for every month ahead, a past month, recent ones more often than old ones. Its ratio of actual to
   expected youth is applied to the month ahead and then moves the level, as it did in the past. So
   the uncertainty grows with the distance (Hyndman & Athanasopoulos, *Forecasting: Principles and
   Practice*, 3rd ed., 5.5 and 8.7: intervals from bootstrapped residuals).

If the history has no summer yet, a summer may bring anything from nothing to a usual month. Months
are weighed by their days. Fitting makes the ratios too narrow, so they are widened a little.

The constants were chosen once, on eighteen families of made-up histories of 8 to 48 months (steady,
seasonal, growing, shrinking, drifting, shifting, sparse). In every family, the range between the
10th and the 90th percentile held 76 to 89 % of the totals of the next 1 to 12 months.
``impact check pace`` tells how often it held on a project's own past.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.pace.readings import SUMMER, Fit, MonthRate, fitted, judged
from dashboard.domain.shared.periods import MONTHS_KEPT, months_between

Floats = NDArray[np.floating[Any]]
Positions = NDArray[np.integer[Any]]
Counts = NDArray[np.int64]

PATHS = 2_000
PRECISION = np.float32  # seven digits; the paths themselves tell two
RECENCY = 0.96  # how likely a month is drawn, relative to the month after it
FITTED = 1  # a mean
GREATEST_RATIO = 3  # that moves the level: a single great month is no new level
LEAST_CHANGE = 0.02
LOTS = 4_096


@dataclass(frozen=True, slots=True)
class History:
    """Complete months without a gap, from ``first`` on.

    ``youth`` holds fractions where a month is hidden: hidden months share the rest of the total.
    """

    first: str
    youth: tuple[float, ...]
    sessions: tuple[int, ...]

    def until(self, number: int) -> "History | None":
        """The first ``number`` months, up to the last with a session; ``None`` without youth.

        Months without a session at the end are told as silence and are not projected.
        """
        held = [at for at, sessions in enumerate(self.sessions[:number]) if sessions]
        end = held[-1] + 1 if held else 0
        known = History(self.first, self.youth[:end], self.sessions[:end])
        return known if any(known.youth) else None


@dataclass(frozen=True, slots=True)
class DrawnMonth:
    """Simulated youth and sessions of one month, a number a path."""

    youth: Floats
    sessions: Counts

    def part(self, at: int, share: float) -> "DrawnMonth":
        """Only a ``share`` of it, if it is month ``at``; its sessions are kept at random."""
        random = np.random.default_rng([at, round(LOTS * share)])
        kept = random.binomial(self.sessions, share)
        return DrawnMonth(self.youth * (kept / np.maximum(1, self.sessions)), kept)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Simulated months: of ``youth`` a row a month ahead, a column a path.

    ``lots`` are those of each reading, side by side: the sessions of a lot, and the drawn lots.
    """

    youth: Floats
    lots: Sequence[tuple[Counts, Positions]]

    def month(self, at: int) -> DrawnMonth:
        """One of the months."""
        sessions = [sessions[drawn[at]] for sessions, drawn in self.lots]
        return DrawnMonth(self.youth[at], np.concatenate(sessions))


def draw(history: History, months: Sequence[str], *, paths: int = PATHS) -> Drawn:
    """Draw the ``months`` after a history that has youth; the same history gives the same draw."""
    random = np.random.default_rng([round(value) for value in history.youth])
    known = months_from(history.first, len(history.youth))
    rates = np.array(history.youth) / _days(known)
    mean = rates.mean()
    past = [MonthRate(_calendar(m), rate) for m, rate in zip(known, rates / mean, strict=True)]
    ahead = _Ahead(
        np.array([_calendar(month) for month in months]),
        any(month.calendar in SUMMER for month in past),
        np.array(history.sessions),
        random,
    )
    readings = judged(past)
    numbers = random.multinomial(paths, [one.likelihood for one in readings])
    youth, levels = (np.empty((len(months), paths), PRECISION) for _ in range(2))
    lots, end = [], 0
    for one, number in zip(readings, numbers, strict=True):
        if number:
            begin, end = end, end + number
            fit = fitted(past, one)
            lots.append(ahead.paths(fit, youth[:, begin:end], levels[:, begin:end]))
    for at in range(1, len(levels)):  # ``numpy.cumprod``, in a fifth of its time
        levels[at] *= levels[at - 1]
    youth *= levels
    youth *= (_days(months) * mean).astype(PRECISION)[:, None]
    return Drawn(youth, lots)


def months_from(first: str, number: int) -> tuple[str, ...]:
    """So many months' codes, ``first`` included."""
    late_enough = f"{int(first[:4]) + number // 12 + 1:04d}-12"
    return months_between(first, late_enough)[:number]


@lru_cache(MONTHS_KEPT)
def days_in(month: str) -> int:
    """How many days a month has."""
    return monthrange(int(month[:4]), int(month[5:]))[1]


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The calendar months to draw, whether the history has seen a summer, and its sessions."""

    calendar: Positions
    summer_seen: bool
    sessions: Counts
    random: np.random.Generator

    def paths(self, fit: Fit, rates: Floats, moves: Floats) -> tuple[Counts, Positions]:
        """Draw paths under one reading: a row a month, a column a path.

        Returns the sessions of each lot, and the drawn lots.

        Args:
            fit: The history under that reading.
            rates: Where the rates go, as parts of the level of their path.
            moves: Where the level that each path begins with goes, and then its moves.
        """
        number = rates.shape[1]
        ratios, chances = _pool(fit)
        drawn = np.floor(LOTS * np.cumsum(chances) + 0.5).astype(int)  # lots up to each month
        months = np.repeat(np.arange(len(chances)), np.diff(drawn, prepend=0))
        of_lots = ratios[months].astype(PRECISION)
        before = self._lots(len(ratios), number)
        surprises = _looked_up(of_lots, before, np.empty(before.shape, PRECISION))
        surprises -= chances @ ratios
        moves[0] = fit.level * np.maximum(LEAST_CHANGE, 1 + _pulls(fit) @ surprises)
        lots = self._lots(len(self.calendar), number)
        factors = self._factors(fit, number)
        _looked_up(of_lots, lots, rates)
        _follow(fit.reading.gain, factors, rates, moves[1:])
        rates *= factors
        return self.sessions[months], lots

    def _lots(self, rows: int, number: int) -> Positions:
        return self.random.integers(LOTS, size=(rows, number), dtype=np.uint16)

    def _factors(self, fit: Fit, number: int) -> Floats:
        """Seasonal factors, a row a month; paths differ only in a summer without a precedent."""
        factors = np.array(fit.factors, PRECISION)[self.calendar - 1, None]
        if self.summer_seen:
            return factors
        unknown = self.random.random(number).astype(PRECISION)
        return np.where(np.isin(self.calendar, SUMMER)[:, None], unknown, factors)


def _pool(fit: Fit) -> tuple[Floats, Floats]:
    """The ratios to draw from, with their probabilities; low where little was expected."""
    ratios, weights = np.array(fit.ratios), np.array(fit.weights)
    known = np.minimum(1, np.array(fit.levels) / fit.level)
    chances = weights * known * RECENCY ** np.arange(len(ratios))[::-1]
    chances /= chances.sum()
    number = 1 / (chances**2).sum()  # Kish's effective sample size
    mean = chances @ ratios
    wider = np.sqrt(number / max(number - FITTED, 1))
    return np.maximum(0, mean + wider * (ratios - mean)), chances


def _pulls(fit: Fit) -> Floats:
    """How far the ratio of each past month moved the level at the end of the history."""
    weights = np.array(fit.weights)
    pulls = fit.reading.gain * weights
    later = np.append(np.cumprod((1 - pulls)[:0:-1])[::-1], 1)
    kept: Floats = pulls * later
    kept += (1 - kept.sum()) * weights / weights.sum()
    return kept.astype(PRECISION)


def _looked_up(values: Floats, lots: Positions, into: Floats) -> Floats:
    """The value of each lot, in half the time that brackets take."""
    return values.take(lots, out=into, mode="clip")  # none is out of range, and checks cost


def _follow(gain: float, factors: Floats, ratios: Floats, moves: Floats) -> None:
    """Fill in how each month but the last moves the level of its path."""
    known = ratios[:-1]
    np.minimum(known, GREATEST_RATIO, out=moves)  # half a megabyte, so worked on in place
    moves -= 1
    moves *= gain * np.minimum(1, factors[:-1])
    moves += 1
    np.maximum(LEAST_CHANGE, moves, out=moves)


def _calendar(month: str) -> int:
    return int(month[5:])


def _days(months: Sequence[str]) -> Floats:
    return np.array([days_in(month) for month in months], dtype=float)
