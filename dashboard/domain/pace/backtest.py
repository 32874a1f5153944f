"""Back-testing: how often past projections would have held.

For each past month, project from what was known then and compare with what came (Hyndman &
Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., 5.10).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.pace.history import History
from dashboard.domain.pace.pace import Basis, Minimum
from dashboard.domain.pace.projection import horizon, project, usual
from dashboard.domain.shared.counting import percent
from dashboard.domain.shared.periods import end_of_month, months_from

HORIZONS = (3, 6, 12)  # months


@dataclass(frozen=True, slots=True)
class BacktestResult:
    """How many counts fell in the projected range (``held``), below or above it.

    ``fewer`` and ``more`` count the outcomes with fewer or more youth than the range.
    """

    held: int
    fewer: int
    more: int

    @property
    def made(self) -> int:
        """The number of projections that were tested."""
        return self.held + self.fewer + self.more

    @property
    def percent(self) -> Decimal | None:
        """The percent that held; ``None`` when none was made."""
        return percent(self.held, self.made)

    def __add__(self, other: "BacktestResult") -> "BacktestResult":
        return BacktestResult(
            self.held + other.held, self.fewer + other.fewer, self.more + other.more
        )


def back_test(history: History, minimum: Minimum) -> dict[int, BacktestResult]:
    """The results by horizon, in months ahead."""
    found = list(_sides(history, minimum))
    return {
        months: BacktestResult(
            held=found.count((months, 0)),
            fewer=found.count((months, -1)),
            more=found.count((months, 1)),
        )
        for months in HORIZONS
    }


def _sides(history: History, minimum: Minimum) -> Iterator[tuple[int, int]]:
    """For each projection its horizon, and the outcome: -1 below the range, 0 in it, 1 above it."""
    months = months_from(history.first, len(history.youth))
    for at, month in enumerate(months[:-1], start=1):
        known = history.until(at)
        if known is None or not Basis(len(known.youth), sum(known.sessions), minimum).enough:
            continue
        ahead = horizon(end_of_month(month), None)
        bands = project(usual(known, ahead), ahead, 0, None).bands
        for number in HORIZONS:
            if at + number <= len(months):
                band, came = bands[number - 1], sum(history.youth[at : at + number])
                yield number, (came > band.high) - (came < band.low)
