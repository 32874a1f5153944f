"""``impact backup``: write the whole database to one file, and check such a file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from dashboard.backup.files import ExistsError, named
from dashboard.backup.keeping import RetentionPolicy, remove_superfluous
from dashboard.backup.manifest import Unfit, UnfitError
from dashboard.backup.verifying import BackupVerification, verify
from dashboard.backup.writing import NewerError, NothingThereError, Steps, back_up
from dashboard.cli.screen import (
    CommandRefusedError,
    Screen,
    bar,
    command,
    configured_engine,
)
from dashboard.domain.shared.moments import day_of
from dashboard.i18n import Locale, Text, plural, text
from dashboard.settings import Settings


def backup(  # noqa: PLR0913 - each is an option
    to: Path | None,
    *,
    replace: bool,
    keep: int | None,
    keep_days: int | None,
    as_json: bool,
    lang: Locale | None,
) -> None:
    """Back up the whole database, even while it is served; “impact restore” reads it."""
    keeping = RetentionPolicy(keep, keep_days)
    with command(lang, as_json=as_json) as (screen, settings):
        to = to or settings.backup_dir or Path()
        in_folder = to.is_dir()
        if keeping and not in_folder:
            raise CommandRefusedError(
                text(
                    "{file} is not a folder, so there are no older backups to remove", file=str(to)
                ),
                text("Give the folder of the backups"),
            )
        path = (named(to) if in_folder else to).absolute()
        found = write(screen, settings, path, replace=replace)
        removed = () if found.problems else remove_superfluous(path, keeping)
        _show(screen, settings, path, found, removed=list(map(str, removed)))
        for one in removed:
            screen.say(text("Removed, because it is old enough: {file}", file=str(one)))
        if found.problems:
            raise typer.Exit(1)


def check(file: Path, *, as_json: bool, lang: Locale | None) -> None:
    """Check that a backup is intact, and list what is in it; no database is touched."""
    with command(lang, as_json=as_json) as (screen, settings):
        found = verified(screen, file)
        _show(screen, settings, file.absolute(), found)
        if found.problems:
            raise typer.Exit(1)


def write(
    screen: Screen, settings: Settings, path: Path, *, replace: bool = False
) -> BackupVerification:
    """Back up the configured database.

    Raises:
        CommandRefusedError: There is no database, or there is something at the path.
    """
    with configured_engine(settings) as engine:
        if engine.dialect.name == "sqlite" and _are_one(path, Path(engine.url.database or "")):
            raise CommandRefusedError(
                text("{file} is the database itself", file=str(path)),
                text("Give another file, or a folder"),
            )
        with bar(screen, text("Copying")) as on_progress, refusing(path):
            return back_up(engine, path, replace=replace, on_progress=on_progress)


def verified(screen: Screen, path: Path) -> BackupVerification:
    """Read a backup and check that it is intact.

    Raises:
        CommandRefusedError: It is none, or not intact.
    """
    with bar(screen, text("Checking")) as on_progress, refusing(path):
        return verify(path, Steps(on_progress).further)


def _are_one(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file, also through links and ``..``."""
    return path.exists() and other.exists() and path.samefile(other)


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn whatever keeps a backup from being written or read into a refusal in words."""
    try:
        yield
    except ExistsError as error:
        raise CommandRefusedError(
            text("{file} already exists", file=str(error.path)),
            text("Give another file, or overwrite it with --replace"),
        ) from None
    except NothingThereError:
        raise CommandRefusedError(
            text("There is nothing to back up: the database has no tables yet"),
            text("Run “impact migrate” first, or set another database in IMPACT_DATABASE_URL"),
        ) from None
    except NewerError:
        raise CommandRefusedError(
            text("A newer version of the program created this database"),
            text("Use that version, or name another database in IMPACT_DATABASE_URL"),
        ) from None
    except UnfitError as error:
        raise unfit(path, error.why) from None


def unfit(path: Path, why: Unfit) -> CommandRefusedError:
    """Why a file is not restored."""
    remedy = text("Use another backup; “impact check backup FILE” shows which ones are intact")
    problem = {
        Unfit.NO_BACKUP: text("{file} is not a backup of this program", file=str(path)),
        Unfit.FORMAT: text("A newer version of the program created {file}", file=str(path)),
        Unfit.CHANGED: text(
            "{file} is not intact: part of it is missing or was changed", file=str(path)
        ),
    }[why]
    return CommandRefusedError(problem, text("Use that version") if why is Unfit.FORMAT else remedy)


def _show(
    screen: Screen,
    settings: Settings,
    path: Path,
    found: BackupVerification,
    **besides: Any,  # noqa: ANN401 - JSON
) -> None:
    manifest = found.manifest
    screen.answer(
        file=str(path),
        bytes=path.stat().st_size,
        problems=[one.say(screen.locale) for one in found.problems],
        **asdict(manifest),
        **besides,
    )
    screen.say(text("{file} is intact", file=str(path)), "green")
    screen.say(
        text(
            "Made on {day} by version {program}, schema {schema}: {what}",
            day=day_of(manifest.made_at, settings.time_zone),
            program=manifest.program,
            schema=manifest.schema,
            what=counted(manifest.tables),
        )
    )
    screen.say(
        plural(
            "Its audit log has {count} entry and ends with {digest}",
            "Its audit log has {count} entries and ends with {digest}",
            manifest.audit_entries,
            digest=manifest.audit_digest or "–",
        )
    )
    screen.say(text("SHA-256 of its rows: {digest}", digest=manifest.sha256))
    for problem in found.problems:
        screen.say(problem, "red")
    if found.problems:
        screen.say(
            text(
                "The database was already like this when it was copied; such a backup is "
                "not restored"
            ),
            "red",
        )


def counted(tables: Mapping[str, int]) -> tuple[Text, ...]:
    """How much a backup contains, in terms that people know."""
    count = tables.get
    return (
        plural("{count} session", "{count} sessions", count("sessions", 0)),
        plural("{count} venue", "{count} venues", count("venues", 0)),
        plural("{count} account", "{count} accounts", count("users", 0)),
        plural("{count} publication", "{count} publications", count("publications", 0)),
        plural(
            "{count} entry of the audit log",
            "{count} entries of the audit log",
            count("audit_log", 0),
        ),
    )
