"""Passwords that nobody may use, because attackers try them first (NIST SP 800-63B-4, 3.1.1.2).

Blocked are passwords that an attacker reaches within few guesses, with lists of leaked passwords,
names, common words, keyboard rows and dates. So are passwords made of the account's own words.
"""

import re
from enum import Enum, auto
from unicodedata import combining, normalize
from urllib.parse import urlsplit

FEWEST_GUESSES = 10**9
LONGEST_GUESSED = 72  # characters: what begins so well is good, and the time grows by the square
PROJECT = ("impact", "pact", "ottawa")
FRENCH = (  # the library knows the English ones; without accents
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre"),
    *("octobre", "novembre", "decembre", "printemps", "ete", "automne", "hiver"),
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    *("bonjour", "bonsoir", "salut", "bienvenue", "merci", "motdepasse", "secret", "soleil"),
    *("amour", "jetaime", "chocolat", "hockey", "gatineau", "quebec", "montreal", "outaouais"),
)
SHORTEST_WORD = 3
MOST_OTHER_LETTERS = 2
INSTEAD_OF_LETTERS = {"a": "4@", "e": "3", "i": "1!", "l": "1", "o": "0", "s": "5$", "t": "7"}


class Weakness(Enum):
    """Why a password is blocked."""

    OWN_WORDS = auto()
    COMMON = auto()


def weakness(password: str, name: str, base_url: str) -> Weakness | None:
    """What makes this account's password easy to guess; ``None`` if nothing does."""
    if _is_made_of(password, own_words(name, base_url)):
        return Weakness.OWN_WORDS
    return Weakness.COMMON if _guesses(password) < FEWEST_GUESSES else None


def own_words(name: str, base_url: str) -> set[str]:
    """The project's words, and the parts of the account's name and of the dashboard's address."""
    said = f"{name} {urlsplit(base_url).hostname or ''}"
    parts = re.findall(r"[^\W\d_]+", _folded(said))
    return {*PROJECT, *(part for part in parts if len(part) >= SHORTEST_WORD)}


def _is_made_of(password: str, words: set[str]) -> bool:
    """Whether the password has one of the words, and hardly any other letter.

    Capitals make no difference, nor do signs in place of letters (``0tt@w4``).
    """
    longest_first = sorted(words, key=len, reverse=True)
    rest, found = re.subn("|".join(map(_pattern, longest_first)), " ", _folded(password))
    return found > 0 and sum(map(str.isalpha, rest)) <= MOST_OTHER_LETTERS


def _pattern(word: str) -> str:
    return "".join(f"[{letter}{INSTEAD_OF_LETTERS.get(letter, '')}]" for letter in word)


def _folded(said: str) -> str:
    """Without capitals and accents."""
    return _unaccented(said).casefold()


def _unaccented(said: str) -> str:
    return "".join(one for one in normalize("NFKD", said) if not combining(one))


def _guesses(password: str) -> float:
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists take a while, and are rarely needed

    said = _unaccented(password)[:LONGEST_GUESSED]
    return float(zxcvbn(said, user_inputs=list(FRENCH))["guesses"])
