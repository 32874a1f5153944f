"""Tell whether anybody wrote to an SQLite file since it was asked; what it said may be kept."""

import sqlite3
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock
from typing import Any, TypeVar, cast

from dashboard.sqlite_file import SqliteFile
from dashboard.sqlite_stamps import DamagedError, FileLostError, Stand, TrackedConnection

T = TypeVar("T")
MOST_KEPT = 1000
"""Answers, of less than a kilobyte each."""

Edition = tuple[int, int]
"""The number of our connection, and how often it saw others write: equal if nobody wrote."""


class SqliteWatch:
    """A connection of its own to a file, which never writes.

    SQLite counts for each connection what all others committed, those of this process, too. To ask
    for that number takes a few microseconds.
    """

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self._lock = Lock()
        self._opened: TrackedConnection | None = None
        self._times = 0
        self._of: Edition | None = None
        self._kept: dict[Hashable, Any] = {}

    def while_unchanged(self, key: Hashable, ask: Callable[[], T]) -> T:
        """What ``ask`` returned since anybody wrote, or returns now; ``key`` names the question.

        The edition is read first. What is read after it is of that edition, or of a newer one; then
        nobody will find it under the old one.
        """
        edition = self._edition()
        if edition is None:
            return ask()
        with self._lock:
            if edition != self._of:
                self._of, self._kept = edition, {}
            elif key in self._kept:
                return cast("T", self._kept[key])
        found = ask()
        with self._lock:
            if edition == self._of and len(self._kept) < MOST_KEPT:
                self._kept[key] = found
        return found

    def close(self, *_: object) -> None:
        """Close the connection; it is opened again when it is needed."""
        with self._lock:
            self._close()

    def _edition(self) -> Edition | None:
        """``None`` if the file must be looked at in the usual way, which tells what is wrong."""
        with self._lock, suppress(sqlite3.Error, FileLostError, DamagedError):
            if self._opened is None:
                self._opened = self._file.open(timeout=0, check_same_thread=False)
                self._times += 1
            if self._file.stand(self._opened) is Stand.SAME:
                # To the last row: as long as one is to come, the connection sees the same data.
                ((version,),) = self._opened.execute("PRAGMA data_version").fetchall()
                edition = self._times, version
                if edition != self._of:
                    self._file.note(self._opened)
                return edition
            self._close()
        return None

    def _close(self) -> None:
        if self._opened:
            self._opened.close()
            self._opened = None
