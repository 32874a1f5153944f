"""Find text in notes that may identify a person: a phone number, an address, a name.

Notes describe what happened and need not name anybody. The rules are few and look at the text
alone. They remind the writer and never refuse a note, because they miss what a reader would see.

English and French use capitals for much besides names. So a word counts as a name only

* after a title, such as Ms., Dr., Mme or M.: ``Mme Tremblay``;
* after a phrase about a person. Two words with capitals must follow “with”, “by”, “par” or “avec”:
  ``met with Sarah Johnson``. One is enough after “a girl named”, “her name is” or “s'appelle”.

No word of a name may be a day, a month, or a common part of the names of places, languages and
organizations (Police, Centre, École); nor may such a word follow. At least one word must be missing
from the names of the project's venues and partners.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple


class IdentifyingKind(StrEnum):
    """What kind of text identifies a person, in display order."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"


def identifying(note: str, known: Collection[str] = ()) -> tuple[IdentifyingKind, ...]:
    """The kinds that a note seems to contain; ``known`` are words that name no person."""
    found = {
        IdentifyingKind.PHONE: _SEVEN_DIGITS.search(note) and _PHONE.search(note),
        IdentifyingKind.EMAIL: "@" in note and _EMAIL.search(note),
        IdentifyingKind.ADDRESS: _DIGIT.search(note) and _ADDRESS.search(note),
        IdentifyingKind.NAME: _CAPITAL_INSIDE.search(note) and _names_somebody(note, known),
    }
    return tuple(kind for kind, is_there in found.items() if is_there)


def words_of(names: Collection[str]) -> frozenset[str]:
    """The words in the names of venues and partners, in the form that ``identifying`` takes."""
    return frozenset(word.casefold() for name in names for word in _WORD.findall(name))


def _listed(words: str, between: str = " ") -> frozenset[str]:
    return frozenset(words.split(between))


_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_DIGIT, _SEVEN_DIGITS = re.compile(r"\d"), re.compile(r"(?:\d[^\w]{0,3}){6}\d")
# 613-555-0123, (613) 555 0123, 6135550123; +33 1 23 45 67 89; 01 23 45 67 89; tel. 555-0123
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+?1[\s.-]?)?(?:\([2-9]\d\d\)\s?[2-9]\d\d[\s.\u2011-]"
    r"|[2-9]\d\d[\s.\u2011-][2-9]\d\d[\s.\u2011-]|[2-9]\d\d[2-9]\d\d)\d{4}(?![\w-])"
    r"|\+\d{1,3}(?:[\s.()-]{0,2}\d{1,4}){3,6}\b"
    r"|(?<![\w.,/-])0\d(?:[\s.]\d\d){4}(?![\w-])"
    r"|\b(?:t[eé]l(?:[eé]phone)?|phone|cell(?:ulaire)?|call|appeler|text)\b[.:\s]{1,3}"
    r"\d{3}[\s.-]\d{4}\b",
    re.IGNORECASE,
)
# K1A 0B1; 123 Bank Street; 45, rue de la Montagne
_ADDRESS = re.compile(
    r"\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d\b"
    r"|\b\d{1,5}[A-Za-z]?,? (?:[A-ZÀ-Þ][\w'’.-]{1,40} ){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Crescent|Cres|Lane|Parkway|Pkwy)\b"
    r"|\b\d{1,5}[A-Za-z]?,? (?:rue|boulevard|boul\.|avenue|av\.|chemin|promenade|croissant)"
    r" (?:(?:de|du|des|la|le|les) |[ld]['’])*[A-ZÀ-Þ]"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PARTS = re.compile(r"[-'’]")
# a capital in mid-sentence or after a title; most notes have none and need no closer look
_CAPITAL_INSIDE = re.compile(r"[^\s.!?;:]\s[A-ZÀ-Þ]|\b(?:Mrs?|Ms|Mx|M|Dre?|Sgt|Cst|Const|Det)\.\s")

_TITLES = _listed(
    "Mr Mrs Ms Miss Mx Dr Dre Sgt Cst Const Det Mme Mlle Monsieur Madame Mademoiselle"
)
_ABBREVIATED = _TITLES | {"M"}  # before a point
_BEFORE_TWO = _listed(
    "by with told met asked thank contact student girl boy mother father par avec rencontré "
    "rencontrée remercie remercier contacter élève fille garçon mère père"
) | _listed("talked to|spoke to|thanks to|parlé à|merci à", "|")
_NAMED = _listed("named nommé nommée prénommé prénommée appelé appelée")
_SOMEBODY = _listed(
    "girl boy youth student child woman man person participant fille garçon jeune élève enfant "
    "femme homme personne participante"
)
_BEFORE_ONE = {f"{who} {named}" for who in _SOMEBODY for named in _NAMED} | _listed(
    "name is|name was|s'appelle|m'appelle|nom est|prénom est", "|"
)
_TIMES = _listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december lundi mardi mercredi jeudi vendredi "
    "samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre "
    "décembre the and of la le les des aux"
)
_OF_PLACES = _listed(
    "academy académie action agence agency aid aide alliance amis anglais anglophone animateur "
    "animatrice army armée association atelier attorney auditorium avenue awareness bank "
    "barrhaven bibliothèque big bilingual board boys brothers building bureau cafeteria cafétéria "
    "canada canadian canadienne canadiennes catholic catholique center centraide centre "
    "chaplaincy children church city class clinic clinique club coach coalition collectif "
    "collective college collège comité committee communauté community conseil constable "
    "coordinator coordonnateur coordonnatrice council counsellor county cour couronne court crime "
    "croix cross crown dame department directeur director directrice discussion drive droits east "
    "education elementary enfants english est facebook facilitator families famille familles "
    "family femmes filles first fondation forum foundation foyer francophone français french "
    "friends frères garçons gatineau gendarmerie girls gloucester google grade grands group "
    "groupe guides gym gymnase hall health help high home hommes hortons hospital hotline house "
    "hub human hôpital imsafe indigenous institut institute internet inuit jeunes jeunesse kanata "
    "kids lakes law league legal library ligne ligue line lodge maison mall men microsoft middle "
    "ministries ministry ministère montreal montréal mosque museum musée métis nation nations "
    "nepean network news nord north notre nurse office officer ontario orléans ottawa ouest pact "
    "parc parents park personnes phone place plan plaza police principal procureur program "
    "programme project projet public publique quebec québec radio red refuge region regional "
    "renaissance residents rights road room rouge royale rue région réseau résidents saint sainte "
    "salle salut salvation santé school schools scouts secondaire secondary service services "
    "session sessions shelter sisters social sociaux society société soeurs south st ste stoppers "
    "street student students sud séance séances sûreté sœurs teacher team teams terrace times "
    "toronto town trafficking training traite transpo travailleur travailleuse tribunal united "
    "university université vanier victim victimes victims ville way west women workshop youth "
    "zoom école écoles écoute éducation église élèves élémentaire équipe"
)

