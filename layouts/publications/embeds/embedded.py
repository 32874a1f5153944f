"""What an embedded view keeps while it is open: places without words, the same for everyone.

The page itself is whole before any script runs; these only let it be redrawn.
"""

from dash import dcc, html
from dash.development.base_component import Component

ROOT = "embed-live"
QUERY, TICKET, DRAWING, DRAWN = "embed-query", "embed-ticket", "embed-drawing", "embed-drawn"
CLOCK, RENEWED, PAGE = "embed-clock", "embed-renewed", "embed-page"
RENEWED_EVERY_SECONDS = 300  # well before a ticket ends


def root() -> Component:
    """In memory only: where storage is blocked, nothing is missing."""
    return html.Div(
        [
            *(dcc.Store(id=name) for name in (QUERY, TICKET, DRAWING, DRAWN, RENEWED, PAGE)),
            dcc.Interval(id=CLOCK, interval=1000 * RENEWED_EVERY_SECONDS),
        ],
        id=ROOT,
    )
