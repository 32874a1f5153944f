"""A projected total: its range month by month, and when it reaches the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.pace.draws import PRECISION, DrawnMonth, Floats, draw
from dashboard.domain.pace.history import History
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.periods import end_of_month, month_of, months_between, months_from

DAY = timedelta(days=1)
LONGEST = 60  # months
WITHOUT_A_DATE = 12  # months shown when the target's day has passed, or there is none
LOW, MEDIAN, HIGH = 0.1, 0.5, 0.9
LOW_HALF, HIGH_HALF = 0.25, 0.75
MOST_STEPS = 65_535
ENDS_KEPT = 300
"""Of months ahead, some 30 kB each: twelve years of months, and as many after writes."""


@dataclass(frozen=True, slots=True)
class Band:
    """The range of the total at the end of a month, or on the last day shown.

    It holds from ``low`` to ``high`` in eight of ten cases, from ``low_half`` to ``high_half`` in
    five.
    """

    month: str
    low: int
    low_half: int
    median: int
    high_half: int
    high: int


@dataclass(frozen=True, slots=True)
class Finish:
    """The month by which the target is reached in one, five and nine cases of ten.

    ``None`` means more than ``LONGEST`` months ahead, or never.
    """

    early: str | None
    median: str | None
    late: str | None


@dataclass(frozen=True, slots=True)
class Projection:
    """The projected ranges, and the ``chance`` (0 to 1) of reaching the target by its day.

    ``chance`` is ``None`` when the target is reached, its day has passed or is too far ahead.
    ``finish`` is ``None`` when it is reached. Without a target, both are ``None``.
    """

    bands: tuple[Band, ...]
    chance: float | None
    finish: Finish | None


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days ahead, from the one after ``as_of`` to ``last``, and the months beyond."""

    as_of: date
    last: date

    @property
    def months(self) -> tuple[str, ...]:
        """The codes of ``LONGEST`` months; the first may have begun already."""
        return months_from(month_of(self.as_of + DAY), LONGEST)

    @property
    def shown(self) -> int:
        """How many of the months begin on or before ``last``."""
        return len(months_between(self.months[0], month_of(self.last)))

    @property
    def from_begin(self) -> "Horizon":
        """The same from the first day of the first month on."""
        return Horizon((self.as_of + DAY).replace(day=1) - DAY, self.last)

    @property
    def shares(self) -> tuple[float, ...]:
        """The part of each month that is still to come: less than 1 for the first month only."""
        return (_rest(self.as_of + DAY), *[1.0] * (LONGEST - 1))

    @property
    def closing_share(self) -> float:
        """The part of the last month that lies ahead and not after ``last``."""
        at, after = self.shown - 1, self.last + DAY
        whole = self.shares[at]
        return whole - _rest(after) if month_of(after) == self.months[at] else whole


def horizon(as_of: date, due: date | None) -> Horizon:
    """The days until the target is due, at most ``LONGEST`` months.

    Without a target, or after its day, the horizon is ``WITHOUT_A_DATE`` months.
    """
    months = Horizon(as_of, as_of).months
    is_ahead = due is not None and due > as_of
    last = due if due and is_ahead else end_of_month(months[WITHOUT_A_DATE - 1])
    return Horizon(as_of, min(last, end_of_month(months[-1])))


def _rest(day: date) -> float:
    """The part of a month that is left at the start of a day."""
    return 1 - (day.day - 1) / end_of_month(month_of(day)).day


@dataclass(frozen=True, slots=True)
class Paths:
    """Simulated youth still to come: a row a month, a column a path.

    ``youth`` has whole months. ``closing`` is the last row shown, which ends on the last day shown.
    """

    youth: Floats
    closing: Floats

    @property
    def number(self) -> int:
        """How many paths there are."""
        return len(self.closing)

    def at_least(self, other: "Paths") -> "Paths":
        """The larger of the two, for each month and path; these, where none is larger."""
        if (self.youth >= other.youth).all() and (self.closing >= other.closing).all():
            return self
        return Paths(np.maximum(self.youth, other.youth), np.maximum(self.closing, other.closing))

    def plus(self, other: "Paths") -> "Paths":
        """The sum of the two, for each month and path."""
        return Paths(self.youth + other.youth, self.closing + other.closing)


def usual(history: History, ahead: Horizon) -> Paths:
    """The months ahead, projected from the history alone."""
    drawn, at = draw(history, ahead.months), ahead.shown - 1
    first = drawn.month(0).part(0, ahead.shares[0])
    last = drawn.month(at) if at else first
    closing = last.part(at, ahead.closing_share / ahead.shares[at])
    drawn.youth[0] = first.youth
    return Paths(drawn.youth, closing.youth)


