"""The data's version, which tells readers of changes, and the mark of a demonstration."""

import secrets
import time

from sqlalchemy import Connection, select, text, update

from dashboard.database import WAIT_SECONDS, waiting
from dashboard.permission import ask_again
from dashboard.tables import DataState

GENERATION_BYTES, MARK_BYTES = 16, 8
TURN_SECONDS = 0.01  # between two attempts to get it
LEAST_SECONDS = 0.05  # for a lock that is asked for late
ASKED = (0x694D, 0x5041)  # PostgreSQL's advisory lock of who asks for the turn without queueing
_LOCK = dict(zip(("one", "two"), ASKED, strict=True))
_ASK = text("SELECT pg_try_advisory_xact_lock(:one, :two)").bindparams(**_LOCK)
_LET_NOBODY_ASK = text("SELECT pg_advisory_xact_lock(:one, :two)").bindparams(**_LOCK)
_WAIT_FOR_THEM = text("SELECT pg_advisory_xact_lock_shared(:one, :two)").bindparams(**_LOCK)
_IS_ASKED_FOR = text(
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = :one AND objid = :two"
    " AND mode = 'ExclusiveLock'"  # not those of others who wait, or all would wait for each other
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
).bindparams(**_LOCK)


def bump_version(connection: Connection, *, of_sessions_alone: bool = False) -> None:
    """Raise the data's version; every write does so.

    What is kept of reference data stays in use after a write ``of_sessions_alone``.
    """
    mark = secrets.token_hex(MARK_BYTES)
    connection.execute(update(DataState).values(version=DataState.version + 1, mark=mark))
    if not of_sessions_alone:
        mark_reference(connection)


def mark_reference(connection: Connection) -> None:
    """Mark that reference data changed: at once, as the same transaction may read them again."""
    mark = secrets.token_hex(MARK_BYTES)
    connection.execute(update(DataState).values(reference_mark=mark))


def new_generation(connection: Connection) -> str:
    """Start a new history, whose versions cannot be confused with earlier ones."""
    generation, mark = secrets.token_hex(GENERATION_BYTES), secrets.token_hex(MARK_BYTES)
    connection.execute(update(DataState).values(generation=generation, mark=mark))
    return generation


def mark_as_demonstration(connection: Connection) -> None:
    """Mark this database as a demonstration; the mark cannot be removed."""
    connection.execute(update(DataState).values(demonstration=True))


def take_turn_without_harm(connection: Connection) -> bool:
    """Take the turn while others may wait for rows that this transaction has written.

    Returns false, without the turn, if somebody does wait for them, or if it takes too long.

    Raises:
        RightEndedError: Whoever wants to write may not any more (see ``permission``).
    """
    if connection.dialect.name != "sqlite" and not _has_got_turn(connection):
        return False
    ask_again(connection)
    return True


def let_nobody_ask(connection: Connection) -> None:
    """On PostgreSQL, nobody takes the turn without harm from now on, until the transaction ends.

    For whoever locks tables: who has written to one then finds somebody waiting, and gives up.
    """
    connection.execute(_LET_NOBODY_ASK)


def _has_got_turn(connection: Connection) -> bool:
    """Ask for the turn until we have it, somebody waits for us, or it takes too long.

    Only asking again and again is safe: in PostgreSQL's queue, each of the two would wait for the
    other, and the one whose transaction is then ended might be the other. Who comes later lets us
    pass, or there would always be somebody in that queue.
    """
    row = select(DataState.id).with_for_update(skip_locked=True)
    waits = text(
        "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype <> 'advisory'"  # those let us pass
        " AND pg_backend_pid() = ANY(pg_blocking_pids(pid)) LIMIT 1"
    )
    latest = time.monotonic() + WAIT_SECONDS
    with waiting(connection):
        while not connection.scalar(_ASK) or connection.scalar(row) is None:
            if connection.scalar(waits) or time.monotonic() > latest:
                return False
            time.sleep(TURN_SECONDS)
    return True


def take_turn(connection: Connection) -> None:
    """Wait until no other writer is at work; on SQLite, transactions already do this.

    Raises:
        RightEndedError: Whoever wants to write may not any more (see ``permission``).
    """
    if connection.dialect.name != "sqlite":
        _wait_for_turn(connection)
    ask_again(connection)


def _wait_for_turn(connection: Connection) -> None:
    with waiting(connection):
        patience = connection.get_execution_options()["impact_patience"].lock_seconds
        latest = time.monotonic() + patience
        let_pass = False
        while connection.scalar(_IS_ASKED_FOR):
            let_pass = True
            _let_pass(connection)
            left = max(latest - time.monotonic(), LEAST_SECONDS)
            _wait_at_most(connection, left)  # all waits together take no longer than one may
        connection.execute(select(DataState.id).with_for_update())
        if let_pass:
            _wait_at_most(connection, patience)


def _let_pass(connection: Connection) -> None:
    """Wait while somebody asks for the turn without queueing, or has got it like that.

    PostgreSQL wakes us: to ask again and again would slow down whoever has the turn.
    """
    with connection.begin_nested() as passing:
        connection.execute(_WAIT_FOR_THEM)
        passing.rollback()  # which gives the lock back


def _wait_at_most(connection: Connection, seconds: float) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(1000 * seconds)}")
