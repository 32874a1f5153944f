"""A sentence without a language yet; the edges of the program say it in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, runtime_checkable

from dashboard.i18n import formats
from dashboard.i18n.catalogues import translations
from dashboard.i18n.locale import Locale


@runtime_checkable
class Labelled(Protocol):
    """Anything with a label in each language, such as a reference term."""

    def label(self, locale: Locale) -> str:
        """The label in that language."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that is already in percent, to distinguish it from a plain one."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its code, ``2015-03``, said in words."""

    code: str


@dataclass(frozen=True, slots=True)
class MonthSpan:
    """From one month to another by their codes, said in words."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, said in words."""

    first: date
    last: date


NOTHING: Mapping[str, object] = MappingProxyType({})
MANY = 2
"""So many are said like any more, in both languages."""


class Text(NamedTuple):
    """An English message with named placeholders, and their values.

    The type of a value decides how it is said: numbers and dates in the locale's form, percents,
    terms by their label, texts in turn, tuples as a list ("A, B and C"); strings stay unchanged.
    """

    message: str
    values: Mapping[str, object] = NOTHING
    plural: str | None = None
    number: int = 0

    def __hash__(self) -> int:
        """Without the values, which have none."""
        return hash((self.message, self.plural, self.number))

    def say(self, locale: Locale) -> str:
        """The sentence in that language."""
        template = (
            _translated(self.message, locale)
            if self.plural is None
            else _translated_plural(self.message, self.plural, min(self.number, MANY), locale)
        )
        if not self.values and "{" not in template and "}" not in template:
            return template
        return template.format_map(
            {
                name: one if type(one) is str else _say(one, locale)
                for name, one in self.values.items()
            }
        )


def words_or_blank(words: Text | None, locale: Locale) -> str:
    """What is said in that language; blank if there is nothing to say."""
    return words.say(locale) if words else ""


def text(message: str, **values: object) -> Text:
    """A message to translate; the call also marks it for extraction."""
    return Text(message, values)


def plural(one: str, many: str, count: int, **values: object) -> Text:
    """A message that depends on a count, which it may show as ``{count}``."""
    return Text(one, {"count": count, **values}, many, count)


def sequence(*parts: Text | None, between: str = " ") -> Text:
    """Texts one after the other; those that are ``None`` are left out."""
    said = [part for part in parts if part is not None]
    if len(said) == 1:
        return said[0]
    named = {f"part{at}": part for at, part in enumerate(said)}
    return Text(between.join([f"{{{name}}}" for name in named]), named)


def _say(value: Any, locale: Locale) -> str:  # noqa: ANN401 - of any kind in WAYS
    return _way_of(type(value))(value, locale)  # type: ignore[arg-type] # a class has a hash


WAYS: tuple[tuple[Any, Callable[[Any, Locale], str]], ...] = (
    (Text, Text.say),
    (str, lambda value, _: value),
    (Percent, lambda value, locale: formats.percent(value.value, locale)),
    (Month, lambda value, locale: formats.month(value.code, locale)),
    (MonthSpan, lambda value, locale: formats.months(value.first, value.last, locale)),
    (Days, lambda value, locale: formats.days(value.first, value.last, locale)),
    (int, formats.number),
    (Decimal, formats.number),
    (date, formats.long_date),
    (tuple, lambda value, locale: formats.listing([_say(part, locale) for part in value], locale)),
    (Labelled, lambda value, locale: value.label(locale)),
)
"""How values of each kind are said."""


@lru_cache(4096)  # all messages of the code, and sequences of them
def _translated(message: str, locale: Locale) -> str:
    return translations(locale).gettext(message)


@lru_cache(4096)
def _translated_plural(one: str, many: str, number: int, locale: Locale) -> str:
    return translations(locale).ngettext(one, many, number)


@cache  # of few types; to look for a label takes as long as to say a number
def _way_of(kind: type) -> Callable[[Any, Locale], str]:
    for known, way in WAYS:
        if issubclass(kind, known):
            return way
    msg = f"no words for a {kind.__name__}"
    raise TypeError(msg)
