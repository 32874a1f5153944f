"""A Dash app whose one callback does nothing: what any Dash page takes for a change."""

from dash import Dash, Input, Output, html
from flask import Flask

GO, DONE = "go", "done"


def server() -> Flask:
    """The app, for gunicorn."""
    app = Dash(__name__, compress=False, serve_locally=True)
    app.layout = html.Div([html.Button("go", id=GO), html.P(id=DONE)])

    @app.callback(Output(DONE, "children"), Input(GO, "n_clicks"), prevent_initial_call=True)
    def _nothing(clicks: int) -> str:
        return f"{clicks}"

    flask: Flask = app.server
    return flask
