"""Whether the target will be reached: what it takes, what is usual, and what may come.

The pace is of the whole project: of the filters only the last day counts.
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
    """All that an answer depends on, besides the data: hashable, so also a cache key.

    ``end`` is the last day of the filters; nothing else of them counts.
    """

    end: date | None
    today: date
    scenario: Scenario | None = None

    @property
    def as_of(self) -> date:
        """The day on which the pace is judged: the last one, unless it is still to come."""
        return min(self.end or self.today, self.today)

    @property
    def whole(self) -> Filters:
        """The filters of the progress that it is worked out from."""
        return Filters(end=self.as_of if self.end else None)


@dataclass(frozen=True, slots=True)
class Recent:
    """Participations of youth a month, in the last complete months.

    ``youth`` is ``None`` when one of them is hidden.
    """

    months: int
    youth: Decimal | None


@dataclass(frozen=True, slots=True)
class Minimum:
    """The complete months and the delivered sessions before which it is too early to project."""

    months: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Basis:
    """The complete months with youth and the delivered sessions so far, and the least of both."""

    months: int
    sessions: int
    minimum: Minimum

    @property
    def enough(self) -> bool:
        """Whether it is not too early."""
        return self.months >= self.minimum.months and self.sessions >= self.minimum.sessions


@dataclass(frozen=True, slots=True)
class PlannedProjection:
    """The sessions planned until the last day projected, and the projection with them.

    ``by_month`` are the months that have some, with how many.
    """

    by_month: tuple[tuple[str, int], ...]
    projection: Projection | None

    @property
    def sessions(self) -> int:
        """All of them."""
        return sum(number for _, number in self.by_month)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A scenario's sessions until the last day shown, and the projection with them.

    ``french_share`` is that of all sessions until then: held, planned and added.
    """

    scenario: Scenario
    sessions: int
    projection: Projection | None
    french_share: FrenchShare


@dataclass(frozen=True, slots=True)
class Pace:
    """Everything about the pace on the day ``as_of``, already under the audience's privacy rule.

    ``reached`` is ``None`` when hidden. ``required`` is in participations of youth a month until
    the target is due: 0 when it is reached, ``None`` without a target, past its day or when
    ``reached`` is hidden. ``reached_in`` is the month in which it was, ``None`` when that can't be
    told. ``recent`` is ``None`` before there are so many complete months. ``weeks_silent`` are
    those since the last delivered session, ``None`` without one. ``usual`` is the projection from
    the history alone, ``None`` when it is too early or hidden. ``last`` is the last day projected.
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
