"""The tables of a schema revision, made in an SQLite file by that revision's own migrations.

No table is named here. Every table of a revision is copied, so none can be forgotten.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, create_engine

from dashboard.migrations import upgrade
from dashboard.private import make_file

MANIFEST = "backup_manifest"
NOT_COPIED = ("alembic_version", MANIFEST)
SEARCH = "session_search"  # and its parts: an index, which each database makes of the sessions


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns with their declared types, its key, and the tables it refers to."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    key: tuple[str, ...]
    parents: frozenset[str]

    @property
    def listed(self) -> str:
        """The columns, listed as SQL."""
        return ", ".join(map(quoted, self.columns))


def quoted(name: str) -> str:
    """A name quoted for both kinds of SQL: some of our names are SQL keywords."""
    return f'"{name}"'


def make(path: Path, revision: str) -> None:
    """A new SQLite file with the tables of a revision, all of them empty."""
    make_file(path)
    path.write_bytes(_empty(revision))


@cache
def _empty(revision: str) -> bytes:
    """An empty file, cached: a restore needs three, and running all migrations takes time."""
    with TemporaryDirectory(prefix="impact-schema-") as folder:
        path = Path(folder) / "empty.db"
        engine = create_engine(URL.create("sqlite", database=str(path)))
        try:
            with engine.begin() as connection:
                upgrade(connection, revision)
        finally:
            engine.dispose()
        with closing(sqlite3.connect(path)) as file, file:
            for shape in shapes(file):
                file.execute(f"DELETE FROM {quoted(shape.name)}")  # noqa: S608 - our names
        return path.read_bytes()


def shapes(file: sqlite3.Connection) -> tuple[Shape, ...]:
    """The tables to copy from a file, each after those that it refers to."""
    found = {shape.name: shape for shape in _shapes(file)}
    order = TopologicalSorter(
        {name: sorted(shape.parents - {name}) for name, shape in sorted(found.items())}
    )
    return tuple(found[name] for name in order.static_order())


def _shapes(file: sqlite3.Connection) -> Iterator[Shape]:
    names = file.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY name"
    ).fetchall()
    for (name,) in names:
        if name in NOT_COPIED or name.startswith(SEARCH):
            continue
        columns = file.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
        parents = file.execute(f"PRAGMA foreign_key_list({quoted(name)})").fetchall()
        keys = sorted((place, column) for _, column, *_, place in columns if place)
        yield Shape(
            name,
            tuple(column for _, column, *_ in columns),
            tuple(kind.upper() for _, _, kind, *_ in columns),
            tuple(column for _, column in keys),
            frozenset(parent for _, _, parent, *_ in parents),
        )
