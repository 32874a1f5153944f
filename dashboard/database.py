"""Engines and transactions, for SQLite and PostgreSQL alike."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from dashboard.private import make_folder
from dashboard.sqlite_file import FileStamp, SqliteFile, Stand, TrackedConnection
from dashboard.trouble import CommitInDoubtError, Trouble, failure, is_lost, trouble

__all__ = [
    "LONG",
    "AnyColumn",
    "AnyRow",
    "AnySelect",
    "BesideDatabase",
    "Patience",
    "address_of",
    "connections",
    "failure",
    "is_lost",
    "is_read_only",
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
AnyColumn = ColumnElement[Any] | InstrumentedAttribute[Any]
AnyRow = Row[*tuple[Any, ...]]
BesideDatabase = Callable[[sqlite3.Connection], None]

DRIVERS = ("sqlite", "postgresql", "postgresql+psycopg")
WAIT_SECONDS = 55  # for other writers; proxies give up after 60
CONNECT_SECONDS = 10
PREPARE = "prepare_threshold"
# The indexes of a million sessions, which long imports write all over
WRITERS_CACHE_KIB = 64 * 1024
# Of a server: each of its threads can have a connection, so that nobody who reads waits for one
# that a writer holds. So many stay open; the others are closed when they are done.
KEPT_CONNECTIONS, MOST_CONNECTIONS = 12, 44
KEPT_LOG_BYTES = 4 * 1024 * 1024  # as long as SQLite lets its log grow by itself
TRIES = 3

_log = logging.getLogger("impact")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long PostgreSQL may wait for locks, and work on one statement; 0 means no limit."""

    lock_seconds: float
    statement_seconds: float


READERS: Final = Patience(5, 60)  # whom only a change of the tables makes wait
USUAL: Final = Patience(WAIT_SECONDS, 60)
LONG: Final = Patience(WAIT_SECONDS, 4 * 3600)  # imports, publications, commands
AT_ONCE: Final = Patience(0.05, 60)


def open_engine(url: str, *, serving: bool = False) -> Engine:
    """Open an engine for this process; connect after forking, never before.

    A ``serving`` engine never creates a database, and limits each statement to the patience of
    readers. Other engines are for commands, which may take longer.

    Raises:
        sqlalchemy.exc.ArgumentError: The address is invalid, or of a kind that we do not know.
    """
    address = make_url(url)
    if address.drivername not in DRIVERS:
        raise ArgumentError(address.drivername)
    overflow = MOST_CONNECTIONS - KEPT_CONNECTIONS
    pool = {"pool_size": KEPT_CONNECTIONS, "max_overflow": overflow} if serving else {}
    options = {
        "impact_patience": USUAL if serving else LONG,
        "impact_serving": serving,
        "impact_address": url,
        "impact_kept": {},
    }
    if address.get_backend_name() != "sqlite":
        address, said = _without_ours(address)
        engine = create_engine(
            address, pool_pre_ping=True, connect_args=said, execution_options=options, **pool
        )
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "handle_error", _leave_standby)
        return engine
    if not address.database or address.database == ":memory:":
        raise ArgumentError(url)
    if not serving:
        make_folder(Path(address.database).parent)
    file = SqliteFile(address.database, existing=serving)
    engine = create_engine(address, execution_options=options | {"impact_file": file}, **pool)

    def open_file(*_: object) -> TrackedConnection:
        return file.open(timeout=WAIT_SECONDS, check_same_thread=False)

    event.listen(engine, "do_connect", open_file)
    event.listen(engine, "checkin", _close_left)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def address_of(engine: Engine) -> str:
    """The address that the engine was opened with; another process opens its own engine with it."""
    return str(engine.get_execution_options()["impact_address"])


@contextmanager
def reading(engine: Engine, *, patience: Patience | None = None) -> Iterator[Connection]:
    """A transaction that sees one state of the data, even while others write.

    Its execution option ``impact_snapshot`` is an empty dict, for what need be read only once in
    it. ``impact_kept`` is one for what this process keeps of the database, whoever reads.

    Raises:
        FileLostError: The database's file is gone.
    """
    options: dict[str, Any] = {"impact_snapshot": {}}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    if patience or engine.get_execution_options()["impact_serving"]:
        options["impact_patience"] = patience or READERS
    with _connected(engine) as connection:
        connection.execution_options(**options)
        with connection.begin():
            yield connection


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
    if file := _file_of(engine):
        file.see_room()
        with _connected(engine) as connection:
            file.shorten_log(_opened(connection), KEPT_LOG_BYTES)
        file.examine(timeout=WAIT_SECONDS)


def settle(engine: Engine) -> None:
    """Move an SQLite log into its file before a long write.

    If that write then fails on a full disk, the log has nothing else, and its space can be freed.
    """
    if file := _file_of(engine):
        with _connected(engine) as connection:
            file.bring_in(_opened(connection))


