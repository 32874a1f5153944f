"""A choice of the one part that a phone shows at a time; wider screens and paper show all of them.

Radio buttons and rules of style do it, so it works before any script: one tab stop, arrow keys.
"""

from collections.abc import Mapping
from itertools import islice

from dash.development.base_component import Component

from layouts.shared import html
from layouts.shared.controls import Control, native_input

Words = str | list[str | Component]
SHOWN = 6
"""The rules of style know as many parts; any further ones are always shown."""


def one_of(
    name: str, legend: str, parts: Mapping[str, Words], chosen: str | None = None
) -> Component:
    """The choice among ``parts``, by their codes; the first is chosen, unless ``chosen`` is given.

    It stands in an element of the class ``one-of-some``; its order is that of the parts in
    ``one-of-some__parts``.
    """
    first = chosen if chosen in parts else next(iter(parts), None)
    choices = [
        _choice(name, code, words, is_chosen=code == first)
        for code, words in islice(parts.items(), SHOWN)
    ]
    return html.Fieldset(
        [html.Legend(legend, className="visually-hidden"), *choices], className="one-of"
    )


def _choice(name: str, code: str, words: Words, *, is_chosen: bool) -> Component:
    identity = f"{name}-{code}"
    radio: Control = native_input(
        {"type": "radio", "id": identity, "name": name, "value": code, "checked": is_chosen}
    )
    return html.Div([radio, html.Label(words, htmlFor=identity)], className="one-of__way")
