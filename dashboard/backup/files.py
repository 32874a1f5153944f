"""A backup's file: open it for reading without touching it, or put it in place in one step."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from tempfile import mkstemp

ENDING, PART = ".backup", ".part"
APPLICATION = 0x696D4250  # "imBP": by this, `file` and we know a backup at once
_APPLICATION_AT, _HEAD = 68, 72  # where SQLite keeps it


class ExistsError(Exception):
    """The target exists already, and replacing it was not requested."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def is_marked(path: Path) -> bool:
    """Whether a file is a backup, or was one before it was damaged.

    Raises:
        OSError: It can't be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return head[_APPLICATION_AT:] == APPLICATION.to_bytes(4, "big")


def is_backup(path: Path) -> bool:
    """Whether a database's file, which may be in use, is a backup.

    SQLite reads the mark. Opening and closing the file in another way would release the locks that
    this process holds on it.
    """
    try:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as file:
            return bool(file.execute("PRAGMA application_id").fetchone() == (APPLICATION,))
    except sqlite3.Error:
        return False


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an SQLite file for reading only; code in its schema is not trusted to run.

    Raises:
        OSError: There is no such file.
    """
    with path.open("rb"):  # a missing one is told by its name
        pass
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as file:
        file.execute("PRAGMA trusted_schema = OFF")
        file.execute("PRAGMA cell_size_check = ON")
        yield file


@contextmanager
def filling(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a new, private SQLite file to be filled without a journal.

    Raises:
        OSError: There is no room, or it can't be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode = OFF")
            file.execute("PRAGMA synchronous = OFF")
            file.execute("BEGIN")
            yield file
            file.execute("COMMIT")
    except sqlite3.OperationalError as error:
        code = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(code, str(error), str(path)) from error


@contextmanager
def in_place(path: Path, *, replace: bool) -> Iterator[Path]:
    """A temporary file (mode 0600) that replaces ``path`` at the end, or leaves it unchanged.

    Raises:
        ExistsError: Something is there, and replacing it was not requested.
        OSError: It can't be written: there is no such folder, or ``path`` is no plain file.
    """
    if os.path.lexists(path):
        if not replace:
            raise ExistsError(path)
        if path.is_symlink() or not path.is_file():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    if not path.parent.is_dir():  # a typing error, or a disk that is not mounted
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    number, name = mkstemp(prefix=f".{path.name}.", suffix=PART, dir=path.parent)
    os.close(number)
    made = Path(name)
    try:
        yield made
        _flush(made)
        if replace:
            made.replace(path)
        else:
            _put(made, path)
        with suppress(OSError):  # some file systems support it for files only
            _flush(path.parent)
    finally:
        made.unlink(missing_ok=True)


def named(folder: Path, stem: str = "impact") -> Path:
    """A name with the moment (UTC) in a folder."""
    return folder / f"{stem}-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}{ENDING}"


def free(path: Path) -> Path:
    """The path itself, or with the first number from 2 on under which there is nothing yet."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(one for one in chain((path,), numbered) if not os.path.lexists(one))


def _put(made: Path, path: Path) -> None:
    """Move the file into place, and never over a file created meanwhile if that can be told."""
    try:
        os.link(made, path)
    except FileExistsError as error:
        raise ExistsError(path) from error
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise ExistsError(path) from None
        made.replace(path)


def _flush(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
