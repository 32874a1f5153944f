"""The last twelve months, taken from the monthly rows that the page shows anyway."""

from dataclasses import dataclass

from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.periods import month_of, months_between

MONTHS = 12
FEWEST = 3
"""Fewer months show no trend."""


@dataclass(frozen=True, slots=True)
class LastMonths:
    """Youth participations a month, from ``first`` to ``last``; ``None`` where hidden."""

    first: str
    last: str
    youth: tuple[int | None, ...]

    @property
    def hidden(self) -> int:
        """How many of the months are hidden."""
        return self.youth.count(None)

    @property
    def known(self) -> list[int]:
        """The counts that are shown."""
        return [count for count in self.youth if count is not None]


def last_months(progress: Progress) -> LastMonths | None:
    """The months up to the last day shown; a month without a session is a zero.

    ``None`` with too few months, when half of them or more are hidden, or when a publication has
    some of them as of an earlier day, which cannot be drawn beside the others.
    """
    rows = {row.code: row for row in progress.by_month}
    day = progress.data_as_of
    if not rows or day is None:
        return None
    chosen = progress.filters.range.end
    last = max(*rows, month_of(min(day, chosen) if chosen else day))
    months = months_between(min(rows), last)[-MONTHS:]
    if len(months) < FEWEST or any(rows[month].youth_as_of for month in months if month in rows):
        return None
    youth = tuple(rows[month].youth if month in rows else 0 for month in months)
    found = LastMonths(months[0], months[-1], youth)
    return found if found.hidden < len(found.known) else None
