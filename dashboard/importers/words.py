"""Words compared as people write them: without case, accents, punctuation or kind of space."""

import re
import unicodedata
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
    """Code by each way to write it: code, labels, aliases; a way that means two is none."""
    found: dict[str, set[str]] = {}
    for term in terms:
        ways = (term.code, term.label_en, term.label_fr, *(aliases or {}).get(term.code, ()))
        for way in filter(None, map(plain, ways)):
            found.setdefault(way, set()).add(term.code)
    by_code = {plain(term.code): term.code for term in terms}
    return {way: next(iter(codes)) for way, codes in found.items() if len(codes) == 1} | by_code
