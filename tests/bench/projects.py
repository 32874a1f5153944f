"""Databases of one made-up project, of any size, on SQLite and on PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import Engine

from dashboard.database import open_engine, reading, writing
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.writes import derived
from dashboard.writes.state import mark_as_demonstration
from tests.bench.sessions import Project, write_postgresql, write_sqlite
from tests.support import databases, postgresql

MILLION = 1_000_000
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


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
        yield sqlite(size, folder)
        yield on_postgresql(size, server)


def sqlite(size: int, folder: Path) -> Made:
    """A file of so many sessions."""
    path = folder / f"{size}.db"
    url = f"sqlite:///{path}"
    words = _prepared(url)
    write_sqlite(path, Project(size, words))
    _count(url)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Made(SQLITE, size, url, words)


def on_postgresql(size: int, server: postgresql.Server) -> Made:
    """A database of so many sessions on a server of ours."""
    name = f"sessions_{size}"
    server.execute(f"CREATE DATABASE {name}")
    url = server.url(name)
    words = _prepared(url)
    write_postgresql(url, Project(size, words))
    _count(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")  # as a server does by itself after a while
    return Made(POSTGRESQL, size, url, words)


def _prepared(url: str) -> Vocabulary:
    databases.make(url)
    with _opened(url) as engine, reading(engine) as connection:
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
