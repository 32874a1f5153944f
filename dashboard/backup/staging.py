"""A backup's rows at the newest schema, in a private file.

Our own migrations make its tables. Anything else in a backup's file, such as triggers, is left out.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine

from dashboard.backup.files import filling, opened
from dashboard.backup.manifest import Manifest, Unfit, UnfitError
from dashboard.backup.rows import digest, read_file, write_file
from dashboard.backup.shapes import make, shapes
from dashboard.database import open_engine
from dashboard.importers.reference import load_reference
from dashboard.migrations import revisions, upgrade
from dashboard.writes.findings import keep_up


@contextmanager
def staged(
    path: Path,
    manifest: Manifest,
    folder: Path,
    on_rows: Callable[[int], None] = lambda _: None,
) -> Iterator[Engine]:
    """Stage a verified backup in a new file of the folder.

    Raises:
        UnfitError: The file was exchanged, or has rows that refer to missing ones.
    """
    made = folder / f"{path.name}.db"
    make(made, manifest.schema)
    with opened(path) as backup, filling(made) as file:
        found = digest(
            shapes(file),
            partial(read_file, backup),
            partial(write_file, file),
            lambda _, part: on_rows(len(part)),
        )
        if (
            found.hexadecimal() != manifest.sha256
            or file.execute("PRAGMA foreign_key_check").fetchone()
        ):
            raise UnfitError(Unfit.CHANGED)
    if manifest.schema != revisions()[0]:
        _migrate(made)
    engine = open_engine(f"sqlite:///{made}")
    try:
        yield engine
    finally:
        engine.dispose()


def _migrate(path: Path) -> None:
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.begin() as connection:
            upgrade(connection)
            load_reference(connection)
            keep_up(connection)
    finally:
        engine.dispose()
