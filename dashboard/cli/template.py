"""``impact template``."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.screen import AsJson, CommandRefusedError, Lang, command, migrated_engine
from dashboard.database import reading
from dashboard.exports.template import write_template
from dashboard.i18n import text

File = Annotated[Path, typer.Argument(help="An .xlsx file to write.")]


def template(file: File, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Write a workbook to fill in with sessions, for `impact import sessions`.

    --lang chooses its language. --json prints {"status": "done" or "refused", "file": path}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        if file.suffix.lower() != ".xlsx":
            raise CommandRefusedError(
                text("Unknown file type: {name}", name=file.name),
                text("End the name with .xlsx"),
            )
        with reading(engine) as connection:
            write_template(connection, file, screen.locale)
        screen.data({"status": "done", "file": str(file)})
        screen.say(text("Written: {name}", name=str(file)), "green")
