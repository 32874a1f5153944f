"""The outcome of an action on a publication."""

from dataclasses import dataclass

from dashboard.domain.publications.publishing import DraftRecord
from dashboard.i18n import Text


@dataclass(frozen=True, slots=True)
class PublishingRefusal:
    """Why the action was refused, and the remedy."""

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

    ``alone``: the preparer approved it, because nobody else could.
    """

    number: int | None = None
    refusals: tuple[PublishingRefusal, ...] = ()
    alone: bool = False
