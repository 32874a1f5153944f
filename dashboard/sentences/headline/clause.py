"""The parts of a headline: clauses with their evidence, and the sentences that they make."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.i18n import Locale, Text
from dashboard.i18n.formats import capitalise


class Evidence(StrEnum):
    """Where a reader can check a clause."""

    GAUGES = "gauges"
    CURVE = "curve"
    GRID = "grid"
    PLAN = "plan"
    TO_MEND = "to_mend"


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, without its full stop."""

    words: Text
    evidence: Evidence


Clauses = tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class HeadlineSentence:
    """A sentence of the headline; ``before`` names its scope, if it differs from the one before.

    ``alarm``: it is bad news.
    """

    code: str
    before: Text | None
    clauses: Clauses
    alarm: bool = False

    def say(self, locale: Locale) -> str:
        """The whole sentence in one language."""
        before = f"{self.before.say(locale)} " if self.before else ""
        said = ", ".join(clause.words.say(locale) for clause in self.clauses)
        return capitalise(f"{before}{said}.")
