"""``impact template``, as it is typed."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, done_by

File = Annotated[Path, typer.Argument(help="An .xlsx file to write.")]


@done_by("template")
def template(file: File, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Write a workbook to fill in with sessions, for `impact import sessions`.

    --lang chooses its language. --json prints {"status": "done" or "refused", "file": path}.
    """
