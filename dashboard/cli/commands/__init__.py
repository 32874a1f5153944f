"""What can be typed: the commands with their arguments and help, without what they do."""

import typer

from dashboard.cli.commands import (
    check,
    data,
    embeds,
    export,
    publish,
    send,
    tokens,
    users,
)
from dashboard.cli.commands.backup import backup
from dashboard.cli.commands.brief import brief
from dashboard.cli.commands.database import migrate
from dashboard.cli.commands.demonstration import demo
from dashboard.cli.commands.doctor import doctor
from dashboard.cli.commands.options import application
from dashboard.cli.commands.restore import restore
from dashboard.cli.commands.serve import serve
from dashboard.cli.commands.template import template

GROUPS = {
    "import": data,
    "export": export,
    "check": check,
    "publish": publish,
    "embeds": embeds,
    "send": send,
    "users": users,
    "tokens": tokens,
}


def impact() -> typer.Typer:
    """The command ``impact`` with all its subcommands."""
    app = application(name="impact", no_args_is_help=True)

    @app.callback()
    def impact() -> None:
        """The imPACT dashboard: its database, its files and its pages."""

    for command in (serve, migrate, demo, backup, restore, doctor, template, brief):
        app.command()(command)
    for name, module in GROUPS.items():
        app.add_typer(module.group(), name=name)
    return app
