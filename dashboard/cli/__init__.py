"""The command ``impact``: 0 done, 1 refused with reasons, 2 wrong usage."""

import typer

from dashboard.cli.on_demand import Entry, application, group_of
from dashboard.private import make_files_private

COMMANDS = {
    "serve": Entry("serve:serve", "Open the dashboard at http://HOST:PORT until Ctrl+C."),
    "migrate": Entry(
        "database:migrate",
        "Create or update the database's tables, and add missing reference data.",
    ),
    "demo": Entry(
        "demonstration:demo",
        "Fill an empty database with the demonstration data (all invented), and publish them once.",
    ),
    "backup": Entry(
        "backup:backup",
        "Back up the whole database, even while it is served; “impact restore” reads it.",
    ),
    "restore": Entry(
        "restore:restore",
        "Replace the whole database with a backup, even while it is served.",
    ),
    "doctor": Entry(
        "doctor:doctor",
        "Check the installation: what is wrong, and how to fix it; safe to send to whoever helps.",
    ),
    "import": Entry("data:group", "Import a CSV, XLSX or ODS file."),
    "export": Entry("export:group", "Write a CSV, XLSX or ODS file."),
    "template": Entry(
        "template:template",
        "Write a workbook to fill in with sessions, for `impact import sessions`.",
    ),
    "check": Entry(
        "checks:group",
        "Check that the data are consistent: parts with totals, tallies with sessions.",
    ),
    "publish": Entry("static:group", "Publications."),
    "embeds": Entry("embeds:group", "Views granted to partners."),
    "users": Entry("users:group", "The people who may sign in."),
    "tokens": Entry("tokens:group", "API tokens."),
}


def build() -> typer.Typer:
    """The command with all that it can do."""
    app = application(name="impact", cls=group_of(COMMANDS), no_args_is_help=True)

    @app.callback()
    def impact() -> None:
        """The imPACT dashboard: its database, its files and its pages."""

    return app


def main() -> None:
    """The entry point."""
    make_files_private()
    build()()
