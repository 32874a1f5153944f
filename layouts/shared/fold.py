"""A fold of the filters: a summary with the number of chosen terms, and a panel below it."""

from dash.development.base_component import Component

from dashboard.domain.shared.filters import NAMES
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from layouts.shared import html
from layouts.shared.attributes import data

CONTROLS = {name: f"filter-{name}" for name in NAMES}
KEPT = 24
"""A page has seven folds. One with a hundred venues takes up to 170 kB, most others 10."""


def fold(locale: Locale, name: str, title: Text, body: Component) -> Component:
    """Closed, with ``body`` in its panel."""
    return html.Details(
        [
            html.Summary([capitalise(title.say(locale)), " ", count(locale)]),
            html.Div(body, className="filter__panel"),
        ],
        className=f"filter filter--{name.replace('_', '-')}",
        **data(filter=name),
    )


def count(locale: Locale) -> Component:
    """How many terms are chosen; the browser's script fills it in."""
    return html.Span(
        [html.Span(), html.Span(" " + text("chosen").say(locale), className="visually-hidden")],
        className="filter__count",
        hidden=True,
    )
