"""The command ``impact``; exit codes: 0 done, 1 refused with reasons, 2 wrong usage."""

import typer

from dashboard.cli.on_demand import CommandEntry, application, group_of
from dashboard.private import make_files_private

COMMANDS = {
    "serve": CommandEntry("serve:serve", "Open the dashboard at http://HOST:PORT until Ctrl+C."),
    "migrate": CommandEntry(
        "database:migrate",
        "Create or update the database's tables, and add missing reference data.",
    ),
    "demo": CommandEntry(
        "demonstration:demo",
        "Fill an empty database with the demonstration data (all invented), and publish them once.",
    ),
    "backup": CommandEntry(
        "backup:backup",
        "Back up the whole database, even while it is served; “impact restore” reads it.",
    ),
    "restore": CommandEntry(
        "restore:restore",
        "Replace the whole database with a backup, even while it is served.",
    ),
    "doctor": CommandEntry(
        "doctor:doctor",
        "Check the installation: what is wrong, and how to fix it; safe to send to whoever helps.",
    ),
    "import": CommandEntry("data:group", "Import a CSV, XLSX or ODS file."),
    "export": CommandEntry("export:group", "Write a CSV, XLSX or ODS file."),
    "template": CommandEntry(
        "template:template",
        "Write a workbook to fill in with sessions, for `impact import sessions`.",
    ),
    "check": CommandEntry(
        "checks:group",
        "Check that the data agree: parts with totals, tallies and findings with sessions.",
    ),
    "publish": CommandEntry("static:group", "Publications."),
    "embeds": CommandEntry("embeds:group", "Views granted to partners."),
    "users": CommandEntry("users:group", "The people who may sign in."),
    "tokens": CommandEntry("tokens:group", "API tokens."),
}


def build() -> typer.Typer:
    """Build the command with all its subcommands."""
    app = application(name="impact", cls=group_of(COMMANDS), no_args_is_help=True)

    @app.callback()
    def impact() -> None:
        """The imPACT dashboard: its database, its files and its pages."""

    return app


def main() -> None:
    """The entry point."""
    make_files_private()
    build()()
