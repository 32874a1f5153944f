"""``impact export …``, as it is typed."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from dashboard.cli.commands.options import AsJson, Lang, application, done_by

File = Annotated[Path, typer.Argument(help="A .csv, .xlsx or .ods file to write.")]
Figures = Annotated[Path, typer.Argument(help="An .xlsx or .zip file to write.")]
Query = Annotated[
    str, typer.Option(help="Filters as in a page's address: language=fr&period=2014-15")
]
Role = Annotated[
    Literal["committee", "coordinator"],
    typer.Option(help="For whom; small counts are hidden from the committee."),
]


def group() -> typer.Typer:
    """``impact export``."""
    app = application(help="Write sessions or figures to a file.", no_args_is_help=True)
    app.command()(sessions)
    app.command()(figures)
    return app


@done_by("export")
def sessions(file: File, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Write all sessions with exact counts, in the form that `impact import sessions` reads.

    --json prints {"status": "done" or "refused", "file": path, "rows": number}, and
    "demonstration": true when all of it is invented.
    """


@done_by("export")
def figures(
    file: Figures,
    *,
    query: Query = "",
    role: Role = "committee",
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Write the figures of the explore view, as that role sees them, in one language.

    A workbook (.xlsx) has a sheet for each chart; a .zip has CSV files with their captions.

    --json prints {"status": "done" or "refused", "file": path, "tables": number}, and
    "demonstration": true when all of it is invented.
    """
