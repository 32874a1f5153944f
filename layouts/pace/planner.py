"""What if: the controls of a scenario, beside the curve that shows it."""

from collections.abc import Iterator
from functools import cache

from dash.development.base_component import Component

from dashboard.domain.progress.scenario import MOST, NAMES, NUMBER, terms_by_name
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.shared import choices
from layouts.shared import html
from layouts.shared.attributes import data, label
from layouts.shared.controls import labelled, native_input
from layouts.shared.drawing import slot

NAME = "curve"
FIELDS = {name: slot(f"{NAME}_field_{name}") for name in NAMES}
ON_THE_SLIDER = 20  # sessions; with MOST, its steps would be hard to hit


def section(locale: Locale, vocabulary: Vocabulary) -> Component:
    """Native controls, whose result is announced when it changes."""
    sessions = labelled(
        text("Extra sessions a month").say(locale),
        FIELDS[NUMBER],
        html.Div(id=slot(NAME, NUMBER), className="curve__slider"),
    )
    selects = html.Div([*_selects(locale, vocabulary)], className="curve__fields")
    said = html.P(id=slot(NAME, "what-if"), className="curve__what-if", role="status")
    return html.Details(
        [html.Summary(text("What if?").say(locale)), sessions, selects, said],
        className="more curve__planner",
    )


@cache
def number(locale: Locale) -> list[object]:
    """A slider with its number, in the form that the browser's script redraws."""
    common = data(field=NUMBER, default="0") | {"min": "0", "step": "1"}
    words = text("Extra sessions a month").say(locale)
    return [
        native_input(
            common
            | {"id": FIELDS[NUMBER], "type": "range", "max": str(ON_THE_SLIDER), "value": "0"}
        ),
        native_input(
            common
            | {"type": "number", "max": str(MOST), "value": "0", "className": "form-control"}
            | label(words)
        ),
    ]


def _selects(locale: Locale, vocabulary: Vocabulary) -> Iterator[Component]:
    """The choices of the scenario; the first of each is the default that addresses omit."""
    for name, terms in terms_by_name(vocabulary).items():
        select = html.Select(
            [html.Option(capitalise(term.label(locale)), value=term.code) for term in terms],
            id=FIELDS[name],
            className="form-select",
            autoComplete="off",
            **data(field=name, default=terms.codes[0] if terms else ""),
        )
        words = choices.dimension(name.removeprefix("add_"))
        yield labelled(capitalise(words.say(locale)), FIELDS[name], select)
