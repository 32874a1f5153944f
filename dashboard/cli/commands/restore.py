"""``impact restore``, as it is typed."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang

File = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="A backup made by “impact backup”.", show_default=""),
]
Yes = Annotated[bool, typer.Option("--yes", help="Replace without confirmation: for scripts.")]
Static = Annotated[
    Path | None,
    typer.Option(
        "--static",
        metavar="DIR",
        help="The folder of the public site, to find what was published since.",
    ),
]
KeepAt = Annotated[
    Path | None,
    typer.Option("--backup-to", metavar="FILE", help="Where to back up what is replaced."),
]
WithoutBackup = Annotated[
    bool, typer.Option("--without-backup", help="Do not back up what is replaced.")
]
Mark = Annotated[
    bool,
    typer.Option("--mark", help="Without FILE: the database was already restored by other tools."),
]


def restore(  # noqa: PLR0913 - each is an option
    context: typer.Context,
    file: File = None,
    *,
    yes: Yes = False,
    static: Static = None,
    backup_to: KeepAt = None,
    without_backup: WithoutBackup = False,
    mark_only: Mark = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Replace the whole database with a backup, even while it is served.

    What was ended since the backup stays ended, everybody signs in again, and what was published
    since stays. --json prints {"status": "done" or "refused", "backup": the manifest or null,
    "replaced": the file with what was there or null, "generation", "unknown": whether later
    publications may be lost, "carried": {"publications", "withdrawals", "lost"}, "ended":
    {"accounts", "tokens", "feeds", "grants"}}.
    """
    if (file is None) is not mark_only:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
    from dashboard.cli import restore as work

    work.restore(
        file,
        yes=yes,
        static=static,
        backup_to=backup_to,
        without_backup=without_backup,
        as_json=as_json,
        lang=lang,
    )
