"""``impact brief``, as it is typed."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.commands.export import Query, Role
from dashboard.cli.commands.options import AsJson, done_by
from dashboard.domain.publications.files import BriefLanguage

File = Annotated[Path, typer.Argument(help="A .pdf or .pptx file to write.")]
Language = Annotated[
    BriefLanguage | None,
    typer.Option("--lang", help="Its language; LC_ALL, LC_MESSAGES or LANG by default."),
]


@done_by("brief")
def brief(
    file: File,
    *,
    lang: Language = None,
    query: Query = "",
    role: Role = "committee",
    as_json: AsJson = False,
) -> None:
    """Write the brief: what the explore view shows to that role, on paper or as slides.

    --json prints {"status": "done" or "refused", "file": path}, and "demonstration": true when all
    of it is invented.
    """
