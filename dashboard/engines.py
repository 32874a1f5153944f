"""Open engines, for SQLite and PostgreSQL alike, and begin their transactions.

A transaction says in execution options what it needs, see ``database``: ``impact_patience``,
``impact_snapshot``, ``impact_writes``, ``impact_beside``, ``impact_still``.

A statement that reads many bytes says so by ``AS_BYTES``.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, ExecutionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from dashboard.private import make_folder
from dashboard.sqlite_file import SqliteFile
from dashboard.sqlite_stamps import TrackedConnection
from dashboard.sqlite_watch import SqliteWatch
from dashboard.trouble import Trouble, trouble

DRIVERS = ("sqlite", "postgresql", "postgresql+psycopg")
WAIT_SECONDS = 55  # for other writers; proxies give up after 60
SAVE_SECONDS = 4 * 60  # likewise, of what is saved under /api/: there, a proxy must wait 5 minutes
CONNECT_SECONDS = 10
PREPARE = "prepare_threshold"
AS_BYTES: Final = {"impact_bytes": True}
"""The execution option of a statement whose bytes PostgreSQL sends as they are.

Else it writes them as text, in hexadecimal digits: they take twice as long to read.
"""
BINARY = 1  # the driver’s ``Format.BINARY``, which only PostgreSQL needs loaded
SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# The indexes of a million sessions, which long imports write all over. Of readers: as SQLite does.
# A server tries every ten seconds to write, so soon each connection would keep what a writer may.
WRITERS_CACHE_KIB, READERS_CACHE_KIB = 64 * 1024, 2000
# Of a server: each of its threads can have a connection, so that nobody who reads waits for one
# that a writer holds. So many stay open; the others are closed when they are done.
KEPT_CONNECTIONS, MOST_CONNECTIONS = 12, 44

BesideDatabase = Callable[[sqlite3.Connection], None]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long PostgreSQL may wait for locks, and work on one statement; 0 means no limit."""

    lock_seconds: float
    statement_seconds: float


READERS: Final = Patience(5, 60)  # whom only a change of the tables makes wait
USUAL: Final = Patience(WAIT_SECONDS, 60)
LONG: Final = Patience(SAVE_SECONDS, 4 * 3600)  # saves, imports, publications, commands
AT_ONCE: Final = Patience(0.05, 60)


