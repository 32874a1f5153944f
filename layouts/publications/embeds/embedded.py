"""The callbacks' places in an embedded view, without words and the same for everyone.

The page is complete before any script runs; these places only let it be redrawn.
"""

from dash import dcc, html
from dash.development.base_component import Component

ROOT = "embed-live"
QUERY, TICKET, DRAWING, DRAWN = "embed-query", "embed-ticket", "embed-drawing", "embed-drawn"
CLOCK, RENEWED, PAGE = "embed-clock", "embed-renewed", "embed-page"
RENEWED_EVERY_SECONDS = 300  # well before a ticket expires


def root() -> Component:
    """The places; they use memory only, so blocked storage does no harm."""
    return html.Div(
        [
            *(dcc.Store(id=name) for name in (QUERY, TICKET, DRAWING, DRAWN, RENEWED, PAGE)),
            dcc.Interval(id=CLOCK, interval=1000 * RENEWED_EVERY_SECONDS),
        ],
        id=ROOT,
    )
