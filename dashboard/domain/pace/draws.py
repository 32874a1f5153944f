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

Each month ahead draws every lot once, over all paths: half as many paths then tell the quantiles as
well as lots drawn at random (Latin hypercube sampling: McKay, Beckman & Conover, 1979). All
projections take the same random numbers (``_chances``): what differs between two days or two
readers comes from their histories, and not from chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.pace.history import History
from dashboard.domain.pace.readings import SUMMER, Fit, MonthRate, fitted, judged
from dashboard.domain.shared.periods import end_of_month, months_from

Floats = NDArray[np.floating[Any]]
Positions = NDArray[np.integer[Any]]
Counts = NDArray[np.int64]

PATHS = 1_000
PRECISION = np.float32  # seven digits; the paths themselves tell two
RECENCY = 0.96  # how likely a month is drawn, relative to the month after it
FITTED = 1  # a mean
GREATEST_RATIO = 3  # that moves the level: a single great month is no new level
LEAST_CHANGE = 0.02
DRAWN_ALONE = 30
"""Past months that are drawn one by one for a starting level; those before, as one normal sum."""
CHANCES_KEPT = 4
PRECISE = 4_096
"""Parts of a month that are told apart."""


@dataclass(frozen=True, slots=True)
class DrawnMonth:
    """Simulated youth and sessions of one month, a number a path."""

    youth: Floats
    sessions: Counts

    def part(self, at: int, share: float) -> "DrawnMonth":
        """Only a ``share`` of it, if it is month ``at``; its sessions are kept at random."""
        if share == 1:
            return self
        random = np.random.default_rng([at, round(PRECISE * share)])
        order = self.sessions.argsort(kind="stable")  # the same number again costs a third
        kept = np.empty_like(self.sessions)
        kept[order] = random.binomial(self.sessions[order], share)
        return DrawnMonth(self.youth * (kept / np.maximum(1, self.sessions)), kept)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Simulated months: of ``youth`` a row a month ahead, a column a path.

    ``lots`` are those drawn, likewise; ``sessions`` those of each lot.
    """

    youth: Floats
    lots: Positions
    sessions: Counts

    def month(self, at: int) -> DrawnMonth:
        """One of the months."""
        return DrawnMonth(self.youth[at], self.sessions[self.lots[at]])


def draw(history: History, months: Sequence[str]) -> Drawn:
    """Draw the ``months`` after a history that has youth; the same history gives the same draw."""
    known = months_from(history.first, len(history.youth))
    rates = np.array(history.youth) / _days(known)
    mean = rates.mean()
    relative = (rates / mean).tolist()  # Python’s numbers, which are as fast again one by one
    past = [MonthRate(_calendar(month), rate) for month, rate in zip(known, relative, strict=True)]
    readings = judged(past)
    ends = np.rint(PATHS * np.cumsum([one.likelihood for one in readings])).astype(int)
    numbers = np.diff(ends, prepend=0)
    chosen = np.flatnonzero(numbers)
    urns = [_urn(fitted(past, readings[at])) for at in chosen]
    of_path = np.repeat(np.arange(len(urns)), numbers[chosen])
    begins, chances = (PATHS * of_path).astype(np.uint16), _chances(len(months))
    factors = _of_urns([urn.fit.factors for urn in urns])[:, of_path]
    if not any(month.calendar in SUMMER for month in past):
        factors[[month - 1 for month in SUMMER]] = chances.summer
    level = _levels(urns, of_path, chances.before + begins, chances.earlier)
    lots = chances.ahead + begins
    youth = _follow(urns, level, factors, [_calendar(month) for month in months], lots)
    youth *= (_days(months) * mean).astype(PRECISION)[:, None]
    sessions = np.array(history.sessions)
    of_lots = np.concatenate([sessions[urn.months] for urn in urns])
    return Drawn(youth, lots, of_lots)


class _Chances(NamedTuple):
    """The random numbers of so many months ahead, a row a month, a column a path."""

    ahead: Positions
    """The lot of each month ahead."""
    before: Positions
    """The lots of ``DRAWN_ALONE`` past months, the latest last."""
    earlier: Floats
    """Normal: of all months before those."""
    summer: Floats
    """From 0 to 1: of a summer without a precedent."""


@lru_cache(CHANCES_KEPT)
def _chances(months: int) -> _Chances:
    """Drawn once in a process: 0.2 MB."""
    random = np.random.default_rng([months, PATHS])
    rows = np.tile(np.arange(PATHS, dtype=np.uint16), (months + DRAWN_ALONE + 2, 1))
    *lots, first, second = random.permuted(rows, axis=1)
    middles = ((np.arange(PATHS) + 0.5) / PATHS).astype(PRECISION)  # of as many equal parts
    normal = np.array([NormalDist().inv_cdf(part) for part in middles.tolist()], PRECISION)
    return _Chances(
        np.array(lots[:months]), np.array(lots[months:]), normal[first], middles[second]
    )


class _Urn(NamedTuple):
    """What the paths under one reading are drawn from: as many lots as paths, each a past month."""

    fit: Fit
    months: Positions
    ratios: Floats
    moves: Floats
    """By how much each lot moves the level, in a month whose season tells all about it."""
    mean: float
    pulls: Floats
    """How far the ratio of each past month moved the level at the end of the history."""


def _urn(fit: Fit) -> _Urn:
    ratios, chances = _pool(fit)
    drawn = np.floor(PATHS * np.cumsum(chances) + 0.5).astype(int)  # lots up to each month
    months = np.repeat(np.arange(len(chances)), np.diff(drawn, prepend=0))
    moves = fit.reading.gain * (np.minimum(ratios, GREATEST_RATIO) - 1)
    return _Urn(fit, months, ratios[months], moves[months], float(chances @ ratios), _pulls(fit))


def _levels(urns: Sequence[_Urn], of_path: Positions, lots: Positions, earlier: Floats) -> Floats:
    """The level that each path begins with: that of its urn, with the history drawn anew."""
    number = min(DRAWN_ALONE, len(urns[0].pulls))
    surprises = _together([urn.ratios - urn.mean for urn in urns])
    pulls = _of_urns([urn.pulls[-number:] for urn in urns])[:, of_path]
    rest = [np.sqrt(np.square(urn.pulls[:-number]).sum()) * urn.ratios.std() for urn in urns]
    pulled = np.array(rest, PRECISION)[of_path] * earlier
    for row, pull in zip(lots[DRAWN_ALONE - number :], pulls, strict=True):
        pulled += pull * surprises.take(row)
    levels = np.array([urn.fit.level for urn in urns], PRECISION)[of_path]
    return levels * np.maximum(LEAST_CHANGE, 1 + pulled)


def _follow(
    urns: Sequence[_Urn], level: Floats, factors: Floats, calendar: Sequence[int], lots: Positions
) -> Floats:
    """The rates of each month ahead, which moves the level; a month at a time stays in the cache.

    Args:
        urns: What paths are drawn from.
        level: That each path begins with; changed on the way.
        factors: Of the seasons, a row for each month of the year.
        calendar: Which months of the year are ahead.
        lots: Those drawn, a row for each of these months.
    """
    ratios, moves = _together([urn.ratios for urn in urns]), _together([urn.moves for urn in urns])
    tells = np.minimum(1, factors)
    rates, move = np.empty(lots.shape, PRECISION), np.empty(level.shape, PRECISION)
    for at, month in enumerate(calendar):
        # none is out of range, and checks cost
        rate = ratios.take(lots[at], out=rates[at], mode="clip")
        rate *= factors[month - 1]
        rate *= level
        moves.take(lots[at], out=move, mode="clip")
        move *= tells[month - 1]
        move += 1
        level *= np.maximum(LEAST_CHANGE, move, out=move)
    return rates


def _of_urns(values: Sequence[Floats] | Sequence[Sequence[float]]) -> Floats:
    """A row a month, a column an urn."""
    return np.array(values, PRECISION).T


def _together(values: Sequence[Floats]) -> Floats:
    """The values of all lots, one urn after another."""
    return np.concatenate(values).astype(PRECISION)


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
    return kept


def _calendar(month: str) -> int:
    return int(month[5:])


def _days(months: Sequence[str]) -> Floats:
    return np.array([end_of_month(month).day for month in months], dtype=float)
