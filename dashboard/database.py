"""Transactions, on SQLite and PostgreSQL alike."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select
from sqlalchemy.exc import DBAPIError

from dashboard.engines import (
    AS_BYTES,
    AT_ONCE,
    LONG,
    READERS,
    SAVE_SECONDS,
    WAIT_SECONDS,
    BesideDatabase,
    Patience,
    address_of,
    connections,
    file_of,
    open_engine,
    tell_commits,
    tell_waits,
    tracked,
)
from dashboard.priority import ahead
from dashboard.sqlite_stamps import FileStamp, Stand
from dashboard.trouble import CommitInDoubtError, Trouble, failure, is_lost, trouble

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute

__all__ = [
    "AS_BYTES",
    "LONG",
    "SAVE_SECONDS",
    "WAIT_SECONDS",
    "AnyColumn",
    "AnyRow",
    "AnySelect",
    "BesideDatabase",
    "Patience",
    "address_of",
    "connected",
    "connections",
    "failure",
    "forget",
    "insert_or_else",
    "is_lost",
    "open_engine",
    "reading",
    "settle",
    "tell_commits",
    "tell_waits",
    "tend",
    "trouble",
    "waiting",
    "writing",
    "writing_at_once",
]

AnySelect = Select[*tuple[Any, ...]]
AnyColumn: TypeAlias = "ColumnElement[Any] | InstrumentedAttribute[Any]"
AnyRow = Row[*tuple[Any, ...]]

KEPT_LOG_BYTES = 4 * 1024 * 1024  # as long as SQLite lets its log grow by itself
TRIES = 3

_log = logging.getLogger("impact")


@contextmanager
def reading(engine: Engine, *, patience: Patience | None = None) -> Iterator[Connection]:
    """A transaction that sees one state of the data, even while others write.

    Its execution option ``impact_snapshot`` is an empty dict, for what need be read only once in
    it. ``impact_kept`` is one for what this process keeps of the database, whoever reads.

    Raises:
        FileLostError: The database's file is gone.
    """
    options: dict[str, Any] = {"impact_snapshot": {}}
    if patience or engine.get_execution_options()["impact_serving"]:
        options["impact_patience"] = patience or READERS
    with connected(engine) as connection:
        connection.execution_options(**options)
        with connection.begin():
            try:
                yield connection
            finally:
                forget(connection)


def forget(connection: Connection) -> None:
    """Forget what was read once in a read transaction, before it is read for another question.

    Much of it knows the connection, which knows it: Python would keep both until it looks for such
    circles, which is seldom.
    """
    connection.get_execution_options().get("impact_snapshot", {}).clear()


@contextmanager
def writing(
    engine: Engine, *, patience: Patience | None = None, beside: BesideDatabase | None = None
) -> Iterator[Connection]:
    """A transaction that commits as a whole or not at all; one writer at a time on SQLite.

    ``beside`` is called with each SQLite connection before it waits for its turn. It may attach
    another file to it: the connection is closed in the end.

    Raises:
        FileLostError: What was written is not where others would find it.
        CommitInDoubtError: The connection was lost while it was committed.
    """
    options: dict[str, Any] = {"impact_writes": True, "impact_beside": beside}
    if patience:
        options["impact_patience"] = patience
    with _kept(engine, options) as connection:
        yield connection


@contextmanager
def writing_at_once(engine: Engine) -> Iterator[Connection]:
    """A transaction for a write that may be postponed, but must not wait for other writers.

    Raises:
        sqlalchemy.exc.OperationalError: Somebody else is writing.
        FileLostError: What was written is not where others would find it.
    """
    options = {"impact_writes": True, "impact_patience": AT_ONCE}
    with _kept(engine, options) as connection:
        yield connection


def tend(engine: Engine) -> None:
    """Shrink a long log, and check from time to time that an SQLite file is intact.

    Raises:
        DamagedError: It is not.
        OSError: Its disk is full.
    """
    if file := file_of(engine):
        file.see_room()
        with connected(engine) as connection:
            file.shorten_log(tracked(connection), KEPT_LOG_BYTES)
        file.examine(timeout=WAIT_SECONDS)


def settle(engine: Engine) -> None:
    """Move an SQLite log into its file before a long write.

    If that write then fails on a full disk, the log has nothing else, and its space can be freed.
    """
    if file := file_of(engine):
        with connected(engine) as connection:
            file.bring_in(tracked(connection))


def insert_or_else(dialect: str, table: Any) -> Any:  # noqa: ANN401 - of either dialect
    """An INSERT in a dialect, given by name, which can say what else to do on a conflict.

    The other dialect is not loaded: PostgreSQL's takes a twentieth of the start of a command.
    """
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


@contextmanager
def waiting(connection: Connection) -> Iterator[None]:
    """The wait for a writer's turn; it is measured even if the turn never comes."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        if tell := connection.get_execution_options().get("impact_on_wait"):
            tell(time.perf_counter() - begun)


def connected(engine: Engine) -> Connection:
    """A connection to the current file, in no transaction yet.

    Raises:
        FileLostError: The database's file is gone.
    """
    file = file_of(engine)
    connection = engine.connect()
    if file is None:
        return connection
    for _ in range(TRIES):
        try:
            stand = file.stand(tracked(connection))
        except BaseException:
            connection.close()
            raise
        if stand is Stand.SAME:
            break
        connection.invalidate()
        connection.close()
        if stand is Stand.REPLACED:
            _log.warning("the database's file was replaced: the new one is opened")
            file.leave()
            engine.dispose()  # of connections in use, each is closed when it is returned
        connection = engine.connect()
    return connection


def _writer(engine: Engine, options: dict[str, Any]) -> tuple[Connection, FileStamp | None]:
    """A connection in a write transaction, and the state of the file when its turn came.

    After a wait, others may have written, or the file may have been replaced; then it is retried.
    """
    file = file_of(engine)
    for left in reversed(range(TRIES)):
        connection = connected(engine).execution_options(**options)
        try:
            if file is None:
                connection.begin()
                return connection, None
            with waiting(connection):
                connection.begin()
        except BaseException:
            connection.close()
            raise
        begun = file.look()
        if begun == tracked(connection).look or not left:
            return connection, begun
        connection.close()  # which rolls back
    raise AssertionError


@contextmanager
def _kept(engine: Engine, options: dict[str, Any]) -> Iterator[Connection]:
    """A transaction that reports success only when its data are where others will find them."""
    file = file_of(engine)
    connection, begun = _writer(engine, options)
    with connection:
        try:
            with ahead():
                yield connection
                if file and begun:
                    file.check(tracked(connection), begun)
                _commit(connection)
            if file:
                file.check(tracked(connection))
                file.shorten_log(tracked(connection), KEPT_LOG_BYTES)
        except BaseException as error:
            connection.rollback()
            if file and not connection.invalidated:
                kept = 0 if trouble(error) is Trouble.FULL else KEPT_LOG_BYTES
                file.shorten_log(tracked(connection), kept)
            raise


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except DBAPIError as error:
        if not is_lost(error):
            raise
        _tell_commit(connection)
        raise CommitInDoubtError from error
    _tell_commit(connection)


def _tell_commit(connection: Connection) -> None:
    if tell := connection.get_execution_options().get("impact_on_commit"):
        tell()
