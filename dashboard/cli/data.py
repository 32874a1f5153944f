"""``impact import …``."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from dashboard.cli.on_demand import application
from dashboard.cli.reports import as_data, show
from dashboard.cli.screen import AsJson, Lang, Screen, author, command, migrated_engine
from dashboard.database import reading
from dashboard.domain.importing.by_hand import ByHand
from dashboard.i18n import Locale, text
from dashboard.importers import OddityAnswers, OnProgress, Phase, import_file
from dashboard.importers.oddities import HandNumbering, StruckOut
from dashboard.queries.shared.state import state
from dashboard.settings import Settings

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
RightDates = Annotated[
    list[datetime] | None,
    typer.Option(
        "--right-date",
        formats=["%Y-%m-%d"],
        help="A correct date that is far from all others; repeat it for several.",
    ),
]

_PHASES = {
    Phase.CHECKING: text("Checking"),
    Phase.COMPARING: text("Comparing"),
    Phase.WRITING: text("Writing"),
}


def group() -> typer.Typer:
    """``impact import``."""
    app = application(help="Import a CSV, XLSX or ODS file.", no_args_is_help=True)
    for command_ in (sessions, venues, facilitators, targets):
        app.command()(command_)
    return app


def sessions(  # noqa: PLR0913 - its options
    file: File,
    *,
    sheet: Sheet = None,
    ignore_column: Ignore = None,
    constant: Constant = None,
    struck_out: Struck = None,
    numbers: HandNumbers = None,
    right_date: RightDates = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Import sessions, one row per session; its reference is the file's own id."""
    days = frozenset(moment.date() for moment in right_date or ())
    _import(
        "sessions",
        file,
        sheet,
        ignore_column,
        _constants(constant or ()),
        answers=OddityAnswers(struck_out, numbers, days),
        dry_run=dry_run,
        as_json=as_json,
        lang=lang,
    )


def venues(  # noqa: PLR0913 - its options
    file: File,
    *,
    sheet: Sheet = None,
    ignore_column: Ignore = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Import venues: code, venue_type, area, label_en, label_fr."""
    _import("venues", file, sheet, ignore_column, dry_run=dry_run, as_json=as_json, lang=lang)


def facilitators(  # noqa: PLR0913 - its options
    file: File,
    *,
    sheet: Sheet = None,
    ignore_column: Ignore = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Import facilitators, one row per training: code, language, trained_on."""
    _import("facilitators", file, sheet, ignore_column, dry_run=dry_run, as_json=as_json, lang=lang)


def targets(  # noqa: PLR0913 - its options
    file: File,
    *,
    sheet: Sheet = None,
    ignore_column: Ignore = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Import targets: indicator, value, due, effective_from, reason_en, reason_fr (or reason)."""
    _import("targets", file, sheet, ignore_column, dry_run=dry_run, as_json=as_json, lang=lang)


def _import(  # noqa: PLR0913 - what the four commands take
    subject: str,
    file: Path,
    sheets: list[str] | None,
    ignored: list[str] | None,
    constants: Mapping[str, str] = {},
    *,
    answers: OddityAnswers | None = None,
    dry_run: bool,
    as_json: bool,
    lang: Locale | None,
) -> None:
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with _progress(screen) as on_progress:
            report = import_file(
                engine,
                subject,
                file,
                today=today(settings),
                author=author(),
                dry_run=dry_run,
                sheets=sheets or None,
                answers=answers,
                by_hand=ByHand(dict.fromkeys(ignored or (), ""), constants=constants),
                on_progress=on_progress,
            )
        with reading(engine) as connection:
            demonstration = state(connection).demonstration
        screen.data(as_data(report, screen.locale, demonstration=demonstration))
        show(report, screen)
        if demonstration:
            _say_where_real_data_go(screen)
        if report.refused:
            raise typer.Exit(1)


def _constants(said: Sequence[str]) -> dict[str, str]:
    """The values stated for all rows, by column code."""
    constants: dict[str, str] = {}
    for one in said:
        column, equals, value = one.partition("=")
        if not equals or column in constants:
            why = "Write COLUMN=VALUE, such as status=delivered, and each column once."
            raise typer.BadParameter(why, param_hint="--constant")
        constants[column] = value
    return constants


def _say_where_real_data_go(screen: Screen) -> None:
    screen.say(text("This is the demonstration database: all of its data are invented"), "yellow")
    screen.say(text("For your own data, set another database in IMPACT_DATABASE_URL"))


def today(settings: Settings) -> date:
    """The calendar's day, in the demonstration too.

    The demonstration's own today, the data-as-of date, is used for silence, pace and overdue. If it
    were used here, no session after the latest one could be imported.
    """
    return datetime.now(ZoneInfo(settings.time_zone)).date()


@contextmanager
def _progress(screen: Screen) -> Iterator[OnProgress]:
    """A progress bar with rows per second, on a terminal only."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(
        *columns, console=screen.err, transient=True, disable=not screen.err.is_terminal
    ) as bar:
        tasks = {
            phase: bar.add_task(words.say(screen.locale), total=1.0, visible=False, rate="")
            for phase, words in _PHASES.items()
        }

        def tell(phase: Phase, rows: int, fraction: float) -> None:
            elapsed = bar.tasks[tasks[phase]].elapsed or 0.0
            rate = text(
                "{rows} rows, {rate} per second", rows=rows, rate=round(rows / max(elapsed, 0.01))
            )
            bar.update(tasks[phase], completed=fraction, visible=True, rate=rate.say(screen.locale))

        yield tell
