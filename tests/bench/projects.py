"""Databases of one made-up project, of any size, on SQLite and on PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import Engine

from dashboard.database import open_engine, reading, writing
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.writes import derived
from dashboard.writes.state import mark_as_demonstration
from tests.bench.copying import copy
from tests.bench.sessions import Project, write_sqlite
from tests.support import databases, postgresql

MILLION = 1_000_000
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
MAKING = "making_"  # before the names of those that are not whole yet


@dataclass(frozen=True, eq=False)
class Made:
    """A filled database of so many sessions."""

    kind: str
    sessions: int
    url: str
    words: Vocabulary

    @property
    def name(self) -> str:
        """How tables call it."""
        return f"{self.kind} {short(self.sessions)}"

    @property
    def venues(self) -> int:
        """How many venues it has."""
        return Project(self.sessions, self.words).venues


def short(number: int) -> str:
    """A size in thousands or millions."""
    return f"{number // MILLION} M" if number >= MILLION else f"{number // 1000} k"


def make(sizes: list[int], folder: Path, server: postgresql.Server) -> Iterator[Made]:
    """Each size on both databases, made when it is asked for."""
    for size in sizes:
        yield (on_sqlite := sqlite(size, folder))
        yield postgresql_of(on_sqlite, server)


def sqlite(size: int, folder: Path) -> Made:
    """A file of so many sessions; one that was kept is brought to the newest tables."""
    path, making = folder / f"{size}.db", folder / f"{MAKING}{size}.db"
    if not path.exists():
        making.unlink(missing_ok=True)  # of a run that was stopped
        url = f"sqlite:///{making}"
        write_sqlite(making, Project(size, _prepared(url)))
        _count(url)
        with closing(sqlite3.connect(making)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        making.rename(path)
    url = f"sqlite:///{path}"
    return Made(SQLITE, size, url, _prepared(url))


def postgresql_of(made: Made, server: postgresql.Server) -> Made:
    """The same database on a server of ours; one that was kept likewise."""
    name = f"sessions_{made.sessions}"
    url, making = server.url(name), server.url(f"{MAKING}{name}")
    if not server.has(name):
        server.execute(f"DROP DATABASE IF EXISTS {MAKING}{name}")
        server.execute(f"CREATE DATABASE {MAKING}{name}")
        _prepared(making)
        copy(Path(made.url.removeprefix("sqlite:///")), making)
        with psycopg.connect(making, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")  # as a server does by itself after a while
        server.execute(f"ALTER DATABASE {MAKING}{name} RENAME TO {name}")
    return Made(POSTGRESQL, made.sessions, url, _prepared(url))


def _prepared(url: str) -> Vocabulary:
    with _opened(url) as engine:
        databases.fill(engine)
        with reading(engine) as connection:
            return vocabulary(connection)


def _count(url: str) -> None:
    with _opened(url) as engine, writing(engine) as connection:
        derived.rebuild(connection)
        mark_as_demonstration(connection)  # so that what is planned stays ahead


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()
