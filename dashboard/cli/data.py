"""``impact import …``."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import typer

from dashboard.cli.reports import as_data, show
from dashboard.cli.screen import Screen, author, command, migrated_engine, today
from dashboard.database import reading
from dashboard.domain.importing.answers import LikelyCopies
from dashboard.domain.importing.by_hand import ByHand
from dashboard.i18n import Locale, text
from dashboard.importers.importing import import_file
from dashboard.importers.order import ImportOrder, LeavingOut, OnProgress, Phase, quiet
from dashboard.queries.shared.state import state

LEAVING_OUT = {
    LikelyCopies.LEAVE: LeavingOut(),
    LikelyCopies.KEEP: None,
    LikelyCopies.REFUSE: LeavingOut(answered=False),
}
_PHASES = {
    Phase.CHECKING: text("Checking"),
    Phase.COMPARING: text("Comparing"),
    Phase.WRITING: text("Writing"),
}


def bring_in(
    subject: str, order: partial[ImportOrder], *, as_json: bool, lang: Locale | None
) -> None:
    """Import a file of sessions, venues, facilitators or targets, and print its report.

    What the order lacks is the day, whose it is, and whom to tell of its progress.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with _progress(screen) as on_progress:
            whole = order(today=today(settings), author=author(), on_progress=on_progress)
            report = import_file(engine, subject, whole)
        with reading(engine) as connection:
            demonstration = state(connection).demonstration
        screen.data(as_data(report, screen.locale, demonstration=demonstration))
        show(report, screen)
        if demonstration:
            screen.say(
                text("This is the demonstration database: all of its data are invented"), "yellow"
            )
            screen.say(text("For your own data, set another database in IMPACT_DATABASE_URL"))
        if report.refused:
            raise typer.Exit(1)


def by_hand(ignored: Sequence[str] | None, said: Sequence[str] | None = None) -> ByHand:
    """The headers to ignore, and the values stated for all rows, by column code.

    Raises:
        typer.BadParameter: A value has no column, or a column has two.
    """
    constants: dict[str, str] = {}
    for one in said or ():
        column, equals, value = one.partition("=")
        if not equals or column in constants:
            why = "Write COLUMN=VALUE, such as status=delivered, and each column once."
            raise typer.BadParameter(why, param_hint="--constant")
        constants[column] = value
    return ByHand(dict.fromkeys(ignored or (), ""), constants=constants)


def named(matches: Sequence[str] | None) -> dict[str, str]:
    """The name of a column by the header that it stands under.

    Raises:
        typer.BadParameter: A header has no column, or more than one.
    """
    found: dict[str, str] = {}
    for one in matches or ():
        header, equals, column = (part.strip() for part in one.rpartition("="))
        if not (equals and header and column) or header in found:
            why = "Write HEADER=COLUMN, such as “Place=venue”, and each header once."
            raise typer.BadParameter(why, param_hint="--match")
        found[header] = column
    return found


@contextmanager
def _progress(screen: Screen) -> Iterator[OnProgress]:
    """A progress bar with rows per second, on a terminal only: elsewhere none is even loaded."""
    if not screen.err.is_terminal:
        yield quiet
        return
    from rich.progress import (  # noqa: PLC0415 - only then
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(*columns, console=screen.err, transient=True) as bar:
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
