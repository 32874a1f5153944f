"""Words compared as people write them: without case, accents, punctuation or kind of space."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from dashboard.domain.vocabulary import Term

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def plain(words: str) -> str:
    """``Durée (minutes)`` and ``duree_minutes`` both become ``duree minutes``."""
    decomposed = unicodedata.normalize("NFKD", words.replace("+", " plus ").replace("œ", "oe"))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", letters.casefold()).strip()


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, as it is written; empty when none is near."""
    by_plain = {plain(other): other for other in known}
    found = get_close_matches(plain(word)[:100], by_plain, n=1, cutoff=0.6)
    return by_plain[found[0]] if found else ""


def names(
    terms: Collection[Term], aliases: Mapping[str, Iterable[str]] | None = None
) -> dict[str, str]:
    """Code by each way to write it: code, labels, aliases; a way that could mean two is none.

    A code wins over another term's label.
    """
    codes, others = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for term in terms:
        codes[plain(term.code)].add(term.code)
        for way in (term.label_en, term.label_fr, *(aliases or {}).get(term.code, ())):
            others[plain(way)].add(term.code)
    ways = (others | codes).items()
    return {way: next(iter(found)) for way, found in ways if way and len(found) == 1}
