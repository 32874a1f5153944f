"""Engines and transactions, for SQLite and PostgreSQL alike."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, Row, Select, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]

DRIVERS = ("sqlite", "postgresql", "postgresql+psycopg")
WAIT_SECONDS = 30  # for other writers
# The indexes of a million sessions, which long imports write all over
WRITERS_CACHE_KIB = 64 * 1024


def open_engine(url: str) -> Engine:
    """An engine for this process; connect after forking, never before.

    Raises:
        sqlalchemy.exc.ArgumentError: The address is not one, or of a kind that we do not know.
    """
    address = make_url(url)
    if address.drivername not in DRIVERS:
        raise ArgumentError(address.drivername)
    if address.get_backend_name() != "sqlite":
        engine = create_engine(address, pool_pre_ping=True)
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the data, whatever others write meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that commits as a whole or not at all; one writer at a time on SQLite."""
    with (
        engine.connect().execution_options(impact_writes=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def writing_at_once(engine: Engine) -> Iterator[Connection]:
    """A transaction of a write that can wait for another day, but for nobody.

    Raises:
        sqlalchemy.exc.OperationalError: Somebody else is writing.
    """
    with (
        engine.connect().execution_options(impact_writes=True, impact_waits=False) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
        yield connection


def failure(error: BaseException) -> str | None:
    """Why the database cannot be used now, in its own words; ``None`` for any other error.

    One line without the statement and its values, fit for a log.
    """
    if isinstance(error, PoolTimeoutError):
        return "no connection is free"
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    if isinstance(error, IntegrityError | DataError):
        return None  # these quote the rows that they refuse
    return str(error.orig).strip().partition("\n")[0]


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event says when, not the driver
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _prepare_postgresql(connection: psycopg.Connection, _record: object) -> None:
    # Our queries are short: to start helpers or a compiler costs more than the query itself.
    connection.execute("SET max_parallel_workers_per_gather = 0")
    connection.execute("SET jit = off")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading from a read fails when another wrote in between.
    options = connection.get_execution_options()
    writes = options.get("impact_writes", False)
    waits = options.get("impact_waits", True)
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {1000 * WAIT_SECONDS * waits}").close()
    if writes:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITERS_CACHE_KIB}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
