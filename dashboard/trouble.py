"""Tell failures of the database itself from errors in the program."""

from __future__ import annotations

import errno
import sqlite3
import sys
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from dashboard.sqlite_stamps import DamagedError, FileLostError

if TYPE_CHECKING:
    import psycopg


class Trouble(StrEnum):
    """The kinds of failure that readers are told; the values appear in answers of ``/readyz``."""

    FULL = "disk_full"
    BUSY = "busy"
    SLOW = "slow"
    LOST = "file_lost"
    DAMAGED = "damaged"
    READ_ONLY = "read_only"
    IN_DOUBT = "in_doubt"
    AWAY = "database"


TRIED = (Trouble.BUSY, Trouble.SLOW)
"""Whoever is told so has waited already."""


class CommitInDoubtError(Exception):
    """The connection was lost during a commit, which may have happened or not."""


_KINDS: dict[type[Exception], Trouble | None] = {
    FileLostError: Trouble.LOST,
    DamagedError: Trouble.DAMAGED,
    CommitInDoubtError: Trouble.IN_DOUBT,
    PoolTimeoutError: Trouble.BUSY,
    IntegrityError: None,  # these quote the rows that they refuse
    DataError: None,
}
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_IN_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Trouble.FULL,  # no room for the index of the log
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}
_IN_POSTGRESQL = {
    "53100": Trouble.FULL,
    "55P03": Trouble.BUSY,  # lock_timeout
    "40P01": Trouble.BUSY,  # a deadlock, in which PostgreSQL cancelled our transaction
    "40001": Trouble.BUSY,
    "53300": Trouble.BUSY,  # too many connections
    "57014": Trouble.SLOW,  # statement_timeout
    "25006": Trouble.READ_ONLY,  # a standby, or a primary of before
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
}
_CANCELLED = "57014"  # the one of its class after which the server is still there
_LOST = ("08", "57")  # a connection that failed; a server that ends or begins
_PRIMARY = 0xFF  # the part of SQLite's codes that names the kind


def trouble(error: BaseException) -> Trouble | None:
    """Why the database or its disk cannot be used now; ``None`` for other errors."""
    for kind, found in _KINDS.items():
        if isinstance(error, kind):
            return found
    if isinstance(error, OSError):
        return Trouble.FULL if error.errno in _NO_ROOM else None
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_driver(error.orig) or Trouble.AWAY
    return _of_driver(error)


def is_lost(error: BaseException) -> bool:
    """Whether PostgreSQL went away, or is not there yet: in a moment, another may answer.

    If that happens during a commit, nobody knows whether the transaction was committed.
    """
    original = getattr(error, "orig", error)
    refusal = _of_psycopg(original)
    if refusal is None or not isinstance(refusal, sys.modules["psycopg"].OperationalError):
        return False
    code = refusal.sqlstate
    return code is None or (code.startswith(_LOST) and code != _CANCELLED)


def failure(error: BaseException) -> str | None:
    """The database's own message, on one line without the statement and its values."""
    if trouble(error) is None:
        return None
    if isinstance(error, PoolTimeoutError):
        return "no connection is free"
    if isinstance(error, CommitInDoubtError):
        return f"it may be committed or not: {failure(error.__cause__) if error.__cause__ else ''}"
    if isinstance(error, OSError):
        return error.strerror or "no room on the disk"
    original = getattr(error, "orig", error)
    return str(original).strip().partition("\n")[0]


def _of_driver(error: BaseException | None) -> Trouble | None:
    if isinstance(error, sqlite3.OperationalError | sqlite3.DatabaseError):
        code = getattr(error, "sqlite_errorcode", 0)
        return _IN_SQLITE.get(code) or _IN_SQLITE.get(code & _PRIMARY)
    refusal = _of_psycopg(error)
    return _IN_POSTGRESQL.get(refusal.sqlstate or "") if refusal else None


def _of_psycopg(error: BaseException | None) -> psycopg.Error | None:
    """An error of PostgreSQL's driver, which takes long to load: SQLite's users do not need it."""
    driver = sys.modules.get("psycopg")
    return error if driver and isinstance(error, driver.Error) else None
