"""Will the target be reached? The required pace, the usual pace, and a projection.

The pace is always that of the whole project. Of the filters, only the last day matters.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.domain.pace.projection import Projection
from dashboard.domain.progress.progress import FrenchShare
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.filters import Filters


@dataclass(frozen=True, slots=True)
class PaceQuestion:
    """Everything that the answer depends on besides the data; hashable, so also a cache key.

    ``end`` is the last day of the filters. ``only_end`` asks of what is ahead the last band and the
    chance alone, as sentences tell them where no curve is drawn: no planned sessions, no finish,
    and nothing of past months one by one.
    """

    end: date | None
    today: date
    scenario: Scenario | None = None
    only_end: bool = False

    @property
    def as_of(self) -> date:
        """The day on which the pace is judged: the last day, or today if that is earlier."""
        return min(self.end or self.today, self.today)

    @property
    def whole(self) -> Filters:
        """The filters of the progress that the pace is computed from."""
        return Filters(end=self.as_of if self.end else None)


@dataclass(frozen=True, slots=True)
class Recent:
    """The mean youth participations a month in the last complete months.

    ``youth`` is ``None`` when one of these months is hidden.
    """

    months: int
    youth: Decimal | None


@dataclass(frozen=True, slots=True)
class Minimum:
    """The complete months and delivered sessions that a projection needs at least."""

    months: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Basis:
    """The complete months and delivered sessions so far, with the minimum of each."""

    months: int
    sessions: int
    minimum: Minimum

    @property
    def enough(self) -> bool:
        """Whether there are enough of both for a projection."""
        return self.months >= self.minimum.months and self.sessions >= self.minimum.sessions


@dataclass(frozen=True, slots=True)
class PlannedProjection:
    """The sessions planned up to the last projected day, and the projection that includes them.

    ``by_month`` has the number of sessions by month code, without empty months.
    """

    by_month: tuple[tuple[str, int], ...]
    projection: Projection | None

    @property
    def sessions(self) -> int:
        """All of them."""
        return sum(number for _, number in self.by_month)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A scenario: its extra sessions up to the last day shown, and the projection with them.

    ``french_share`` counts all sessions until then: held, planned and added.
    """

    scenario: Scenario
    sessions: int
    projection: Projection | None
    french_share: FrenchShare


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace on the day ``as_of``; the audience's privacy rule is already applied.

    ``reached`` is ``None`` when hidden. ``required`` is in youth participations a month until the
    target is due. It is 0 when the target is reached, and ``None`` without a target, after its day,
    or when ``reached`` is hidden. ``reached_in`` is the month in which the target was reached;
    ``None`` where that is not known. ``recent`` is ``None`` with too few complete months.
    ``weeks_silent`` counts weeks since the last delivered session; ``None`` without one. ``usual``
    is the projection from the history alone; ``None`` when it is too early or hidden. ``last`` is
    the last projected day.
    """

    as_of: date
    last: date
    reached: int | None
    target: Target | None
    planned: Decimal | None
    status: str | None
    status_day: date | None
    reached_in: str | None
    required: Decimal | None
    recent: Recent | None
    weeks_silent: int | None
    silent: bool
    basis: Basis
    months: tuple[Point, ...]
    usual: Projection | None
    planned_sessions: PlannedProjection
    french_share: FrenchShare
    what_if: WhatIf | None
