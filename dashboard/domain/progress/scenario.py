"""What if: some more sessions a month, of one kind, language and venue type."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dashboard.domain.shared.filters import Problem, echo, pairs_of
from dashboard.domain.shared.vocabulary import Terms, Vocabulary
from dashboard.i18n import Text, text

NUMBER = "add"
CODES = ("add_kind", "add_language", "add_venue_type")
NAMES = (NUMBER, *CODES)
MOST = 50


@dataclass(frozen=True, slots=True)
class Scenario:
    """The extra sessions a month, at least one; kept in the address and never saved."""

    sessions: int
    kind: str
    language: str
    venue_type: str

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Name and value, as in the address."""
        values = (str(self.sessions), self.kind, self.language, self.venue_type)
        return tuple(zip(NAMES, values, strict=True))

    def in_part(self, share: float) -> int:
        """The extra sessions in a part of a month, rounded half up."""
        return int(self.sessions * share + 0.5)

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        return urlencode(self.pairs())


def parse(query: str, vocabulary: Vocabulary) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """Read the scenario in a query string; ``None`` without a number of sessions, or on a problem.

    A missing code becomes the first of its reference data, as the planner offers it.
    """
    pairs = [(name, value) for name, value in pairs_of(query) if value and name in NAMES]
    if not pairs:
        return None, ()
    given, times = dict(pairs), Counter(name for name, _ in pairs)
    terms = terms_by_name(vocabulary)
    faults = {
        name: text("given more than once") if times[name] > 1 else _fault(name, given[name], terms)
        for name in NAMES
        if given.get(name)
    }
    problems = tuple(
        Problem(name, echo(given[name]), fault) for name, fault in faults.items() if fault
    )
    if problems or not int(given.get(NUMBER) or 0):
        return None, problems
    kind, language, venue_type = (given.get(name) or terms[name].codes[0] for name in CODES)
    return Scenario(int(given[NUMBER]), kind, language, venue_type), ()


def terms_by_name(vocabulary: Vocabulary) -> Mapping[str, Terms[Any]]:
    """The terms that each of ``CODES`` chooses from."""
    return dict(
        zip(CODES, (vocabulary.kinds, vocabulary.languages, vocabulary.venue_types), strict=True)
    )


def _fault(name: str, value: str, terms: Mapping[str, Terms[Any]]) -> Text | None:
    if name in CODES:
        return None if value in terms[name] else text("unknown code")
    is_number = value.isascii() and value.isdecimal() and len(value) <= len(str(MOST))
    if is_number and int(value) <= MOST:
        return None
    return text("not a whole number from 0 to {most}", most=MOST)
