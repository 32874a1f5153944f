"""What a Dash callback costs that does nothing: the floor below every filter change.

Run as a program, it serves an empty dashboard by the same server as ours.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

from dash import Dash, Input, Output, State, html

from tests.support.ports import free_port
from tests.support.program import Served


def app() -> object:
    """A Dash app whose one callback answers the same short text to everybody."""
    made = Dash(__name__, suppress_callback_exceptions=True)
    made.layout = html.Div()

    @made.callback(
        Output("view-drawing", "data"),
        Input("view-query", "data"),
        State("view-here", "data"),
    )
    def _answer(_query: object, _here: object) -> dict[str, str]:
        return {"nothing": "new"}

    return made.server


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve the empty dashboard until the block ends."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "tests.bench.floor:app()"),
        *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4"),
        *("--keep-alive", "600", "--log-level", "error"),
    ]
    log = folder / "floor.log"
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
    try:
        _wait(port, process)
        yield Served(f"http://127.0.0.1:{port}", process, log, {})
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/_dash-dependencies")
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.05)
    msg = "the empty dashboard did not start"
    raise RuntimeError(msg)
