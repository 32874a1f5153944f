"""The last twelve months, of numbers that the page shows anyway, or that are never hidden."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.periods import month_of, months_between

MONTHS = 12
FEWEST = 3
"""Fewer months show no trend."""


class Monthly(StrEnum):
    """What is counted month by month."""

    YOUTH = "youth"
    FRENCH = "french"
    TRAINED = "trained"


@dataclass(frozen=True, slots=True)
class LastMonths:
    """Counts a month, from ``first`` to ``last``; ``None`` where hidden."""

    of: Monthly
    first: str
    last: str
    counts: tuple[int | None, ...]

    @property
    def hidden(self) -> int:
        """How many of the months are hidden."""
        return self.counts.count(None)

    @property
    def known(self) -> list[int]:
        """The counts that are shown."""
        return [count for count in self.counts if count is not None]


def last_youth(progress: Progress) -> LastMonths | None:
    """Youth participations in the last months.

    ``None`` with too few months, or when half of them or more are hidden. Also when a publication
    has some of them as of an earlier day: these cannot be drawn beside the others.
    """
    rows = {row.code: row for row in progress.by_month[-MONTHS:]}
    months = _months(progress)
    if any(rows[month].youth_as_of for month in months if month in rows):
        return None
    youth = tuple(rows[month].youth if month in rows else 0 for month in months)
    found = _found(Monthly.YOUTH, months, youth)
    return found if found and found.hidden < len(found.known) else None


def last_french(progress: Progress) -> LastMonths | None:
    """Sessions in French in the last months, of the kinds of the share; ``None`` with too few."""
    share, months = progress.french_share, _months(progress)
    if not share.sessions:
        return None
    return _found(Monthly.FRENCH, months, tuple(share.months.get(month, 0) for month in months))


def last_trained(progress: Progress) -> LastMonths | None:
    """The people trained by the end of each of the last months, of the chosen languages.

    Other filters do not matter, as for the number itself. ``None`` where nobody is trained, or
    where no month is known.
    """
    last, first_trained = _last_month(progress), progress.facilitators.months
    if last is None or not first_trained:
        return None
    year = months_between(f"{int(last[:4]) - 1}{last[4:]}", last)[-MONTHS:]
    counts = [sum([n for m, n in first_trained.items() if m <= month]) for month in year]
    return _found(Monthly.TRAINED, year, tuple(counts))


def _last_month(progress: Progress) -> str | None:
    """The month of the last day shown; ``None`` without data."""
    day, chosen = progress.data_as_of, progress.filters.range.end
    return None if day is None else month_of(min(day, chosen) if chosen else day)


def _months(progress: Progress) -> tuple[str, ...]:
    """The months up to the last day shown, also those without a session."""
    rows, last = progress.by_month, _last_month(progress)
    if not rows or not last:
        return ()
    return months_between(rows[0].code, max(rows[-1].code, last))[-MONTHS:]


def _found(
    of: Monthly, months: tuple[str, ...], counts: tuple[int | None, ...]
) -> LastMonths | None:
    return None if len(months) < FEWEST else LastMonths(of, months[0], months[-1], counts)
