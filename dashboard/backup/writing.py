"""Write a backup from one state of a database while others read and write."""

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from dashboard import program_version
from dashboard.backup import manifest as own
from dashboard.backup import rows
from dashboard.backup.files import filling, in_place
from dashboard.backup.manifest import Manifest
from dashboard.backup.shapes import Shape, make, quoted, shapes
from dashboard.backup.verifying import BackupVerification, verify
from dashboard.database import reading
from dashboard.domain.shared.moments import now_in_iso
from dashboard.migrations import revision_of, revisions

Progress = Callable[[int, int], None]


class Steps:
    """Tells how much is done, and of how much; where nobody knows that, of what is done."""

    def __init__(self, on_progress: Progress, of: int | None = None) -> None:
        self._on_progress, self._done, self._of = on_progress, 0, of

    def further(self, count: int) -> None:
        """Report so many more rows."""
        self._done += count
        self._on_progress(self._done, self._of or self._done)


class NothingThereError(Exception):
    """The database has none of our tables."""


class NewerError(Exception):
    """A newer version of the program made the database or the backup."""


def back_up(
    engine: Engine,
    path: Path,
    *,
    replace: bool = False,
    on_progress: Progress = lambda _done, _of: None,
) -> BackupVerification:
    """Write a backup of the database as it is now, and verify it; nobody has to wait.

    Raises:
        NothingThereError, NewerError: There is nothing that this program could back up.
        ExistsError: Something is at ``path``, and replacing it was not requested.
        UnfitError: What was written differs from what is read back.
        OSError: The file can't be written.
    """
    with in_place(path, replace=replace) as made:
        with reading(engine) as connection:
            steps = _fill(connection, made, on_progress)
        own.seal(made)
        return verify(made, steps.further)


def _fill(connection: Connection, made: Path, on_progress: Progress) -> Steps:
    """Write all rows and the manifest into an empty file; they count twice, when read back, too."""
    schema = revision_of(connection)
    if schema is None:
        raise NothingThereError
    if schema not in revisions():
        raise NewerError
    make(made, schema)
    with filling(made) as file:
        every = shapes(file)
        _refuse_missing(connection, every)
        steps = Steps(on_progress, 2 * sum(rows.count(connection, one.name) for one in every))
        digest = rows.digest(
            every,
            partial(rows.read, connection),
            partial(rows.write_file, file),
            lambda _, part: steps.further(len(part)),
        )
        own.write(file, _manifest(file, every, schema, connection.dialect.name, digest))
    return steps


def _refuse_missing(connection: Connection, every: Iterable[Shape]) -> None:
    there = set(inspect(connection).get_table_names())
    if not {shape.name for shape in every} <= there:
        raise NothingThereError


def _manifest(
    file: sqlite3.Connection,
    every: Iterable[Shape],
    schema: str,
    made_from: str,
    digest: rows.Digest,
) -> Manifest:
    columns = next((one.columns for one in every if one.name == "data_state"), ())
    state = _first(file, columns, "data_state")
    return Manifest(
        format=own.FORMAT,
        program=program_version(),
        schema=schema,
        made_at=now_in_iso(),
        made_from=made_from,
        data_version=state.get("version", 0),
        generation=state.get("generation", ""),
        demonstration=bool(state.get("demonstration", 0)),
        audit_entries=state.get("audit_entries", 0),
        audit_digest=state.get("audit_digest", ""),
        last_change=last_change(file),
        tables=digest.counts,
        sha256=digest.hexadecimal(),
    )


def last_change(file: sqlite3.Connection) -> str:
    """The time of the latest audit entry, an ISO time in UTC; empty if there is none."""
    known = "SELECT 1 FROM sqlite_master WHERE name = 'audit_log'"
    if file.execute(known).fetchone() is None:
        return ""
    found = file.execute("SELECT at FROM audit_log ORDER BY id DESC LIMIT 1").fetchone()
    return str(found[0]) if found else ""


def _first(file: sqlite3.Connection, columns: Iterable[str], table: str) -> dict[str, Any]:
    names = list(columns)
    listed = ", ".join(map(quoted, names))
    found = file.execute(f"SELECT {listed} FROM {quoted(table)}").fetchone()  # noqa: S608
    return dict(zip(names, found, strict=True)) if found else {}