def project(paths: Paths, ahead: Horizon, reached: int, target: Target | None) -> Projection:
    """Turn the paths into ranges, a chance and a finish, starting from ``reached``."""
    totals = _running(paths.youth)  # what is still to come: beside all of it, ``reached`` is exact
    at, missing = ahead.shown - 1, _missing(reached, target)
    finish = _finish(totals >= missing, ahead.months) if missing > 0 else None
    totals[at] = paths.closing if not at else totals[at - 1] + paths.closing
    chance = _chance(totals[at], ahead, missing, target)
    return Projection(_bands(totals[: at + 1], ahead.months, reached), chance, finish)


def ending(history: History, ahead: Horizon, reached: int, target: Target | None) -> Projection:
    """Of ``project`` after ``usual``, the last range and the chance alone.

    All days of a month share what is drawn for it, which is kept.
    """
    at = ahead.shown - 1
    drawn = _to_the_end(history, ahead.from_begin)
    first = drawn.first.part(0, ahead.shares[0])
    total: Floats = first.youth.astype(PRECISION) + drawn.between + drawn.closing
    if not at:
        total = first.part(0, ahead.closing_share / ahead.shares[0]).youth
    totals = total.astype(PRECISION)[None]
    chance = _chance(totals, ahead, _missing(reached, target), target)
    return Projection(_bands(totals, ahead.months[at:], reached), chance, None)


class _ToTheEnd(NamedTuple):
    """Simulated months up to the last day shown; all youth ``between`` the first and the last."""

    first: DrawnMonth
    between: Floats
    closing: Floats


@lru_cache(ENDS_KEPT)
def _to_the_end(history: History, ahead: Horizon) -> _ToTheEnd:
    drawn, at = draw(history, ahead.months), ahead.shown - 1
    first = drawn.month(0)
    between = drawn.youth[1 : max(1, at)].sum(axis=0)
    closing = drawn.month(at).part(at, ahead.closing_share / ahead.shares[at])
    # Copies, as a row would keep all the other rows.
    return _ToTheEnd(DrawnMonth(first.youth.copy(), first.sessions), between, closing.youth.copy())


def _missing(reached: int, target: Target | None) -> int:
    return target.value - reached if target else 0


def _chance(total: Floats, ahead: Horizon, missing: int, target: Target | None) -> float | None:
    """The part of the paths that reach the target on its day."""
    if missing > 0 and target and ahead.last == target.due:
        return float(np.mean(total >= missing))
    return None


def _running(rows: Floats) -> Floats:
    """The running sums of each column: ``numpy.cumsum``, in a fifth of its time.

    The first row is added last. So what follows a month is the same sum on each of its days.
    """
    sums = rows.copy()
    for at in range(2, len(sums)):
        sums[at] += sums[at - 1]
    sums[1:] += sums[0]
    return sums


def _bands(totals: Floats, months: Sequence[str], reached: int) -> tuple[Band, ...]:
    """The range of each month, rounded outwards: a low of 0.3 would rule out a true 0.

    The totals are changed.
    """
    edges = _quantiles(totals, (LOW, LOW_HALF, MEDIAN, HIGH_HALF, HIGH))
    rounded = [*np.floor(edges[:2]), np.round(edges[2]), *np.ceil(edges[3:])]
    rows = zip(months, (np.transpose(rounded).astype(int) + reached).tolist(), strict=False)
    return tuple(Band(month, *row) for month, row in rows)


def _quantiles(rows: Floats, shares: Sequence[float]) -> Floats:
    """The quantiles of each row: those of ``numpy.quantile``, in a third of its time.

    Numbers are sorted as 16 bits, which is to a 30,000th of a row's width or better. Whole numbers
    and halves stay exact up to a width of 30,000. The rows are changed.
    """
    at = np.multiply(shares, rows.shape[1] - 1)
    below = at.astype(int)
    part, above = (at - below)[:, None], np.minimum(below + 1, rows.shape[1] - 1)
    least = np.floor(rows.min(axis=1, keepdims=True))
    width = np.maximum(1, rows.max(axis=1, keepdims=True) - least)
    steps = np.exp2(np.floor(np.log2(MOST_STEPS / width))).astype(rows.dtype)
    rows -= least
    rows *= steps
    rows += 0.5  # rounded, not cut off
    ranks = rows.astype(np.uint16)
    ranks.sort(axis=1, kind="stable")  # by digits, where there are so few
    low, high = ((ranks[:, one] / steps + least).T for one in (below, above))
    step = high - low
    between: Floats = np.where(part < MEDIAN, low + step * part, high - step * (1 - part))
    return between


def _finish(reached: NDArray[np.bool_], months: Sequence[str]) -> Finish:
    """The first month by which one, five and nine of ten paths have reached the target."""
    shares = np.count_nonzero(reached, axis=1) / reached.shape[1]
    found = (np.flatnonzero(shares >= part) for part in (LOW, MEDIAN, HIGH))
    return Finish(*(months[at[0]] if len(at) else None for at in found))
