"""A Dash app whose one callback does nothing: what any Dash page takes for a change."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dash import Dash, Input, Output, html
from flask import Flask

from dashboard.places import ROOT
from tests.support import patience
from tests.support.ports import free_port
from tests.support.program import Served, answers

GO, DONE = "go", "done"
CLICK = {
    "output": f"{DONE}.children",
    "outputs": {"id": DONE, "property": "children"},
    "inputs": [{"id": GO, "property": "n_clicks", "value": 1}],
    "changedPropIds": [f"{GO}.n_clicks"],
}
"""What the browser sends when its button is clicked."""


def server() -> Flask:
    """The app, for gunicorn."""
    app = Dash(__name__, compress=False, serve_locally=True)
    app.layout = html.Div([html.Button("go", id=GO), html.P(id=DONE)])

    @app.callback(Output(DONE, "children"), Input(GO, "n_clicks"), prevent_initial_call=True)
    def _nothing(clicks: int) -> str:
        return f"{clicks}"

    flask: Flask = app.server
    return flask


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve the app until the block ends."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "tests.bench.empty:server()"),
        *("--bind", f"127.0.0.1:{port}", "--threads", "4", "--keep-alive", "600"),
        "--no-control-socket",
    ]
    log_file = folder / "empty.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    served = Served(f"http://127.0.0.1:{port}", process, log_file, {})
    try:
        patience.until(lambda: answers(served.url), "the empty app did not answer")
        yield served
    finally:
        served.end()
