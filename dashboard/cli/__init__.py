"""The command ``impact``: 0 done, 1 refused with reasons, 2 wrong usage."""

import typer

from dashboard.cli.on_demand import Entry, application, group_of
from dashboard.private import make_files_private

COMMANDS = {
    "serve": Entry("serve:serve", "Open the dashboard at http://HOST:PORT until Ctrl+C."),
    "migrate": Entry(
        "database:migrate",
        "Make or update the database's tables, and add the reference data that it lacks.",
    ),
    "demo": Entry(
        "demonstration:demo",
        "Fill an empty database with the demonstration data, and publish them once; "
        "all is invented.",
    ),
    "backup": Entry(
        "backup:backup",
        "Write a copy of the whole database, also while it is served; “impact restore” reads it.",
    ),
    "restore": Entry(
        "restore:restore",
        "Put a backup in the place of the whole database, also while it is served.",
    ),
    "doctor": Entry(
        "doctor:doctor",
        "Tell what is wrong in plain words, and what to do; it may be sent to who helps.",
    ),
    "import": Entry("data:group", "Import a CSV, XLSX or ODS file."),
    "export": Entry("export:group", "Write a CSV, XLSX or ODS file."),
    "template": Entry(
        "template:template",
        "Write a workbook to fill sessions in with, that `impact import sessions` reads as it is.",
    ),
    "check": Entry(
        "checks:group",
        "Check that the data agree with themselves: parts with totals, tallies with sessions.",
    ),
    "publish": Entry("static:group", "What leaves the organization."),
    "embeds": Entry("embeds:group", "What partners may show."),
    "users": Entry("users:group", "The people who may sign in."),
    "tokens": Entry("tokens:group", "What programs show to read the API."),
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
