"""The ways to split up an answer. Whatever counts, hides or shows a breakdown reads this table.

Each breakdown adds up to the same total. So the rule that hides small counts takes all of them
together, and no breakdown declared here can be left out of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from dashboard.domain.progress.progress import BreakdownRow, Progress
from dashboard.domain.shared.periods import DateRange, Period, month_of
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.i18n import Locale
from dashboard.i18n.formats import month, months, weekday


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way to split up an answer, by the codes of a ``dimension``.

    ``filters`` names the filter that keeps one row; it is empty where there is none. ``terms``
    gives the codes; it is ``None`` for months and quarters, whose codes come from the sessions.
    ``published``: publications have this breakdown too. ``yields``: if one participation count must
    be hidden, or would reveal a small count elsewhere, the whole breakdown is hidden. The other
    breakdowns then show what they would show without it.
    """

    dimension: str
    filters: str = ""
    terms: Callable[[Vocabulary], Terms[Term]] | None = None
    published: bool = True
    yields: bool = False
    code: str = field(init=False)
    """Its name in answers: ``by_language``."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", f"by_{self.dimension}")

    def rows(self, progress: Progress) -> Sequence[BreakdownRow]:
        """Its rows in an answer; empty where a publication does not have it."""
        return progress.rows.get(self.code, ())

    def names(self, progress: Progress, vocabulary: Vocabulary) -> Terms[Term]:
        """The names of the rows' codes."""
        if self.terms:
            return self.terms(vocabulary)
        shown = DateRange(None, progress.data_as_of) & progress.filters.range
        return Terms(tuple(_stretch(row.code, shown) for row in self.rows(progress)))


def _stretch(code: str, shown: DateRange) -> Term:
    """A month, or the months of a quarter that lie in the days shown."""
    if "q" not in code:
        return Term(code, month(code, Locale.EN), month(code, Locale.FR))
    days = Period.parse(code).range & shown
    first, last = (month_of(day) for day in (days.start, days.end) if day)
    return Term(code, months(first, last, Locale.EN), months(first, last, Locale.FR))


@cache
def _weekdays() -> Terms[Term]:
    days = enumerate(WEEKDAYS)
    return Terms(tuple(Term(c, weekday(at, Locale.EN), weekday(at, Locale.FR)) for at, c in days))


MONTH = Breakdown("month")
LANGUAGE = Breakdown("language", "language", lambda words: words.languages)
VENUE_TYPE = Breakdown("venue_type", "venue_type", lambda words: words.venue_types)
AGE_GROUP = Breakdown("age_group", "age", lambda words: words.ages)
WEEKDAY = Breakdown("weekday", terms=lambda _: _weekdays(), published=False, yields=True)
BREAKDOWNS = (MONTH, LANGUAGE, VENUE_TYPE, AGE_GROUP, WEEKDAY)
QUARTER = Breakdown("quarter")
"""The months of each fiscal quarter together; only publications have it, as cells of theirs."""