_NO_NAMES = _TIMES | _OF_PLACES


class _Word(NamedTuple):
    """A word, and the characters between it and the word before."""

    text: str
    gap: str


def _names_somebody(note: str, known: Collection[str]) -> bool:
    words = [*_words(note)]
    return any(
        _is_name(name, following, known)
        for at in range(1, len(words))
        for name, following in _candidates(words, at)
    )


def _words(note: str) -> Iterator[_Word]:
    end = 0
    for found in _WORD.finditer(note):
        yield _Word(found[0], note[end : found.start()])
        end = found.end()


def _candidates(words: Sequence[_Word], at: int) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Possible names, each as its first word and the words that continue it."""
    word, before = words[at], words[at - 1]
    if not _is_capital(word.text):
        return
    if word.gap.isspace() and before.text in _TITLES:
        yield [word.text], ()
    elif word.gap.startswith(".") and word.gap[1:].isspace() and before.text in _ABBREVIATED:
        # “a.m. Then” is no title
        if words[at - 1].gap != ".":
            yield [word.text], ()
    elif word.gap.isspace():
        cues = _cues(words, at)
        last = at + 1 if not _is_initial(words, at + 1) else at + 2
        if not cues.isdisjoint(_BEFORE_ONE):
            yield [word.text], ()
        elif not cues.isdisjoint(_BEFORE_TWO) and _goes_on(words, last):
            yield [word.text, words[last].text], [*_following(words, last + 1)]


def _cues(words: Sequence[_Word], at: int) -> set[str]:
    one = words[at - 1].text.casefold().replace("’", "'")
    two = f"{words[at - 2].text.casefold()} {one}" if at > 1 and words[at - 1].gap.isspace() else ""
    return {one, two}


def _following(words: Sequence[_Word], at: int) -> Iterator[str]:
    """Words with a capital, and the one after them: “… Friendship Centre”."""
    while _follows(words, at):
        yield words[at].text.casefold()
        if not _is_capital(words[at].text):
            return
        at += 1


def _goes_on(words: Sequence[_Word], at: int) -> bool:
    """Whether a word with a capital goes on with a name."""
    return at < len(words) and words[at].gap.strip(".").isspace() and _is_capital(words[at].text)


def _follows(words: Sequence[_Word], at: int) -> bool:
    return at < len(words) and words[at].gap.isspace()


def _is_initial(words: Sequence[_Word], at: int) -> bool:
    return _follows(words, at) and len(words[at].text) == 1 and words[at].text.isupper()


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _is_name(name: Sequence[str], following: Sequence[str], known: Collection[str]) -> bool:
    said = [word.casefold() for word in name]
    parts = {part for word in said for part in _PARTS.split(word)}
    if not parts.isdisjoint(_NO_NAMES) or not _OF_PLACES.isdisjoint(following):
        return False
    return not all(word in known for word in said)
