"""Compare words as people write them: ignore case, accents, punctuation and kinds of space."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Text, sequence
from dashboard.i18n.text import Labelled

T = TypeVar("T")

_COMPARED = 4  # of the most similar words

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
# byte order marks, soft hyphens and zero-width spaces, which copying leaves inside words
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u00ad\u200b\u200c\u200d\u200e\u200f\u2060"))


def plain(words: str) -> str:
    """``Durée (minutes)`` and ``duree_minutes`` both become ``duree minutes``."""
    return _kept(words) if len(words) <= _SHORT else _plain(words)


def _plain(words: str) -> str:
    seen = words.translate(_INVISIBLE).replace("+", " plus ").replace("œ", "oe")
    decomposed = unicodedata.normalize("NFKD", seen)
    if decomposed.isascii():
        return _BETWEEN_WORDS.sub(" ", decomposed.casefold()).strip()
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", letters.casefold()).strip()


# Each import asks about the same headers and names thousands of times.
_SHORT, _MOST = 60, 4096  # characters, answers
_kept = lru_cache(_MOST)(_plain)


def nearest(word: str, ways: Mapping[str, T]) -> T | None:
    """The known word that was probably meant; ``None`` if several are equally near."""
    sought = plain(word)[:100]
    found = get_close_matches(sought, ways, n=_COMPARED, cutoff=0.6)
    likeness = [SequenceMatcher(None, way, sought).ratio() for way in found]
    meant = [ways[way] for way, like in zip(found, likeness, strict=True) if like == likeness[0]]
    return meant[0] if meant and all(one == meant[0] for one in meant) else None


def listed(things: Collection[Labelled], *, most: int | None = None) -> Text:
    """Labels in the reader's language, with commas; after ``most`` of them comes "…"."""
    labels = [label(thing) for thing in islice(things, most)]
    return sequence(*labels, Text("…") if len(labels) < len(things) else None, between=", ")


def label(thing: Labelled) -> Text:
    """Its label, in the reader's language."""
    return Text("{label}", {"label": thing})


def by_code(codes: Iterable[str]) -> tuple[Term, ...]:
    """Terms that readers of both languages know by their code."""
    return tuple(Term(code, code, code) for code in codes)


def names(
    terms: Collection[Term], aliases: Mapping[str, Iterable[str]] | None = None
) -> dict[str, str]:
    """The code by each way to write it: code, labels, aliases; ambiguous ways are left out.

    A code takes precedence over another term's label.
    """
    codes, others = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for term in terms:
        codes[plain(term.code)].add(term.code)
        for way in (term.label_en, term.label_fr, *(aliases or {}).get(term.code, ())):
            others[plain(way)].add(term.code)
    ways = (others | codes).items()
    return {way: next(iter(found)) for way, found in ways if way and len(found) == 1}
