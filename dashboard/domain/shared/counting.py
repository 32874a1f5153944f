"""How counts become percents and a status."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dashboard.domain.shared.vocabulary import StatusLevel


def percent(numerator: int | None, denominator: int | None) -> Decimal | None:
    """The share in percent, one decimal, rounded half up; ``None`` without both or over zero.

    Never 100 while the numerator is below the denominator: 999.6 of 1,000 reads 99.9.
    """
    if numerator is None or not denominator:
        return None
    exact = Decimal(100) * numerator / denominator
    rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Decimal("99.9") if exact < 100 <= rounded else rounded


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach by ``due``; in force since ``effective_from``, planned from ``start``.

    ``start`` is the ``effective_from`` of the first revision: a new revision moves only the end of
    the planned line.
    """

    value: int
    due: date
    effective_from: date
    start: date

    def to_date(self, day: date) -> Decimal:
        """The value planned for ``day``: linear from 0 at ``start`` to ``value`` at ``due``."""
        if day >= self.due:
            return Decimal(self.value)
        days = Decimal((day - self.start).days)
        return max(Decimal(0), self.value * days / (self.due - self.start).days)


def status(reached: int | Decimal, planned: Decimal, levels: tuple[StatusLevel, ...]) -> str | None:
    """The best level whose minimum percent of the plan is reached; ``None`` without a plan."""
    if planned <= 0:
        return None
    earned = [level for level in levels if 100 * reached >= level.minimum_percent * planned]
    return max(earned, key=lambda level: level.minimum_percent).code if earned else None
