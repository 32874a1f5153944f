"""A choice of the one part that a phone shows at a time; wider screens and paper show all of them.

Radio buttons and rules of style do it, so it works before any script: one tab stop, arrow keys.
"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from layouts.shared.controls import Control, native_input

SHOWN = 6
"""The rules of style know as many parts; any further ones are always shown."""


def one_of(name: str, legend: str, parts: Sequence[str | list[str | Component]]) -> Component:
    """The choice among ``parts``, the first of which is chosen.

    It stands in an element of the class ``one-of-some``; its order is that of the parts in
    ``one-of-some__parts``.
    """
    choices = [_choice(f"{name}-{at}", name, words, at) for at, words in enumerate(parts[:SHOWN])]
    return html.Fieldset(
        [html.Legend(legend, className="visually-hidden"), *choices], className="one-of"
    )


def _choice(identity: str, name: str, words: str | list[str | Component], at: int) -> Component:
    radio: Control = native_input(
        {"type": "radio", "id": identity, "name": name, "value": str(at), "checked": at == 0}
    )
    return html.Div([radio, html.Label(words, htmlFor=identity)], className="one-of__way")
