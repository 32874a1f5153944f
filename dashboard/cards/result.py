"""A result as cards are made of it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from dashboard.domain.progress.bars import BarNumber, FrenchShares
from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.progress import Progress
from dashboard.domain.progress.trend import Point, trend
from dashboard.domain.publications.trend import ending_in_the_whole, published_trend
from dashboard.domain.shared.audience import INSIDE
from dashboard.domain.shared.vocabulary import Vocabulary

Place = tuple[str, str, str]
"""Where a number stands: the part of the answer, the row's code or nothing, and the field."""


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """The same question over an earlier period, and which one that is."""

    how: ComparisonPeriod
    progress: Progress
    french: FrenchShares = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """Live figures or those of a publication, and the words that they are told in.

    ``revised`` are the places of the numbers that an earlier publication told otherwise.
    ``earlier`` is a period to compare with, or ``None``. ``bars`` is what bars stand for, and
    ``french`` what that takes besides the progress. ``whole`` is the whole project, whose rows
    tell the order of these; ``None`` where these tell it themselves.
    """

    progress: Progress
    vocabulary: Vocabulary
    revised: Collection[Place] = ()
    earlier: EarlierResult | None = None
    bars: BarNumber = BarNumber.PARTICIPATIONS
    french: FrenchShares = field(default_factory=dict)
    whole: "Result | None" = None


def published(progress: Progress) -> bool:
    """Whether these are a publication's figures."""
    return progress.audience not in INSIDE


def points(progress: Progress) -> tuple[Point, ...]:
    """The months as they are drawn: a publication adds up no further than it may."""
    return published_trend(progress) if published(progress) else trend(progress)


def points_told(progress: Progress) -> tuple[Point, ...]:
    """The months as they are told: a publication's total is the one that stands in its gauge."""
    found = points(progress)
    return ending_in_the_whole(found, progress) if published(progress) else found
