"""Fill templates of HTML and SVG: what is put in is escaped, unless it is HTML already."""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

AS_IT_IS = Markup, int, float
WORDS_KEPT = 4096
"""An answer has some 160 words and numbers to escape, most of which the last answer had, too."""


def filled(template: Markup, **values: object) -> Markup:
    """The template with its values, as ``template.format`` fills it, in an eighth of the time."""
    for name, one in values.items():
        if type(one) is str:
            values[name] = escaped(one)
        elif not isinstance(one, AS_IT_IS):
            values[name] = escape(one)
    return _as_html(str.format_map(template, values))  # each is escaped, or a number


def joined(parts: Iterable[str]) -> Markup:
    """HTML one after the other; ``Markup.join`` would look at each part, which is HTML already."""
    return _as_html("".join(parts))


def _as_html(written: str) -> Markup:
    """What is HTML already; ``Markup`` itself would first ask it for its HTML."""
    return str.__new__(Markup, written)


@lru_cache(WORDS_KEPT)
def escaped(words: str) -> str:
    """What is escaped, as plain words: ``str.format`` puts them in faster than HTML."""
    return str(escape(words))
