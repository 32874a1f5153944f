"""The terms that a choice offers: all of a few; of many, the first of those that are found."""

import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from dashboard.domain.shared.vocabulary import Term, Terms, Venue
from dashboard.i18n import Locale
from dashboard.i18n.formats import capitalise

MOST = 100
"""So many terms are offered at once; others are found by typing a part of their name or code."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Terms to choose from; ``of`` is how many there are to choose or, when searched, to find.

    Those already chosen come first, and are offered whatever is searched.
    """

    terms: tuple[Term, ...]
    shown: int
    of: int

    @property
    def is_part(self) -> bool:
        """Whether there are more than are offered."""
        return self.shown < self.of


def offered(
    terms: Terms[Term],
    locale: Locale,
    *,
    chosen: Collection[str] = (),
    wanted: str = "",
    beside: Callable[[Term], str] = lambda _: "",
) -> Offered:
    """The chosen terms, and the first of those that contain the wanted words, in display order.

    What stands ``beside`` a term, such as the type of a venue without a name, is searched, too.
    """
    if len(terms) <= MOST and not wanted:
        return Offered(terms.items, len(terms), len(terms))
    letters = folded(wanted).strip()
    found = [
        term
        for term in terms
        if not letters or letters in folded(f"{said(term, locale)}\n{beside(term)}")
    ]
    some = found[:MOST]
    there = {term.code for term in some}
    first = tuple(terms[code] for code in chosen if code in terms and code not in there)
    return Offered((*first, *some), len(some), len(found))


def said(term: Term, locale: Locale) -> str:
    """The words of a choice; of a venue, its name and its code."""
    words = term.label(locale)
    if isinstance(term, Venue):
        return words if words == term.code else f"{words} ({term.code})"
    return capitalise(words)


def folded(words: str) -> str:
    """Without accents and in lower case, for searching."""
    if words.isascii():
        return words.lower()
    return "".join(_letters(words))


def _letters(words: str) -> Iterator[str]:
    letters = unicodedata.normalize("NFKD", words.casefold().replace("œ", "oe"))
    return (letter for letter in letters if not unicodedata.combining(letter))
