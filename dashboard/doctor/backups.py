"""The age of the newest backup, and whether it would be lost together with the database."""

import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from dashboard.backup.files import ENDING, opened
from dashboard.backup.manifest import UnfitError, read
from dashboard.doctor.findings import Diagnosis, fine, watch, wrong
from dashboard.i18n import plural, text

OLD, TOO_OLD = timedelta(days=2), timedelta(days=8)


def backups(folder: Path | None, database: Path | None, now: datetime) -> Iterator[Diagnosis]:
    """Findings on the newest backup file; ``database`` is the path of an SQLite file."""
    if folder is None:
        yield watch(
            text("The age of the backups cannot be checked: IMPACT_BACKUP_DIR is not set"),
            text("Set it to the folder of the backups, and run “impact backup” every night"),
        )
        return
    newest = max(_made(folder), default=None)
    if newest is None:
        yield wrong(
            text("There is no backup in {folder}", folder=str(folder)),
            text("Run “impact backup” every night"),
        )
        return
    made, path = newest
    yield _age(now - made, path.name)
    mode = path.stat().st_mode
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield watch(
            text("Other users of this machine can read the backup {file}", file=path.name),
            text("Restrict access: “chmod 600 {file}”", file=path.name),
        )
    if database and database.exists() and database.stat().st_dev == path.stat().st_dev:
        yield watch(
            text("The backups are on the database’s disk, and would be lost with it"),
            text("Copy them to another machine as well"),
        )


def _made(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """Each backup file, and when it was made according to its manifest."""
    for path in folder.glob(f"*{ENDING}") if folder.is_dir() else ():
        try:
            with opened(path) as file:
                yield datetime.fromisoformat(read(file).made_at), path
        except (OSError, UnfitError, ValueError, sqlite3.Error):
            continue


def _age(age: timedelta, name: str) -> Diagnosis:
    hours = max(round(age.total_seconds() / 3600), 0)
    if age <= OLD:
        return fine(
            plural(
                "The newest backup, {file}, is {count} hour old",
                "The newest backup, {file}, is {count} hours old",
                hours,
                file=name,
            )
        )
    said = plural(
        "The newest backup, {file}, is {count} day old",
        "The newest backup, {file}, is {count} days old",
        hours // 24,
        file=name,
    )
    remedy = text("Find out why no newer one was made, and run “impact backup” now")
    return wrong(said, remedy) if age > TOO_OLD else watch(said, remedy)
