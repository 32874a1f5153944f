"""Which files a connection to an SQLite database has open, and what may have become of them."""

import os
import sqlite3
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

LOG, INDEX = "-wal", "-shm"

Id = tuple[int, int] | None  # device and number; None when there is no such file


class FileLostError(Exception):
    """The open file is no longer the one at its path, or lacks what was written to it."""


class LogReplacedError(FileLostError):
    """Others use another log for the same file; only a newly started program can join them."""


class DamagedError(Exception):
    """The file or one of its indexes is damaged."""


class Stand(Enum):
    """What happened to a file since a connection opened it."""

    SAME = auto()
    WRITTEN = auto()  # the log was brought into it, or something else wrote over it
    REPLACED = auto()


class FileStamp(NamedTuple):
    """The identity of the files, and the database file's time of change and size."""

    main: Id
    wal: Id
    shm: Id
    written: tuple[int, int]


class TrackedConnection(sqlite3.Connection):
    """A connection that records which files it has open."""

    look: FileStamp
    left = False
    """Once it is returned, it must be closed: the file was replaced, or another was attached."""
    waits: int | None = None
    """For locks, in milliseconds, as was said last."""
    has_room = False
    """Whether it may keep as many pages of the file as a long write needs."""
    counted: Callable[[Callable[[], None]], None] | None = None
    """What closes it, if its file counts it as open."""

    def close(self) -> None:
        """Close it, and no longer count it as open."""
        if self.counted:
            self.counted(super().close)
        else:
            super().close()


def identity(path: str) -> tuple[Id, tuple[int, int]]:
    """A file’s identity; its time of change in nanoseconds, and its bytes. ``None`` without one."""
    try:
        found = os.stat(path)  # noqa: PTH116 - three times a transaction, a third of Path's time
    except OSError:
        return None, (0, 0)
    return (found.st_dev, found.st_ino), (found.st_mtime_ns, found.st_size)
