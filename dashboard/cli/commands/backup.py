"""``impact backup``, as it is typed."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, done_by

To = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE",
        help="The file, or a folder where it is named after the date and time. By default, "
        "IMPACT_BACKUP_DIR or the current folder.",
    ),
]
Replace = Annotated[bool, typer.Option("--replace", help="Overwrite an existing file.")]
Keep = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="NUMBER",
        help="Remove older backups from the folder, but not the newest ones.",
    ),
]
KeepDays = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="DAYS", help="Remove older backups from the folder, but none of these days."
    ),
]


@done_by("backup")
def backup(  # noqa: PLR0913 - each is an option
    to: To = None,
    *,
    replace: Replace = False,
    keep: Keep = None,
    keep_days: KeepDays = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Back up the whole database, even while it is served; “impact restore” reads it.

    With --keep and --keep-days, a backup stays if either asks for it. Nothing is removed unless the
    new backup is whole.

    --json prints {"status": "done" or "refused", "file", "bytes", "problems": list of sentences,
    "removed": list of files, and the manifest: "format", "program", "schema", "made_at",
    "made_from", "data_version", "generation", "demonstration", "audit_entries", "audit_digest",
    "last_change", "tables": rows by table, "sha256"}.
    """
