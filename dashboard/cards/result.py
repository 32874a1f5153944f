"""The input of cards: figures and the words for them."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dashboard.domain.progress.bars import BarNumber, FrenchShares
from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.progress import Progress
from dashboard.domain.progress.trend import Point, trend
from dashboard.domain.publications.trend import ending_in_the_whole, published_trend
from dashboard.domain.shared.audience import INSIDE
from dashboard.domain.shared.vocabulary import Vocabulary

Place = tuple[str, str, str]
"""The place of a number: the part of the answer, the row's code or an empty one, the field."""


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """The answer for an earlier period, and which period that is."""

    how: ComparisonPeriod
    progress: Progress
    french: FrenchShares = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """Figures, live or published, with the vocabulary to name them.

    ``revised`` are the places of numbers that differ from an earlier publication. ``earlier`` is a
    period to compare with, or ``None``. ``bars`` is what bars measure; ``french`` has the shares
    for it. ``whole`` is the whole project, which sets the order of rows; ``None`` if these figures
    set it.
    """

    progress: Progress
    vocabulary: Vocabulary
    revised: Collection[Place] = ()
    earlier: EarlierResult | None = None
    bars: BarNumber = BarNumber.PARTICIPATIONS
    french: FrenchShares = field(default_factory=dict)
    whole: "Result | None" = None

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The months to draw; a publication adds them up only as far as is published."""
        progress = self.progress
        return published_trend(progress) if published(progress) else trend(progress)

    @cached_property
    def once(self) -> dict[Hashable, Any]:
        """What several cards make of these figures alone, which is made once."""
        return {}

    @property
    def points_told(self) -> tuple[Point, ...]:
        """The same for tables and words; a publication ends with the total that its gauge shows."""
        found, progress = self.points, self.progress
        return ending_in_the_whole(found, progress) if published(progress) else found


def published(progress: Progress) -> bool:
    """Whether these are a publication's figures."""
    return progress.audience not in INSIDE
