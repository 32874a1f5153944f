"""Check that an SQLite database's file is still the one that is open.

If somebody deletes or replaces the file, processes that have it open write into a file without a
name, and what they acknowledge is lost. So every transaction checks the file, its log and the log's
index before it begins and before it is acknowledged. That takes microseconds.
"""

import errno
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from threading import RLock
from urllib.parse import quote
from weakref import WeakSet, ref

from dashboard.private import make_file, tighten
from dashboard.sqlite_history import HistoryMark, goes_on, is_sound, mark_of, under_another_name
from dashboard.sqlite_stamps import (
    INDEX,
    LOG,
    DamagedError,
    FileLostError,
    FileStamp,
    Id,
    LogReplacedError,
    Stand,
    TrackedConnection,
    identity,
)

GONE = "the database's file was removed while it was open"
REPLACED = "the database's file was replaced while it was open"
OVERWRITTEN = "something else wrote over the database's file while it was open"
LOG_REPLACED = "the database's log was replaced while it was open: end the program and start it"
DAMAGED = "the database's file is damaged"
REOPENING = "the database's log was removed, and what it held is being saved"
LARGE = 256 * 1024 * 1024  # bytes, from which indexes are not compared with their tables
LEAST_ROOM = 1024 * 1024
FIRST_SECONDS = 20  # after the start, which has enough to do


