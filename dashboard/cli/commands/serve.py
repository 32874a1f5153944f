"""``impact serve``, as it is typed."""

from typing import Annotated

import typer

from dashboard.cli.commands.options import Lang, done_by

Host = Annotated[str, typer.Option(help="An address of this machine.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Number of processes.")]


@done_by("serve")
def serve(
    host: Host = "127.0.0.1", port: Port = 8050, workers: Workers = 1, lang: Lang = None
) -> None:
    """Open the dashboard at http://HOST:PORT until Ctrl+C.

    Where systemd has opened a socket for it, that one is used, whatever HOST and PORT are.
    """
