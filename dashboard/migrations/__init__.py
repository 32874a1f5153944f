"""The database's schema, step by step.

Alembic is imported where it is needed: commands only ask whether the schema is current.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from sqlalchemy import Connection, Engine

LOCATION = "dashboard:migrations"
LOCK = 0x694D50414354  # of PostgreSQL's advisory locks: “iMPACT”
MOST_SECONDS = 3600  # for another upgrade: one of millions of sessions takes minutes
LOCKED = "SQLITE_BUSY"
_HAS_TABLE = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    "postgresql": "SELECT to_regclass('alembic_version')",
}


class BrokenReferencesError(Exception):
    """Rows refer to rows that are not there; ``tables`` are where they stand."""

    def __init__(self, tables: tuple[str, ...]) -> None:
        super().__init__(", ".join(tables))
        self.tables = tables


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A transaction to change the schema in; whoever else asks for one waits until it has ended.

    It commits as a whole or not at all. SQLite can change a table only by making it anew, which its
    foreign keys would refuse or follow: they are off meanwhile, and looked through at the end.
    PostgreSQL serves others meanwhile, so this takes its turn among those who write.

    Raises:
        BrokenReferencesError: Rows refer to rows that are not there; nothing is changed.
    """
    with engine.connect().execution_options(impact_writes=True) as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
                _take_turn(connection)
                yield connection
            return
        with _without_foreign_keys(connection), _begun(connection):
            yield connection
            _check_references(connection)


def upgrade(connection: Connection, to: str = "head") -> bool:
    """Bring the schema to a revision, the newest one, inside the caller's transaction.

    Returns:
        Whether there was anything to do.
    """
    from alembic import command  # noqa: PLC0415 - takes long

    if is_current(connection):
        return False
    command.upgrade(_config(connection), to)
    return True


def revision_of(connection: Connection) -> str | None:
    """The revision that the schema is at; ``None`` where there is none of ours."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - takes long

    return MigrationContext.configure(connection).get_current_revision()


@cache
def revisions() -> tuple[str, ...]:
    """All revisions that this version of the program knows, the newest first.

    The names of the files tell, which are numbered in their order; Alembic would run each file.
    """
    names = (path.name for path in (Path(__file__).parent / "versions").glob("[0-9]*_*.py"))
    return tuple(sorted((name.partition("_")[0] for name in names), reverse=True))


def not_beside_older(connection: Connection) -> tuple[str, ...]:
    """The steps to come, oldest first, during which no older version of the program may run.

    A step says ``beside_older = True`` if that version goes on working rightly without knowing of
    it: it only adds what that one neither reads nor has to fill in or keep right.
    """
    scripts = _scripts(_config(connection))
    to_come = scripts.iterate_revisions("head", revision_of(connection) or "base")
    found = (one.revision for one in to_come if not getattr(one.module, "beside_older", False))
    return tuple(found)[::-1]


def is_current(connection: Connection) -> bool:
    """Whether the schema is at the newest revision."""
    return is_newest(_found(connection))


def is_newest(found: Collection[str]) -> bool:
    """Whether a schema at these revisions is at the newest one alone."""
    return set(found) == {revisions()[0]}


def is_unknown(connection: Connection) -> bool:
    """Whether the schema is at a revision that this version of the program has never heard of."""
    return not _found(connection) <= set(revisions())


def _found(connection: Connection) -> set[str]:
    """The revisions in Alembic’s own table, which may be missing; it takes Alembic 3 ms."""
    if connection.exec_driver_sql(_HAS_TABLE[connection.dialect.name]).scalar() is None:
        return set()
    return set(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars())


def _take_turn(connection: Connection) -> None:
    """Wait for whoever writes, as writers do for each other, before any table is held.

    A writer that waits for a table of ours, while we wait for its turn, would be a deadlock.
    """
    if connection.exec_driver_sql("SELECT to_regclass('data_state')").scalar():
        connection.exec_driver_sql("SELECT id FROM data_state FOR UPDATE").close()


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """They can be put off outside a transaction only, so the driver is told, before it begins."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a connection that is open has one
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


@contextmanager
def _begun(connection: Connection) -> Iterator[None]:
    """A transaction that holds SQLite’s one lock from its first statement, after any wait."""
    deadline = time.monotonic() + MOST_SECONDS
    while True:
        try:
            transaction = connection.begin()
            break
        except OperationalError as error:
            code = getattr(error.orig, "sqlite_errorname", "")
            if not code.startswith(LOCKED) or time.monotonic() > deadline:
                raise
    with transaction:
        yield


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise BrokenReferencesError(tuple(sorted({table for table, *_ in broken})))


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - takes long

    config = Config()
    config.set_main_option("script_location", LOCATION)
    config.attributes["connection"] = connection
    return config


def _scripts(config: Config) -> ScriptDirectory:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - takes long

    return ScriptDirectory.from_config(config)
