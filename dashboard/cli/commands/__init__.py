"""What can be typed: the commands with their arguments and help, without what they do."""

from importlib import import_module
from typing import Any

import typer

from dashboard.cli.commands.options import application

COMMANDS = {
    "serve": "serve",
    "migrate": "database",
    "demo": "demonstration",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
    "template": "template",
    "brief": "brief",
}
"""Functions, and the modules here that have them."""
GROUPS = {
    "import": "data",
    "export": "export",
    "check": "check",
    "publish": "publish",
    "embeds": "embeds",
    "send": "send",
    "users": "users",
    "tokens": "tokens",
}


def impact(asked: str = "") -> typer.Typer:
    """The command ``impact`` with the subcommand that is asked for; if there is none, with all."""
    app = application(name="impact", no_args_is_help=True)

    @app.callback()
    def impact() -> None:
        """The imPACT dashboard: its database, its files and its pages."""

    is_one = asked in COMMANDS or asked in GROUPS
    for name, module in COMMANDS.items():
        if not is_one or name == asked:
            app.command()(getattr(_loaded(module), name))
    for name, module in GROUPS.items():
        if not is_one or name == asked:
            app.add_typer(_loaded(module).group(), name=name)
    return app


def _loaded(module: str) -> Any:  # noqa: ANN401 - with functions of several kinds
    return import_module(f"{__name__}.{module}")
