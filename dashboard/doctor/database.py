"""Whether the database works, is consistent, and is private."""

import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from dashboard.access import accounts
from dashboard.access.arrivals import is_open
from dashboard.backup.files import is_backup
from dashboard.database import LONG, reading
from dashboard.doctor.findings import Diagnosis, fine, watch, wrong
from dashboard.doctor.machine import MEGABYTE, size
from dashboard.domain.shared.roles import Right
from dashboard.i18n import plural, text
from dashboard.migrations import is_current, is_unknown, revision_of
from dashboard.publications.making.refusals import other_key
from dashboard.publications.making.verifying import faults
from dashboard.queries.integrity import discrepancies
from dashboard.queries.publications.keys import is_other_key
from dashboard.queries.shared.restores import unconfirmed
from dashboard.queries.shared.trail import tampering
from dashboard.sqlite_stamps import INDEX, LOG
from dashboard.tables import AuditEntry
from dashboard.writes.trial import attempt

LONG_LOG = 256 * MEGABYTE
OLDEST_POSTGRESQL = 15


def file_of(engine: Engine) -> Path | None:
    """The path of an SQLite database; ``None`` for other kinds."""
    return Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None


def file(path: Path) -> Iterator[Diagnosis]:
    """Check the file of an SQLite database."""
    if not path.is_file():
        yield wrong(
            text("There is no database at {file}", file=str(path)),
            text("Run “impact migrate”, or correct IMPACT_DATABASE_URL"),
        )
        return
    if is_backup(path):
        yield wrong(
            text("{file} is a backup, which must not change", file=str(path)),
            text("Set a database in IMPACT_DATABASE_URL, and restore the backup into it"),
        )
        return
    parts = [one for ending in ("", LOG, INDEX) if (one := Path(f"{path}{ending}")).exists()]
    if any(one.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) for one in parts):
        yield watch(
            text("Other users of this machine can read the database: {file}", file=str(path)),
            text(
                "Restrict access: “chmod 600 {files}”",
                files=" ".join(one.name for one in parts),
            ),
        )
    log = Path(f"{path}{LOG}")
    if log.exists() and log.stat().st_size > LONG_LOG:
        yield watch(
            text("The database’s log has grown to {size}", size=size(log.stat().st_size)),
            text("A program never stops reading, or was killed: restart what uses the database"),
        )
    yield fine(
        text(
            "SQLite {version}, {size}",
            version=sqlite3.sqlite_version,
            size=size(sum(one.stat().st_size for one in parts)),
        )
    )


def schema(connection: Connection) -> Iterator[Diagnosis]:
    """Check that the tables have this program's schema."""
    if connection.dialect.name == "postgresql":
        version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        said = text("PostgreSQL {version}", version=str(version).partition(" ")[0])
        if int(str(version).partition(".")[0].partition(" ")[0]) < OLDEST_POSTGRESQL:
            remedy = text("Use PostgreSQL {version} or newer", version=str(OLDEST_POSTGRESQL))
            yield wrong(said, remedy)
        else:
            yield fine(said)
    if is_current(connection):
        return
    if revision_of(connection) is None:
        yield wrong(text("The database has no tables yet"), text("Run “impact migrate”"))
    elif is_unknown(connection):
        yield wrong(
            text("A newer version of the program created this database"),
            text("Install that version"),
        )
    else:
        yield wrong(
            text("The database comes from an older version of the program"),
            text("Make a backup, then run “impact migrate”"),
        )


def trial(engine: Engine) -> Iterator[Diagnosis]:
    """Check that a row can be written and read; raises whatever prevents it."""
    attempt(engine)
    yield fine(text("What is saved can be read again"))


def latest_change(connection: Connection) -> datetime | None:
    """When somebody last changed the data."""
    newest = select(AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1)
    at = connection.scalar(newest)
    return datetime.fromisoformat(at) if at else None


def people(connection: Connection) -> Iterator[Diagnosis]:
    """Check that somebody can manage the dashboard."""
    if is_open(connection):
        yield fine(text("This is the demonstration, which has no sign-in"))
        return
    every = accounts.every(connection)
    if not any(one.role.may(Right.ADMINISTER) and one.active for one in every):
        yield wrong(
            text("Nobody can manage accounts: there is no administrator"),
            text("Run “impact users add NAME --role admin”, which prints a link"),
        )
    yield fine(plural("{count} account", "{count} accounts", len(every)))


def restores(connection: Connection) -> Iterator[Diagnosis]:
    """Check whether an unconfirmed restore blocks publishing."""
    if unconfirmed(connection):
        yield wrong(
            text(
                "Nothing can be published until someone confirms the last publication "
                "after a restore"
            ),
            text(
                "Run “impact publish confirm-restored NUMBER” with the number of the last "
                "publication"
            ),
        )


def key(connection: Connection, own: str) -> Iterator[Diagnosis]:
    """Check whether the latest publication was made with this key, of which this is the digest."""
    if is_other_key(connection, own):
        refused = other_key()
        yield wrong(refused.problem, refused.remedy)


def whole(engine: Engine) -> Iterator[Diagnosis]:
    """Check the file, the sums and the log completely; reads everything."""
    with reading(engine, patience=LONG) as connection:
        if engine.dialect.name == "sqlite":
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            if found != "ok":
                yield wrong(
                    text("The database’s file is damaged"),
                    text("Restore a backup with “impact restore”, which explains how"),
                )
                return
        differences, broken = discrepancies(connection), tampering(connection)
        if differences:
            yield wrong(
                plural(
                    "The data are inconsistent in {count} place",
                    "The data are inconsistent in {count} places",
                    len(differences),
                ),
                text("“impact check” shows where, and how to repair it"),
            )
        if broken:
            yield wrong(
                broken, text("Find out who can write to the database; keep it, and your backups")
            )
        if not (differences or broken):
            yield fine(text("The data are consistent, and their log is intact"))


def publications(engine: Engine) -> Iterator[Diagnosis]:
    """Check that each publication is what was approved, and its proofs."""
    with reading(engine, patience=LONG) as connection:
        found = {one.number for one in faults(connection) if one.number}
    if found:
        yield wrong(
            plural(
                "{count} publication does not match what was approved: {numbers}",
                "{count} publications do not match what was approved: {numbers}",
                len(found),
                numbers=", ".join(map(str, sorted(found))),
            ),
            text("“impact publish verify” explains why; withdraw it until that is clear"),
        )
    else:
        yield fine(text("The publications match what was approved"))
