"""What the months ahead may bring, resampled from the months that were.

The unit is a complete month with all its sessions. Each of many paths ahead draws

1. a reading of the history (see ``readings``), as often as it foretold the past well: how fast
   the level moves, and what the seasons do;
2. a level to start from, of the history drawn anew under that reading, since a few months leave
   it uncertain (a bootstrap in two stages: Efron & Tibshirani, *An Introduction to the Bootstrap*,
   1993, chapters 8 and 25);
3. month by month, a past month, and takes over its ratio to what had been expected of it: recent
   months more often than old ones. The month's surprise then moves the level, as it did in the
   past, so that what is not known grows with the distance (Hyndman & Athanasopoulos, *Forecasting:
   Principles and Practice*, 3rd ed., 5.5 and 8.7: intervals from bootstrapped residuals).

A summer that no one has seen yet may have anything between nothing and a usual month. Months
count by their days. The ratios are spread out a little for what fitting them took away.

The constants were chosen once, on eighteen families of made-up histories of 8 to 48 months
(steady, seasonal, growing, shrinking, drifting, shifting, sparse): the range between the 10th and
the 90th percentile held 76 to 89 % of the totals of the next 1 to 12 months in every family.
``impact check pace`` tells how often it held on a project's own past.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.pace.readings import SUMMER, Fit, MonthRate, read
from dashboard.domain.shared.periods import months_between

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]
Counts = NDArray[np.int64]

PATHS = 2_000
RECENCY = 0.96  # a month's chance to be drawn, over that of the month after it
FITTED = 1  # a mean
GREATEST_RATIO = 3  # that moves the level: a single great month is no new level
LEAST_CHANGE = 0.02
LOTS = 4_096


@dataclass(frozen=True, slots=True)
class History:
    """Complete months without a hole, from ``first`` on.

    ``youth`` may be fractions, where what a month had is hidden and only shared out.
    """

    first: str
    youth: tuple[float, ...]
    sessions: tuple[int, ...]

    def until(self, number: int) -> "History | None":
        """Of so many months, those to the last with a session; ``None`` if they have no youth.

        What follows without a session is told as silence, and not projected.
        """
        held = [at for at, sessions in enumerate(self.sessions[:number]) if sessions]
        end = held[-1] + 1 if held else 0
        known = History(self.first, self.youth[:end], self.sessions[:end])
        return known if any(known.youth) else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Months ahead, a row each, in many paths: the youth, and the sessions that they came to."""

    youth: Floats
    sessions: Counts

    def part(self, at: int, share: float) -> "Drawn":
        """The same with a part of month ``at``: each of its sessions falls into it by chance."""
        random = np.random.default_rng([at, round(LOTS * share)])
        kept = random.binomial(self.sessions[at], share)
        of_all = kept / np.maximum(1, self.sessions[at])
        return Drawn(
            np.concatenate([self.youth[:at], [self.youth[at] * of_all], self.youth[at + 1 :]]),
            np.concatenate([self.sessions[:at], [kept], self.sessions[at + 1 :]]),
        )


def draw(history: History, months: Sequence[str], *, paths: int = PATHS) -> Drawn:
    """Draw ``months``, which follow a history that has youth; the same one, the same draw."""
    random = np.random.default_rng([round(value) for value in history.youth])
    known = months_from(history.first, len(history.youth))
    rates = np.array(history.youth) / _days(known)
    mean = rates.mean()
    past = [MonthRate(_calendar(m), rate) for m, rate in zip(known, rates / mean, strict=True)]
    ahead = _Ahead(
        np.array([_calendar(month) for month in months]),
        any(month.calendar in SUMMER for month in past),
        random,
    )
    readings = read(past)
    numbers = random.multinomial(paths, [likelihood for likelihood, _ in readings])
    parts = [
        ahead.paths(fit, number)
        for (_, fit), number in zip(readings, numbers, strict=True)
        if number
    ]
    drawn, youth = (np.concatenate(part, axis=1) for part in zip(*parts, strict=True))
    return Drawn(youth * (_days(months) * mean)[:, None], np.array(history.sessions)[drawn])


def months_from(first: str, number: int) -> tuple[str, ...]:
    """So many months' codes, ``first`` included."""
    late_enough = f"{int(first[:4]) + number // 12 + 1:04d}-12"
    return months_between(first, late_enough)[:number]


def days_in(month: str) -> int:
    """How many days a month has."""
    return monthrange(int(month[:4]), int(month[5:]))[1]


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The calendar months to draw, and whether the history has seen a summer."""

    calendar: Positions
    summer_seen: bool
    random: np.random.Generator

    def paths(self, fit: Fit, number: int) -> tuple[Positions, Floats]:
        """Past months and rates, a row a month ahead, in so many paths under one reading."""
        ratios, chances = _pool(fit)
        lots = np.searchsorted(np.cumsum(chances), (np.arange(LOTS) + 0.5) / LOTS)
        surprise = _pulls(fit) @ (ratios[self._some(lots, len(ratios), number)] - chances @ ratios)
        start = fit.level * np.maximum(LEAST_CHANGE, 1 + surprise)
        drawn = self._some(lots, len(self.calendar), number)
        factors = self._factors(fit, number)
        return drawn, _follow(start, fit.reading.gain, factors, ratios[drawn])

    def _some(self, lots: Positions, rows: int, number: int) -> Positions:
        return lots[self.random.integers(LOTS, size=(rows, number), dtype=np.uint16)]

    def _factors(self, fit: Fit, number: int) -> Floats:
        """A row a month ahead, the same in every path but for a summer that no one has seen."""
        factors = np.array(fit.factors)[self.calendar - 1, None]
        if self.summer_seen:
            return factors
        return np.where(
            np.isin(self.calendar, SUMMER)[:, None], self.random.random(number), factors
        )


def _pool(fit: Fit) -> tuple[Floats, Floats]:
    """The ratios to draw from, and the chance of each; of what was hardly expected, little."""
    ratios, weights = np.array(fit.ratios), np.array(fit.weights)
    known = np.minimum(1, np.array(fit.levels) / fit.level)
    chances = weights * known * RECENCY ** np.arange(len(ratios))[::-1]
    chances /= chances.sum()
    number = 1 / (chances**2).sum()  # Kish's: as many even chances would be as informative
    mean = chances @ ratios
    wider = np.sqrt(number / max(number - FITTED, 1))
    return np.maximum(0, mean + wider * (ratios - mean)), chances


def _pulls(fit: Fit) -> Floats:
    """How far the ratio of each month moved the level that the history ends with."""
    weights = np.array(fit.weights)
    pulls = fit.reading.gain * weights
    later = np.append(np.cumprod((1 - pulls)[:0:-1])[::-1], 1)
    kept: Floats = pulls * later
    kept += (1 - kept.sum()) * weights / weights.sum()
    return kept


def _follow(start: Floats, gain: float, factors: Floats, ratios: Floats) -> Floats:
    """The rates of each path, month by month; every surprise moves its level."""
    surprises = np.minimum(ratios, GREATEST_RATIO) - 1
    moves = np.maximum(LEAST_CHANGE, 1 + gain * np.minimum(1, factors) * surprises)
    levels: Floats = np.cumprod(np.vstack([start, moves[:-1]]), axis=0)
    return levels * factors * ratios


def _calendar(month: str) -> int:
    return int(month[5:])


def _days(months: Sequence[str]) -> Floats:
    return np.array([days_in(month) for month in months], dtype=float)