def open_engine(url: str, *, serving: bool = False) -> Engine:
    """Open an engine for this process; whoever forks it closes all connections before.

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
        engine = create_engine(address, connect_args=said, execution_options=options, **pool)
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "handle_error", _leave_standby)
        event.listen(engine, "before_cursor_execute", _as_bytes)
        return engine
    if not address.database or address.database == ":memory:":
        raise ArgumentError(url)
    if not serving:
        make_folder(Path(address.database).parent)
    file = SqliteFile(address.database, existing=serving)
    watch = SqliteWatch(file)
    options |= {"impact_file": file, "impact_watch": watch}
    engine = create_engine(address, execution_options=options, **pool)

    def open_file(*_: object) -> TrackedConnection:
        return file.open(timeout=WAIT_SECONDS, check_same_thread=False)

    event.listen(engine, "do_connect", open_file)
    event.listen(engine, "checkin", _as_before)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "engine_disposed", watch.close)
    return engine


def address_of(engine: Engine) -> str:
    """The address that the engine was opened with; another process opens its own engine with it."""
    return str(engine.get_execution_options()["impact_address"])


def limits(patience: Patience) -> list[str]:
    """What PostgreSQL is told of a transaction, for it alone.

    Our queries are short: starting parallel workers or the JIT compiler would cost more than them.
    """
    settings = {
        "lock_timeout": round(1000 * patience.lock_seconds),
        "statement_timeout": round(1000 * patience.statement_seconds),
        "max_parallel_workers_per_gather": 0,
        "jit": "off",
    }
    return [f"SET LOCAL {name} = {value}" for name, value in settings.items()]


def tell_waits(engine: Engine, to: Callable[[float], None]) -> None:
    """From now on, call ``to`` with the seconds that each writer waited for the others."""
    engine.update_execution_options(impact_on_wait=to)


def tell_commits(engine: Engine, to: Callable[[], None]) -> None:
    """From now on, call ``to`` when something was written, or may have been."""
    engine.update_execution_options(impact_on_commit=to)


def connections(engine: Engine) -> dict[str, int]:
    """The number of connections that this process has open, in use or idle."""
    pool = engine.pool
    if not isinstance(pool, QueuePool):
        return {}
    return {"used": pool.checkedout(), "idle": pool.checkedin()}


def file_of(engine: Engine) -> SqliteFile | None:
    """Its file; ``None`` on PostgreSQL."""
    return cast("SqliteFile | None", engine.get_execution_options().get("impact_file"))


def watch_of(engine: Engine) -> SqliteWatch | None:
    """What tells whether anybody wrote to its file; ``None`` on PostgreSQL."""
    return cast("SqliteWatch | None", engine.get_execution_options().get("impact_watch"))


def tracked(connection: Connection) -> TrackedConnection:
    """The connection to an SQLite file below ours, which knows what it opened."""
    return cast("TrackedConnection", connection.connection.dbapi_connection)


def wait_at_most(opened: TrackedConnection, patience: Patience) -> None:
    """From now on, wait no longer for locks of an SQLite file."""
    milliseconds = round(1000 * patience.lock_seconds)
    if opened.waits != milliseconds:
        opened.execute(f"PRAGMA busy_timeout = {milliseconds}").close()
        opened.waits = milliseconds


def _begin_postgresql(connection: Connection) -> None:
    """Begin a transaction, and set options for it alone: behind a pooler, the next is elsewhere.

    It is one message to the server, and the first on a connection that was kept. If that was lost
    meanwhile, nothing has begun: it is replaced, with all that were open then.
    """
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    begin = SNAPSHOT if "impact_snapshot" in options else "BEGIN"
    together = "; ".join([begin, *limits(options["impact_patience"])])
    try:
        connection.exec_driver_sql(together).close()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        connection.exec_driver_sql(together).close()


def _as_bytes(
    _connection: Connection,
    cursor: Any,  # noqa: ANN401 - the driver’s
    _statement: str,
    _values: object,
    context: ExecutionContext,
    _many: bool,  # noqa: FBT001
) -> None:
    if "impact_bytes" in context.execution_options:
        cursor.format = BINARY


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading from a read fails when another wrote in between.
    options = connection.get_execution_options()
    opened = tracked(connection)
    wait_at_most(opened, options["impact_patience"])
    if not options.get("impact_writes", False):
        opened.execute("BEGIN").close()  # not by SQLAlchemy: it touches no file, and cannot fail
        return
    opened.execute(f"PRAGMA cache_size = -{WRITERS_CACHE_KIB}").close()
    opened.has_room = True
    if beside := options.get("impact_beside"):
        opened.left = True  # or the next who gets it would find what was attached
        beside(opened)
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _as_before(opened: TrackedConnection | None, record: ConnectionPoolEntry) -> None:
    """Take a writer's room from a connection that is returned.

    One to a file that was replaced is closed: its pool would keep it open.
    """
    if opened is None:
        return
    if opened.left:
        record.invalidate()
    elif opened.has_room:
        opened.execute(f"PRAGMA cache_size = -{READERS_CACHE_KIB}").close()
        opened.has_room = False


def _leave_standby(context: ExceptionContext) -> None:
    """Close all connections to a server that takes no writes any more; new ones find another."""
    if trouble(context.original_exception) is Trouble.READ_ONLY:
        context.is_disconnect = True


def _without_ours(address: URL) -> tuple[URL, dict[str, Any]]:
    """The address in libpq's form, and the other options of a connection.

    ``?prepare_threshold=none`` is for poolers that give each transaction another session and do not
    support prepared statements. Elsewhere, prepared statements halve the time of our queries.
    """
    said: dict[str, Any] = {"autocommit": True}  # the driver begins nothing: see below
    if address.query.get(PREPARE) == "none":
        said[PREPARE] = None
        address = address.difference_update_query([PREPARE])
    if "connect_timeout" not in address.query:
        said["connect_timeout"] = CONNECT_SECONDS
    return address, said
