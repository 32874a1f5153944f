"""Find which of our codes a cell means; ``values`` has the rules that all parsers share."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache

from dashboard.domain.shared.vocabulary import Term, Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.importers.faults import BadValueError, UnknownValueError, echo
from dashboard.importers.files.source import Cell
from dashboard.importers.values import Parse, as_text, yes_or_no
from dashboard.importers.words import listed, nearest, plain

_LONGEST_CHOICE = 12
_FEW, _ALIKE = 5, 3  # choices named even if none is similar; similar ones named at most
_HARDLY_ALIKE = 0.5
_REMEMBERED = 1000

CODE_LABEL = " – "
IN_THE_LIST = text("in the list")
"""Where people find all codes of a field that offers them while they type."""
_BETWEEN_CHOICES = re.compile(r"[;\n\r]")
_BETWEEN_CODES = re.compile(r"[\s,]+")
_AND = ("&", "and", "et")
_BETWEEN_LANGUAGES = re.compile(r"\s+/\s+")


def if_chosen(option: str, chosen: Callable[[], tuple[str, ...]]) -> Parse:
    """Parse a column for one option: ``chosen()`` if the cell says yes or repeats the option."""

    def parse(cell: Cell) -> tuple[str, ...]:
        return chosen() if as_text(cell) == option.strip() or yes_or_no(cell) else ()

    return parse


NoneYet = tuple[Text, Text]  # what is wrong as long as there is nothing to choose, and the remedy
NO_ADVICE: Mapping[str, Text] = {}
_NONE_YET = (
    text("There is nothing to choose from yet"),
    text("Add it on the page “Reference data”"),
)


def one_of(  # noqa: PLR0913 - what a column of codes says of itself
    ways: Mapping[str, str],
    known: Iterable[Term],
    what: Text,
    where: Text | None = None,
    none: NoneYet = _NONE_YET,
    *,
    advice: Mapping[str, Text] = NO_ADVICE,
) -> Parse:
    """Parse one code, written in any of the ``ways`` (plain words); a way may mean a blank.

    A fault lists ``known`` as the choice. If people find all of them ``where`` this says, it names
    only those that are similar. As long as there are none, ``none`` is the problem and the remedy.
    ``advice`` is the remedy for words that mean now one code, now another, in plain words.
    """
    choice = {term.code: term for term in known}
    names = {way: code for way, code in ways.items() if code}
    blank = ways.keys() - names
    many = where if len(choice) > _FEW else None
    otherwise = _some_of((), len(choice), many) if many else _any_of(tuple(choice.values()))

    @lru_cache(_REMEMBERED)  # the same word is often in many rows
    def probable(written: str) -> str | None:
        return None if plain(written) in advice else nearest(written, names)

    @lru_cache(_REMEMBERED)
    def remedy(written: str) -> Text:
        if advised := advice.get(plain(written)):
            return advised
        if meant := probable(written):
            return text("Did you mean “{meant}”?", meant=choice[meant])
        likely = _with_a_word_of(written, names)
        if many:
            alike = [*dict.fromkeys((*_similar(written, names), *sorted(likely)))][:_ALIKE]
            shown = [term for code, term in choice.items() if code in alike]
            return _some_of(shown, len(choice), many)
        return _any_of(sorted(choice.values(), key=lambda term: term.code not in likely))

    def parse(cell: Cell) -> str:
        written = as_text(cell)
        if blank and not blank.isdisjoint((written, plain(written))):
            return ""
        found = written if written in choice else names.get(plain(written)) or names.get(written)
        found = found or _in_two_languages(written, names) or _labelled(written, choice)
        if found is None and not choice:
            raise BadValueError(*none, of_all=True)
        if found is None:
            problem = text("“{value}” is not {what}", value=echo(written), what=what)
            raise UnknownValueError(
                problem,
                lambda: remedy(written),
                written=written,
                otherwise=otherwise,
                probable=lambda: probable(written),
                advice=advice.get(plain(written)),
            )
        return found

    return parse


def many_of(
    names: Mapping[str, str],
    known: Iterable[Term],
    what: Text,
    where: Text | None = None,
    none: NoneYet = _NONE_YET,
) -> Parse:
    """Codes separated by semicolons, commas, “and”, line ends or spaces, each once, sorted."""
    read = one_of(names, known, what, where, none)  # nothing for a word that counts as blank
    between = {"", *_AND}.difference(names)  # “ET” may be somebody’s code

    def codes(written: str) -> Iterator[str]:
        if plain(written) in names or written in names:
            yield written
            return
        parts = [part for part in _BETWEEN_CODES.split(written) if part.lower() not in between]
        yield from parts if any(plain(part) in names for part in parts) else [written]

    def parse(cell: Cell) -> tuple[str, ...]:
        parts = [part for part in _BETWEEN_CHOICES.split(as_text(cell)) if part.strip()]
        found = {read(code) for part in parts for code in codes(part.strip())}
        return tuple(sorted(found - {""}))

    return parse


def written_in(cell: Cell, *, several: bool) -> set[str]:
    """The words of a cell: the whole, and each part between semicolons.

    If the cell may have ``several`` codes, also each part between commas and spaces.
    """
    whole = as_text(cell)
    found = {whole, *(part.strip() for part in _BETWEEN_CHOICES.split(whole))}
    return found.union(*map(_BETWEEN_CODES.split, found)) if several else found


def _in_two_languages(written: str, names: Mapping[str, str]) -> str | None:
    """The code of “youth workshop / atelier pour les jeunes”, when both sides mean the same."""
    parts = _BETWEEN_LANGUAGES.split(written)
    found = {names.get(plain(part)) for part in parts}
    return found.pop() if len(parts) > 1 and len(found) == 1 else None


def _labelled(written: str, choice: Container[str]) -> str | None:
    """The code of “HS-01 – Blue Heron High School”, as our template's lists have it."""
    found, dash, _ = written.partition(CODE_LABEL)
    return found if dash and found in choice else None


def _with_a_word_of(written: str, names: Mapping[str, str]) -> set[str]:
    """The codes whose names have a word of what is written."""
    words = set(plain(written).split())
    return {code for way, code in names.items() if not words.isdisjoint(way.split())}


def _similar(written: str, names: Mapping[str, str]) -> list[str]:
    """The codes of names that look a little like what is written, the most similar first."""
    found = get_close_matches(plain(written)[:100], names, n=_ALIKE, cutoff=_HARDLY_ALIKE)
    return [names[name] for name in found]


def _some_of(alike: Sequence[Term], of_all: int, where: Text) -> Text:
    if not alike and where is IN_THE_LIST:
        return text("Choose one from the list")
    if not alike:
        return text("Write one of the {count} codes {where}", count=of_all, where=where)
    return text(
        "Write one of: {choice}; {count} others are {where}",
        choice=listed(alike),
        count=of_all - len(alike),
        where=where,
    )


def _any_of(choice: Sequence[Term]) -> Text:
    return text("Write one of: {choice}", choice=listed(choice, most=_LONGEST_CHOICE))


def with_code(venue: Term, words: Vocabulary) -> Term:
    """The venue with its code in its labels; all cells that take codes accept these.

    Names may be alike, and a sensitive venue has none: its type stands beside its code.
    """
    code = venue.code
    return Term(code, *(_code_and(code, words.venue_words(venue, each)) for each in Locale))


def _code_and(code: str, label: str) -> str:
    return code if label in ("", code) else f"{code}{CODE_LABEL}{label}"
