"""Which periods are compared, and the names of the earlier one."""

from datetime import date

from dashboard.domain.progress.comparison import Comparison, ComparisonPeriod, is_over
from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Text, sequence, text
from dashboard.sentences.shared import choices


def option(how: ComparisonPeriod | None) -> Text:
    """The name of a kind of comparison, as a choice."""
    return {
        None: text("No comparison"),
        ComparisonPeriod.PREVIOUS: text("The previous period"),
        ComparisonPeriod.YEAR: text("The same period a year before"),
    }[how]


def showing(comparison: Comparison, progress: Progress, today: date) -> Text:
    """Which periods are compared, or why none are."""
    if comparison.earlier is None:
        if progress.filters.range.start:
            return text("No earlier period can be compared without overlapping with this one.")
        return text("Choose a period to compare: nothing comes before the whole project.")
    as_of = progress.data_as_of
    return sequence(
        text("Compared with {period}.", period=dated(comparison.how, comparison.earlier)),
        text("The period shown is not over: its data end on {day}.", day=as_of)
        if as_of and not is_over(progress, today)
        else None,
    )


def period(how: ComparisonPeriod) -> Text:
    """The name of the earlier period, to stand within a sentence."""
    if how is ComparisonPeriod.PREVIOUS:
        return text("the previous period")
    return text("the same period a year before")


def dated(how: ComparisonPeriod, before: Progress) -> Text:
    """The earlier period with its name or its days."""
    return text("{period} ({days})", period=period(how), days=_days(before.filters))


def _days(filters: Filters) -> Text:
    if filters.period:
        return choices.period(filters.period)
    return sequence(*choices.told_days(filters), between=" ")
