"""What every view knows of the data and of its reader."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters, Problem
from dashboard.domain.shared.roles import Reader, Right
from dashboard.domain.shared.state import State
from dashboard.domain.shared.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """What every view knows of the data and of its reader.

    ``hidden_up_to`` is the largest count that is hidden by itself; 0 when all are shown.
    ``open_items`` is how many things wait to be mended; ``None`` for those who don't mend them,
    and where no page says so. ``reader`` is who asks, where that is known.
    """

    state: State
    vocabulary: Vocabulary
    audience: Audience
    today: date
    filters: Filters
    problems: tuple[Problem, ...]
    hidden_up_to: int
    open_items: int | None
    reader: Reader | None = None

    @property
    def for_administrator(self) -> bool:
        """Whether an administrator asks."""
        return self.reader is not None and self.reader.is_administrator

    @property
    def records(self) -> bool:
        """Whether who asks may record sessions."""
        return self.reader is not None and self.reader.role.may(Right.RECORD)