class SqliteFile:
    """One database file, for all connections of this process.

    ``existing``: it is never created, so that a server whose database is gone does not continue
    with an empty one.
    """

    def __init__(self, path: str, *, existing: bool) -> None:
        self.path = str(Path(path).absolute())
        self._existing = existing
        self._open: WeakSet[TrackedConnection] = WeakSet()
        self._known: tuple[Id, HistoryMark] | None = None
        self._lock = RLock()  # what is collected as garbage may be closed at any time
        self._damaged: Id = None
        self._whole: tuple[int, int] | None = None
        self._examined_next = time.monotonic() + FIRST_SECONDS

    def open(self, *, timeout: float, check_same_thread: bool = True) -> TrackedConnection:
        """Open a connection to the current file.

        Raises:
            FileLostError: There is none, or its history does not continue the earlier one.
        """
        open_ones = self._open_ones()  # first: one opened meanwhile may have made the log
        before = self.look()
        if before.main is None and self._existing:
            raise FileLostError(GONE)
        looks = [one.look for one in set(open_ones) & set(self._open_ones())]
        if any(one[:1] == before[:1] and one[1:3] != before[1:3] for one in looks):
            raise FileLostError(REOPENING)  # two logs of one file would damage it
        for one in looks:
            if one.main != before.main:
                self._remove_log_of(one, before)
        if before.main is None:
            with suppress(OSError):  # SQLite reports it with its general message
                make_file(Path(self.path))
        for suffix in ("", LOG, INDEX):  # SQLite makes the last two with the mode of the first
            tighten(Path(self.path + suffix))
        opened = sqlite3.connect(
            f"file:{quote(self.path)}?mode=rw",
            uri=True,
            timeout=timeout,
            check_same_thread=check_same_thread,
            isolation_level=None,  # SQLAlchemy's "begin" event says when, not the driver
            factory=TrackedConnection,
        )
        try:
            _see_same(before, self.look())  # before it takes what lies there for its log
            _prepare(opened)
            opened.look = self.look()
            _see_same(before, opened.look)
            self._welcome(opened)
        except BaseException:
            opened.close()
            raise
        with self._lock:
            self._open.add(opened)
        opened.counted = partial(self._close, ref(opened))
        return opened

    def stand(self, opened: TrackedConnection) -> Stand:
        """What happened to the file since a connection, now outside a transaction, opened it.

        Raises:
            FileLostError: It cannot be used, nor opened again; the connection stays as it is.
            DamagedError: It was found to be damaged.
        """
        now, then = self.look(), opened.look
        if self._damaged and now.main == self._damaged:
            raise DamagedError(DAMAGED)
        if now == then:
            return Stand.SAME
        if now.main is None:
            raise FileLostError(GONE)
        if now.main != then.main:
            self._remove_log_of(then, now)
            return Stand.REPLACED
        if now[:3] == then[:3]:
            return Stand.WRITTEN
        if now.wal not in (None, then.wal):
            raise LogReplacedError(LOG_REPLACED)
        opened.execute("PRAGMA wal_checkpoint(PASSIVE)").close()  # only we can read it still
        return Stand.REPLACED

    def check(self, opened: TrackedConnection, begun: FileStamp | None = None) -> None:
        """Check that what a connection writes, or wrote, is where others will find it.

        During a write, SQLite may move what others wrote before from the log into the file. So if
        the file changed since ``begun``, it is opened again, as after any other transaction.

        Raises:
            FileLostError: It is not; or something else wrote over the file.
        """
        now = self.look()
        if now[:3] != opened.look[:3]:
            raise FileLostError(GONE if now.main is None else REPLACED)
        if begun is not None and now.written != begun.written:
            self.open(timeout=0).close()

    def note(self, opened: TrackedConnection) -> None:
        """Note the history that a restore began; or an older copy of it would pass for another."""
        main = opened.look.main
        with self._lock:
            mark, known = mark_of(opened), self._known
            if mark and known and known[0] == main and known[1].generation != mark.generation:
                self._known = main, mark

    def leave(self) -> None:
        """Mark what is open: the file is opened anew, and two logs of one file would damage it."""
        for one in self._open_ones():
            one.left = True

    def look(self) -> FileStamp:
        """The current identity of the files."""
        main, written = identity(self.path)
        return FileStamp(
            main, identity(self.path + LOG)[0], identity(self.path + INDEX)[0], written
        )

    def bring_in(self, opened: TrackedConnection) -> None:
        """Move into the file whatever nobody reads from the log any more."""
        with suppress(sqlite3.Error):
            opened.execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    def shorten_log(self, opened: TrackedConnection, longer_than: int) -> None:
        """Move the log into the file and free its space, if no reader or writer is in the way."""
        with suppress(OSError, sqlite3.Error):
            if Path(self.path + LOG).stat().st_size > longer_than:
                opened.execute("PRAGMA busy_timeout = 0").close()
                opened.waits = 0
                opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def see_room(self) -> None:
        """Refuse a disk that is nearly full: a row may still fit, but hardly a whole save.

        Raises:
            OSError: Its disk is full or nearly full.
        """
        found = os.statvfs(Path(self.path).parent)
        if found.f_bavail * found.f_frsize < LEAST_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def examine(self, *, timeout: float) -> None:
        """Check that the file is intact if it changed, using at most a hundredth of the time.

        With a connection of its own: one that has searched remembers parts of the search index, and
        SQLite's check takes these for the file's, even after others have written to it.

        Raises:
            DamagedError: It is damaged; from now on it is not used.
            sqlite3.OperationalError: It can't be read now.
        """
        now, begun = self.look(), time.monotonic()
        if now.written == self._whole or begun < self._examined_next:
            return
        with closing(self.open(timeout=timeout)) as opened:
            sound = is_sound(opened, quick=now.written[1] > LARGE)
        if not sound:
            self._damaged = now.main
            raise DamagedError(DAMAGED)
        self._whole = now.written
        self._examined_next = time.monotonic() + 100 * (time.monotonic() - begun)

    def _open_ones(self) -> list[TrackedConnection]:
        with self._lock:
            return list(self._open)

    def _close(self, closed: ref[TrackedConnection], close: Callable[[], None]) -> None:
        """Close a connection and forget it at once: the last one takes the log away with it."""
        with self._lock:
            close()
            if found := closed():
                self._open.discard(found)

    def _remove_log_of(self, then: FileStamp, now: FileStamp) -> None:
        """Delete the replaced file's log: SQLite would take it for the new file's.

        It can be recognised only while the old file is still open here.
        """
        for suffix, was, is_now in ((LOG, then.wal, now.wal), (INDEX, then.shm, now.shm)):
            if was is not None and was == is_now:
                Path(self.path + suffix).unlink(missing_ok=True)

    def _welcome(self, opened: TrackedConnection) -> None:
        """Refuse a file overwritten in place; a file put in its place begins another history."""
        with self._lock:
            mark = mark_of(opened)  # here, or another's later one would make it look like a loss
            if mark and self._known:
                main, known = self._known
                if main != opened.look.main:
                    mark = under_another_name(opened, known, mark)
                elif not goes_on(opened, known, mark):
                    raise FileLostError(OVERWRITTEN)
            if mark:
                self._known = opened.look.main, mark


def _see_same(before: FileStamp, now: FileStamp) -> None:
    if before.main not in (None, now.main):
        raise FileLostError(REPLACED)  # just now


def _prepare(opened: TrackedConnection) -> None:
    opened.execute("PRAGMA foreign_keys = ON")
    opened.execute("PRAGMA journal_mode = WAL")
    opened.execute("PRAGMA synchronous = FULL")  # NORMAL loses saves, see decision 34
    opened.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # opens the log, too
