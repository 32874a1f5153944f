"""Verify that a file is a complete, unchanged backup, and read what it says of itself."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from dashboard.backup import manifest as own
from dashboard.backup.files import is_marked, opened
from dashboard.backup.manifest import Manifest, Unfit, UnfitError
from dashboard.backup.rows import Digest, digest, read_file
from dashboard.backup.shapes import shapes
from dashboard.i18n import Text, text
from dashboard.queries.shared.trail import tampering

Told = Callable[[int], None]
MADE_UP = (ValueError, TypeError, KeyError)
"""What reading a file raises that has a seal, but rows and tables as no program of ours makes."""


@dataclass(frozen=True, slots=True)
class BackupVerification:
    """A backup's manifest, and the problems that its data had when it was made."""

    manifest: Manifest
    problems: tuple[Text, ...]


def verify(path: Path, on_rows: Told = lambda _: None) -> BackupVerification:
    """Read a whole backup, and compare it with its manifest.

    Raises:
        UnfitError: It is no backup, or not the one that was written.
        OSError: It can't be read.
    """
    try:
        with opened(path) as file:
            manifest = own.read(file)
            if not own.is_sealed(path, own.said_seal(file)):
                raise UnfitError(Unfit.CHANGED)
            if file.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise UnfitError(Unfit.CHANGED)
            _compare(file, manifest, on_rows)
            return BackupVerification(manifest, tuple(_problems(file)))
    except (sqlite3.Error, *MADE_UP) as error:
        raise UnfitError(Unfit.CHANGED if is_marked(path) else Unfit.NO_BACKUP) from error


def digest_of(file: sqlite3.Connection, on_rows: Told = lambda _: None) -> Digest:
    """The digest of all rows of an open backup."""
    return digest(shapes(file), partial(read_file, file), lambda _, part: on_rows(len(part)))


def _compare(file: sqlite3.Connection, manifest: Manifest, on_rows: Told) -> None:
    found = digest_of(file, on_rows)
    if found.counts != manifest.tables or found.hexadecimal() != manifest.sha256:
        raise UnfitError(Unfit.CHANGED)
    if file.execute("SELECT version_num FROM alembic_version").fetchall() != [(manifest.schema,)]:
        raise UnfitError(Unfit.CHANGED)


def _problems(file: sqlite3.Connection) -> Iterator[Text]:
    """Problems that were in the database already when it was copied."""
    names = {shape.name for shape in shapes(file)}
    if "audit_log" in names:
        with _asking(file) as connection:
            if broken := tampering(connection):
                yield broken
    if "publications" in names:
        kept = file.execute("SELECT number, sha256, content FROM publications ORDER BY number")
        for number, said, content in kept:
            if content and sha256(content.encode()).hexdigest() != said:
                yield text(
                    "The text of publication {number} does not match its hash", number=str(number)
                )


@contextmanager
def _asking(file: sqlite3.Connection) -> Iterator[Connection]:
    """Open a file so that it can be queried like any database of ours."""
    engine = create_engine("sqlite://", creator=lambda: file, poolclass=StaticPool)
    with engine.connect() as connection:
        yield connection
