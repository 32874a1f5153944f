"""A status as a sign with words, never by colour alone."""

from dash.development.base_component import Component

from dashboard.cards import StatusMark
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS


def mark(found: StatusMark | None) -> list[Component]:
    """A status with its sign; empty without a status."""
    if found is None:
        return []
    return [
        html.P(
            [html.Span(found.sign, **HIDDEN_FROM_READERS), found.label],
            className=f"status status--{found.code.replace('_', '-')}",
        )
    ]
