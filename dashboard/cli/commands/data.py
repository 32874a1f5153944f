"""``impact import …``, as it is typed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, application
from dashboard.domain.importing.answers import HandNumbering, LikelyCopies, StruckOut

File = Annotated[Path, typer.Argument(help="A CSV (UTF-8), XLSX or ODS file.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check and report; save nothing.")]
Sheet = Annotated[
    list[str] | None,
    typer.Option(
        "--sheet",
        help="A sheet of the workbook to read; repeat it for several. Without it, all visible "
        "sheets with the same columns are read; the file is rejected if any differ.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore-column", help="A header of the file to ignore; repeat it for several."),
]
Match = Annotated[
    list[str] | None,
    typer.Option(
        "--match",
        metavar="HEADER=COLUMN",
        help="The column that a header of the file means, such as “Place=venue”; repeat it for "
        "several.",
    ),
]
Constant = Annotated[
    list[str] | None,
    typer.Option(
        "--constant",
        metavar="COLUMN=VALUE",
        help="The value of a column that the file lacks, the same in all rows, such as "
        "status=delivered; repeat it for several.",
    ),
]
Struck = Annotated[
    StruckOut | None,
    typer.Option(help="Whether struck-through rows are kept, or left out."),
]
HandNumbers = Annotated[
    HandNumbering | None,
    typer.Option(
        help="References numbered from 1: unique in all your files, or made from the file’s "
        "name, too.",
    ),
]
Copies = Annotated[
    LikelyCopies,
    typer.Option(
        help="Whether likely duplicates are imported too, left out, or reject the whole file.",
    ),
]
RightDates = Annotated[
    list[datetime] | None,
    typer.Option(
        "--right-date",
        formats=["%Y-%m-%d"],
        help="A correct date that is far from all others; repeat it for several.",
    ),
]

REFERENCE_DATA = {
    "venues": "Import venues: code, venue_type, area, label_en, label_fr.",
    "facilitators": "Import facilitators, one row per training: code, language, trained_on.",
    "targets": "Import targets: indicator, value, due, effective_from, reason_en, reason_fr "
    "(or reason).",
}


def group() -> typer.Typer:
    """``impact import``."""
    app = application(help="Import a CSV, XLSX or ODS file.", no_args_is_help=True)
    app.command()(sessions)
    for subject, help_ in REFERENCE_DATA.items():
        app.command(subject, help=help_)(_reference(subject))
    return app


def sessions(  # noqa: PLR0913 - its options
    file: File,
    *,
    sheet: Sheet = None,
    match: Match = None,
    ignore_column: Ignore = None,
    constant: Constant = None,
    struck_out: Struck = None,
    numbers: HandNumbers = None,
    right_date: RightDates = None,
    copies: Copies = LikelyCopies.KEEP,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Import sessions, one row per session; its reference is the file's own id."""
    from dashboard.cli import data as work
    from dashboard.importers.oddities import OddityAnswers
    from dashboard.importers.order import ImportOrder

    days = frozenset(moment.date() for moment in right_date or ())
    order = partial(
        ImportOrder,
        file,
        dry_run=dry_run,
        sheets=tuple(sheet or ()) or None,
        by_hand=work.by_hand(ignore_column, constant),
        named=work.named(match),
        copies=work.LEAVING_OUT[copies],
        answers=OddityAnswers(struck_out, numbers, days),
    )
    work.bring_in("sessions", order, as_json=as_json, lang=lang)


def _reference(subject: str) -> Callable[..., None]:
    """The command that imports ``subject``; nothing odd in such a file is ever asked about."""

    def command(  # noqa: PLR0913 - its options
        file: File,
        *,
        sheet: Sheet = None,
        match: Match = None,
        ignore_column: Ignore = None,
        dry_run: DryRun = False,
        as_json: AsJson = False,
        lang: Lang = None,
    ) -> None:
        from dashboard.cli import data as work
        from dashboard.importers.order import ImportOrder

        order = partial(
            ImportOrder,
            file,
            dry_run=dry_run,
            sheets=tuple(sheet or ()) or None,
            by_hand=work.by_hand(ignore_column),
            named=work.named(match),
        )
        work.bring_in(subject, order, as_json=as_json, lang=lang)

    return command
