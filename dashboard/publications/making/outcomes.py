"""What came of what somebody did with a publication."""

from dataclasses import dataclass

from dashboard.domain.publications.publishing import DraftRecord
from dashboard.i18n import Text


@dataclass(frozen=True, slots=True)
class PublishingRefusal:
    """Why it was not done, and the way out."""

    problem: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class DraftResult:
    """The new draft, or why there is none."""

    draft: DraftRecord | None = None
    refusals: tuple[PublishingRefusal, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishingResult:
    """The publication concerned, or why nothing was done.

    ``alone``: the preparer approved, since there is nobody else.
    """

    number: int | None = None
    refusals: tuple[PublishingRefusal, ...] = ()
    alone: bool = False
