"""``impact restore``: restore a backup into either kind of database."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from sqlalchemy import Engine

from dashboard.backup.files import ExistsError, free, named
from dashboard.backup.manifest import Manifest
from dashboard.backup.published import OtherPublicationsError
from dashboard.backup.restoring import (
    DatabaseContents,
    DemonstrationError,
    held,
    mark,
)
from dashboard.backup.restoring import restore as bring_back
from dashboard.backup.rows import RowError
from dashboard.backup.site import NotASiteError, OnSite, publications
from dashboard.backup.writing import Steps
from dashboard.cli.backup import counted, refusing, verified
from dashboard.cli.restored import tell, tell_marked
from dashboard.cli.screen import (
    CommandRefusedError,
    Screen,
    author,
    bar,
    command,
    configured_engine,
    migrated_engine,
)
from dashboard.domain.shared.moments import day_of
from dashboard.i18n import Locale, text
from dashboard.trouble import Trouble, trouble


def restore(  # noqa: PLR0913 - each is an option
    file: Path | None,
    *,
    yes: bool,
    static: Path | None,
    backup_to: Path | None,
    without_backup: bool,
    as_json: bool,
    lang: Locale | None,
) -> None:
    """Replace the database with a backup; without one, mark it as restored by other tools."""
    with command(lang, as_json=as_json) as (screen, settings):
        if file is None:
            with migrated_engine(settings) as engine:
                tell_marked(screen, mark(engine, author()))
            return
        manifest = _whole(screen, file)
        site = _site(static)
        with configured_engine(settings) as engine, refusing(file), _refusing():
            found = held(engine)
            keep = None
            if found:
                _ask(screen, found, manifest, settings.time_zone, yes=yes)
                keep = None if without_backup else (backup_to or _place(engine)).absolute()
            with bar(screen, text("Restoring")) as on_progress:
                told = Steps(on_progress, 3 * manifest.rows).further
                outcome = bring_back(
                    engine, file, manifest, author(), keep=keep, site=site, on_rows=told
                )
        tell(screen, manifest, outcome, keep)


def _whole(screen: Screen, file: Path) -> Manifest:
    found = verified(screen, file)
    if found.problems:
        raise CommandRefusedError(
            found.problems[0],
            text("Use another backup; “impact check backup FILE” shows which ones are intact"),
        )
    return found.manifest


def _site(folder: Path | None) -> tuple[OnSite, ...] | None:
    try:
        return publications(folder) if folder else None
    except NotASiteError:
        raise CommandRefusedError(
            text("{folder} is not one of our public sites, or was changed", folder=str(folder)),
            text("Give the DIR that “impact publish --static DIR” wrote"),
        ) from None


def _place(engine: Engine) -> Path:
    """Where to keep the replaced data: beside the database, or in the current folder."""
    on_sqlite = engine.dialect.name == "sqlite" and engine.url.database
    folder = Path(str(engine.url.database)).parent if on_sqlite else Path()
    return free(named(folder, "impact-before-restore"))


def _ask(
    screen: Screen, found: DatabaseContents, manifest: Manifest, time_zone: str, *, yes: bool
) -> None:
    """Ask whether the current data may be replaced.

    Raises:
        CommandRefusedError: The answer is no, or nobody can answer.
    """
    lost = text(
        "The database contains {what}; its last change was on {day}",
        what=counted(found.tables),
        day=day_of(found.last_change, time_zone) if found.last_change else "–",
    )
    comes = text(
        "The backup is from {day} and contains {what}",
        day=day_of(manifest.made_at, time_zone),
        what=counted(manifest.tables),
    )
    if yes:
        screen.say(lost)
        screen.say(comes)
        return
    way_out = text("To replace it without confirmation: --yes")
    if screen.as_json or not sys.stdin.isatty():
        raise CommandRefusedError(lost, way_out)
    for said in (lost, comes):
        screen.say(said, "bold")
    if not typer.confirm(text("Replace everything in the database?").say(screen.locale)):
        raise CommandRefusedError(text("Nothing was changed"), way_out)


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn whatever keeps a backup from being restored into a refusal in words."""
    nothing = text("Nothing was changed; set another, empty database in IMPACT_DATABASE_URL")
    try:
        yield
    except ExistsError as error:
        raise CommandRefusedError(
            text("{file} already exists", file=str(error.path)),
            text("Keep the replaced data in another file: --backup-to FILE"),
        ) from None
    except DemonstrationError:
        problem = text(
            "This is a backup of the demonstration, and the database contains a real project"
        )
        raise CommandRefusedError(problem, nothing) from None
    except OtherPublicationsError as error:
        problem = text(
            "Publication {number} of the backup is not the one that was published here",
            number=str(error.number),
        )
        raise CommandRefusedError(problem, nothing) from None
    except RowError as error:
        problem = text(
            "The database rejects a row of the backup’s table {table}", table=error.table
        )
        raise CommandRefusedError(problem, nothing) from None
    except Exception as error:
        if trouble(error) is not Trouble.DAMAGED:
            raise
        raise CommandRefusedError(
            text("The existing database is damaged"),
            text(
                "Stop the server, move the file and the files beside it that end in "
                "-wal and -shm, and restore again"
            ),
        ) from None
