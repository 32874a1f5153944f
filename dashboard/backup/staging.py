"""A backup's rows at the newest schema, in a file that nobody else knows.

Its tables are made by our own migrations: whatever else stands in a backup's file, such as
triggers of somebody's, is not taken along.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine

from dashboard.backup.files import filling, opened
from dashboard.backup.manifest import Manifest, Unfit, UnfitError
from dashboard.backup.rows import Digest, read_file, write_file
from dashboard.backup.shapes import make, shapes
from dashboard.database import open_engine
from dashboard.importers.reference import load_reference
from dashboard.migrations import revisions, upgrade


@contextmanager
def staged(
    path: Path,
    manifest: Manifest,
    folder: Path,
    on_rows: Callable[[int], None] = lambda _: None,
) -> Iterator[Engine]:
    """The staged database, in a new file of the folder; the backup was verified before.

    Raises:
        UnfitError: Another file is there now, or it has rows that refer to none.
    """
    made = folder / f"{path.name}.db"
    make(made, manifest.schema)
    digest = Digest()
    with opened(path) as backup, filling(made) as file:
        for shape in sorted(shapes(file), key=lambda one: one.name):
            digest.begin(shape)
            for part in read_file(backup, shape):
                digest.add(shape, part)
                write_file(file, shape, part)
                on_rows(len(part))
        if (
            digest.hexadecimal() != manifest.sha256
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
    finally:
        engine.dispose()
