"""Folds whose content a change of the filters sends only where they are open.

The first page has all of it, so that folds open without a script. ``assets/shared/later.js`` asks
for what was left out when a fold is opened, or pointed at.
"""

from typing import Any

from dash.development.base_component import Component

from dashboard.i18n import Locale, text
from layouts.shared import html
from layouts.shared.attributes import data


def later(*places: str) -> dict[str, Any]:
    """Attributes of a fold: the ids of the places in it that can wait."""
    return data(later=" ".join(places))


def loading(locale: Locale) -> Component:
    """Where such a fold says, also to screen readers, that its content is on the way."""
    missed = text("This could not be loaded. Close this part, and open it again.")
    return html.Div(
        role="status",
        className="more__loading",
        **data(loading=text("Loading…").say(locale), missed=missed.say(locale)),
    )
