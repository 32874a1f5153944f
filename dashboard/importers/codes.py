"""Find which of our codes a cell means; ``values`` has the rules that all parsers share."""

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping

from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Text, text
from dashboard.importers.faults import UnknownValueError, echo
from dashboard.importers.files.source import Cell
from dashboard.importers.values import Parse, as_text, yes_or_no
from dashboard.importers.words import listed, nearest, plain

_LONGEST_CHOICE = 12

CODE_LABEL = " – "
_BETWEEN_CHOICES = re.compile(r"[;\n\r]")
_BETWEEN_CODES = re.compile(r"[\s,]+")
_BETWEEN_LANGUAGES = re.compile(r"\s+/\s+")


def if_chosen(option: str, chosen: Callable[[], tuple[str, ...]]) -> Parse:
    """Parse a column for one option: ``chosen()`` if the cell says yes or repeats the option."""

    def parse(cell: Cell) -> tuple[str, ...]:
        return chosen() if as_text(cell) == option.strip() or yes_or_no(cell) else ()

    return parse


def one_of(ways: Mapping[str, str], known: Iterable[Term], what: Text) -> Parse:
    """Parse one code, written in any of the ``ways`` (plain words); a way may mean a blank.

    A fault lists ``known`` as the choice.
    """
    choice = {term.code: term for term in known}
    names = {way: code for way, code in ways.items() if code}
    blank = ways.keys() - names

    def remedy(written: str) -> Text:
        meant = nearest(written, names)
        likely = _with_a_word_of(written, names)
        first = sorted(choice.values(), key=lambda term: term.code not in likely)
        return _choose_among(first, choice[meant] if meant else None)

    def parse(cell: Cell) -> str:
        written = as_text(cell)
        if blank and not blank.isdisjoint((written, plain(written))):
            return ""
        found = written if written in choice else names.get(plain(written)) or names.get(written)
        found = found or _in_two_languages(written, names) or _labelled(written, choice)
        if found is None:
            problem = text("“{value}” is not {what}", value=echo(written), what=what)
            raise UnknownValueError(problem, lambda: remedy(written), written=written)
        return found

    return parse


def many_of(names: Mapping[str, str], known: Iterable[Term], what: Text) -> Parse:
    """Codes separated by semicolons, commas, line ends or spaces, each once, sorted."""
    read = one_of(names, known, what)  # nothing for a word that counts as blank

    def codes(written: str) -> Iterator[str]:
        if plain(written) in names or written in names:
            yield written
            return
        parts = [part for part in _BETWEEN_CODES.split(written) if part]
        yield from parts if any(plain(part) in names for part in parts) else [written]

    def parse(cell: Cell) -> tuple[str, ...]:
        parts = [part for part in _BETWEEN_CHOICES.split(as_text(cell)) if part.strip()]
        found = {read(code) for part in parts for code in codes(part.strip())}
        return tuple(sorted(found - {""}))

    return parse


def written_in(cell: Cell, *, several: bool = False) -> set[str]:
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


def _choose_among(choice: Collection[Term], meant: Term | None) -> Text:
    if meant:
        return text("Did you mean “{meant}”?", meant=meant)
    if not choice:
        return text("There are none yet: import them first")
    return text("Write one of: {choice}", choice=listed(choice, most=_LONGEST_CHOICE))