def tell_waits(engine: Engine, to: Callable[[float], None]) -> None:
    """From now on, call ``to`` with the seconds that each writer waited for the others."""
    engine.update_execution_options(impact_on_wait=to)


def tell_commits(engine: Engine, to: Callable[[], None]) -> None:
    """From now on, call ``to`` when something was written, or may have been."""
    engine.update_execution_options(impact_on_commit=to)


def is_read_only(connection: Connection) -> bool:
    """Whether this PostgreSQL takes no writes: a standby, or one that somebody closed to them."""
    if connection.dialect.name != "postgresql":
        return False
    closed = "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool"
    return bool(connection.exec_driver_sql(closed).scalar_one())


@contextmanager
def waiting(connection: Connection) -> Iterator[None]:
    """The wait for a writer's turn; it is measured even if the turn never comes."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        if tell := connection.get_execution_options().get("impact_on_wait"):
            tell(time.perf_counter() - begun)


def connections(engine: Engine) -> dict[str, int]:
    """The number of connections that this process has open, in use or idle."""
    pool = engine.pool
    if not isinstance(pool, QueuePool):
        return {}
    return {"used": pool.checkedout(), "idle": pool.checkedin()}


def _connected(engine: Engine) -> Connection:
    """A connection to the current file."""
    file = _file_of(engine)
    connection = engine.connect()
    if file is None:
        return connection
    for _ in range(TRIES):
        try:
            stand = file.stand(_opened(connection))
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
    file = _file_of(engine)
    for left in reversed(range(TRIES)):
        connection = _connected(engine).execution_options(**options)
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
        if begun == _opened(connection).look or not left:
            return connection, begun
        connection.close()  # which rolls back
    raise AssertionError


@contextmanager
def _kept(engine: Engine, options: dict[str, Any]) -> Iterator[Connection]:
    """A transaction that reports success only when its data are where others will find them."""
    file = _file_of(engine)
    connection, begun = _writer(engine, options)
    with connection:
        try:
            yield connection
            if file and begun:
                file.check(_opened(connection), begun)
            _commit(connection)
            if file:
                file.check(_opened(connection))
        except BaseException as error:
            connection.rollback()
            if file and not connection.invalidated:
                kept = 0 if trouble(error) is Trouble.FULL else KEPT_LOG_BYTES
                file.shorten_log(_opened(connection), kept)
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


def _close_left(opened: TrackedConnection | None, record: ConnectionPoolEntry) -> None:
    """Close a returned connection to a file that was replaced: its pool would keep it open."""
    if opened is not None and opened.left:
        record.invalidate()


def _file_of(engine: Engine) -> SqliteFile | None:
    return cast("SqliteFile | None", engine.get_execution_options().get("impact_file"))


def _opened(connection: Connection) -> TrackedConnection:
    return cast("TrackedConnection", connection.connection.dbapi_connection)


def _without_ours(address: URL) -> tuple[URL, dict[str, Any]]:
    """The address in libpq's form, and the other options of a connection.

    ``?prepare_threshold=none`` is for poolers that give each transaction another session and do not
    support prepared statements. Elsewhere, prepared statements halve the time of our queries.
    """
    said: dict[str, Any] = {}
    if address.query.get(PREPARE) == "none":
        said[PREPARE] = None
        address = address.difference_update_query([PREPARE])
    if "connect_timeout" not in address.query:
        said["connect_timeout"] = CONNECT_SECONDS
    return address, said


def _leave_standby(context: ExceptionContext) -> None:
    """Close all connections to a server that takes no writes any more; new ones find another."""
    if trouble(context.original_exception) is Trouble.READ_ONLY:
        context.is_disconnect = True


def _begin_postgresql(connection: Connection) -> None:
    """Set options for this transaction alone: behind a pooler, the next has another session.

    Our queries are short: starting parallel workers or the JIT compiler would cost more than the
    query.
    """
    patience: Patience = connection.get_execution_options()["impact_patience"]
    settings = {
        "lock_timeout": round(1000 * patience.lock_seconds),
        "statement_timeout": round(1000 * patience.statement_seconds),
        "max_parallel_workers_per_gather": 0,
        "jit": "off",
    }
    together = "; ".join(f"SET LOCAL {name} = {value}" for name, value in settings.items())
    connection.exec_driver_sql(together).close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading from a read fails when another wrote in between.
    options = connection.get_execution_options()
    writes, patience = options.get("impact_writes", False), options["impact_patience"]
    milliseconds, opened = round(1000 * patience.lock_seconds), _opened(connection)
    if opened.waits != milliseconds:
        opened.execute(f"PRAGMA busy_timeout = {milliseconds}").close()
        opened.waits = milliseconds
    if not writes:
        opened.execute("BEGIN").close()  # not by SQLAlchemy: it touches no file, and cannot fail
        return
    connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITERS_CACHE_KIB}")
    if beside := options.get("impact_beside"):
        opened.left = True  # or the next who gets it would find what was attached
        beside(opened)
    connection.exec_driver_sql("BEGIN IMMEDIATE")
