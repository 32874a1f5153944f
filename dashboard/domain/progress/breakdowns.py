"""How an answer is split up, a row a way: whatever counts, hides or shows one reads it here.

All of them are linked: each adds up to the same total, so that the rule that hides small counts
takes them together, and one that is declared here cannot be left out of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.domain.progress.progress import BreakdownRow, Progress
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.i18n import Locale
from dashboard.i18n.formats import month, weekday


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way to split up an answer, by the codes of a ``dimension``.

    ``filters`` names the filter that keeps one row; it is empty where none does. ``terms`` are the
    codes; it is ``None`` for months: they are those that have sessions. ``published``: publications
    have it, too. ``yields``: it shows all participations or none; where some would have to be
    hidden, or would give a small count away, none are, and the others show what they do without it.
    """

    dimension: str
    filters: str = ""
    terms: Callable[[Vocabulary], Terms[Term]] | None = None
    published: bool = True
    yields: bool = False

    @property
    def code(self) -> str:
        """Its name in answers: ``by_language``."""
        return f"by_{self.dimension}"

    def rows(self, progress: Progress) -> Sequence[BreakdownRow]:
        """Its part of an answer; empty where the answer, a publication's, has none."""
        return progress.rows.get(self.code, ())

    def names(self, progress: Progress, vocabulary: Vocabulary) -> Terms[Term]:
        """What the codes of an answer's rows are called."""
        if self.terms:
            return self.terms(vocabulary)
        return Terms(tuple(_month(row.code) for row in self.rows(progress)))


def _month(code: str) -> Term:
    return Term(code, month(code, Locale.EN), month(code, Locale.FR))


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
