"""Recognise headers written as questions: they say the same as a title in more words.

Nothing is guessed. A header's gist is what remains without filler words (listed below). It must
equal one of the column's phrases exactly.
"""

import re
from collections.abc import Iterable

from dashboard.importers.words import plain


def _listed(words: str, between: str = " ") -> frozenset[str]:
    return frozenset(words.split(between))


_SAYS_NOTHING = _listed(
    # "s" is what is left of "facilitator(s)"; "t" and "elle" of « a-t-elle »
    "a an and are be code codes did does for give has have in is it of our please select s "
    "the their there this to took us was we were what which write you your choose enter indicate "
    "au aux avez c ce ces cet cette choisir choisissez d dans de des du elle elles en est et etait "
    "etaient ete il ils indiquer indiquez inscrire inscrivez j l la le les leur leurs ont par "
    "plait pour quel quelle quelles quels qu que qui s selectionner selectionnez sont svp t un une "
    "veuillez vos votre vous y"
)
_COUNTING = _SAYS_NOTHING | _listed(
    "adult adults age aged ages attend attended attendees between category count each from "
    "group groups how many number old olds participant participants participating "
    "participation participations people person persons present range reached students took "
    "part who year years yrs young youth youths adulte adultes agees ans avaient avait chaque "
    "combien e es eleves entre groupe groupes jeune jeunes joints n nb nbre no nombre participe "
    "participant personne personnes presentes presents rejoints tranche"
)
_HINT = re.compile(r"\(([^()]*)\)")
_HINTS = _listed(
    "aaaa mm jj|d m y|dd mm yyyy|jj mm aaaa|j m a|mm dd yyyy|mm jj aaaa|yyyy mm dd|"
    "check all that apply|choose one|one only|optional|required|select all that apply|select one|"
    "if known|whole number|"
    "cochez tout ce qui s applique|choisir une reponse|facultatif|facultative|nombre entier|"
    "obligatoire|requis|requise|si connu|si connue|un seul choix",
    between="|",
)
_TAG = re.compile(r"<[^<>]{1,200}>")
_NUMBERED = re.compile(r"\s*(?:[Qq](?:uestion)?\s*)?\d{1,2}\s*[.):]\s+")

# les participantes et participants, participant·e·s, participant(e)s, in plain words
_INCLUSIVE = re.compile(r"\bparticipant(?:es et participants|s et participantes|s? (?:es?|e s))\b")
_PREFIXED = re.compile(
    r"\b(?:ages?|a|n|nb|y|j|youth|jeunes)(?=\d)"
)  # no name may begin with a digit


def bare(header: str) -> str:
    """A header without what forms add: HTML, a number, a hint on how to answer."""
    found = _NUMBERED.sub("", _TAG.sub(" ", header), count=1)
    return _HINT.sub(lambda hint: " " if plain(hint[1]) in _HINTS else hint[0], found)


def gist(header: str) -> str:
    """The gist of a header in plain words: what ``What was the date of the session?`` asks for."""
    return _without(_SAYS_NOTHING, header)


def counted(header: str) -> str:
    """The thing counted, such as ``12 14`` in ``How many youth were 12 to 14 years old?``."""
    return _without(_COUNTING, _PREFIXED.sub("", plain(header)))


def age_phrases(code: str) -> Iterable[str]:
    """How the ages of a group may be written, from a code such as 12-14 or 26-plus."""
    low, _, end = code.partition("-")
    if not low.isdigit():
        unknown = (
            *("age unknown", "age not recorded", "age not known", "unknown age"),
            *("âge inconnu", "âge non précisé", "âge non connu"),
        )
        return unknown if code == "unknown" else ()
    if end != "plus":
        return ()
    over = ("over", "older", "or over", "or older", "or more", "up", "et plus", "ou plus")
    return (*(f"{low} {word}" for word in over), f"over {int(low) - 1}", f"plus de {int(low) - 1}")


def _without(unsaid: frozenset[str], header: str) -> str:
    said = _INCLUSIVE.sub("participants", plain(header))
    return " ".join(word for word in said.split() if word not in unsaid)
