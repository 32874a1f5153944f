"""The callbacks of embedded views: publications only, each by a ticket that is looked at anew."""

from collections.abc import Callable

from dash import ClientsideFunction, Dash, Input, Output, State

from layouts.publications.embeds import embedded as view

Redraw = Callable[[object, object], dict[str, str]]
"""From a ticket and what was asked to the figures as HTML and the next ticket."""
Renew = Callable[[object, object], str]
"""From a ticket and the page it belongs to, to the next one."""


def register(app: Dash, redraw: Redraw, renew: Renew) -> None:
    """Wire the places of a page; what refuses is not ours to soften."""
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
