"""What every view knows about the data and its reader."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters, Problem
from dashboard.domain.shared.roles import Reader, Right
from dashboard.domain.shared.state import State
from dashboard.domain.shared.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """What every view knows about the data and its reader.

    ``hidden_up_to`` is the largest count that is small enough to hide; 0 when all are shown.
    ``open_items`` is the number of open findings; ``None`` for readers who do not correct them, and
    where no page shows it. ``reader`` is ``None`` where it is not known.
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
        """Whether the reader is an administrator."""
        return self.reader is not None and self.reader.is_administrator

    @property
    def records(self) -> bool:
        """Whether the reader may record sessions."""
        return self.reader is not None and self.reader.role.may(Right.RECORD)
