"""The callbacks of embedded views. They show publications only, and check each ticket anew."""

from collections.abc import Callable

from dash import ClientsideFunction, Dash, Input, Output, State

from layouts.publications.embeds import embedded as view

Redraw = Callable[[object, object], dict[str, str]]
"""Takes a ticket and a query; returns the figures as HTML and the next ticket."""
Renew = Callable[[object, object], str]
"""Takes a ticket and the page it belongs to; returns the next ticket."""


def register(app: Dash, redraw: Redraw, renew: Renew) -> None:
    """Register the callbacks of a page; a refusal passes through unchanged."""
    app.clientside_callback(
        ClientsideFunction("embed", "ticket"),
        Output(view.TICKET, "data"),
        Input(view.ROOT, "id"),
        Input(view.DRAWING, "data"),
        Input(view.RENEWED, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("embed", "draw"),
        Output(view.DRAWN, "data"),
        Input(view.DRAWING, "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(view.DRAWING, "data"),
        inputs={"query": Input(view.QUERY, "data"), "ticket": State(view.TICKET, "data")},
        prevent_initial_call=True,
    )
    def _redraw(query: object, ticket: object) -> dict[str, str]:
        return redraw(ticket, query)

    @app.callback(
        Output(view.RENEWED, "data"),
        inputs={
            "_": Input(view.CLOCK, "n_intervals"),
            "ticket": State(view.TICKET, "data"),
            "of": State(view.PAGE, "data"),
        },
        prevent_initial_call=True,
    )
    def _renew(_: object, ticket: object, of: object) -> str:
        return renew(ticket, of)
