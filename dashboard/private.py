"""Files and folders that hold what only their owner may read, however the umask stands."""

import logging
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

FILE: Final = 0o600
FOLDER: Final = 0o700

_log = logging.getLogger("impact")


def make_files_private() -> None:
    """From now on, whatever this process and its children make is its owner's only."""
    os.umask(0o777 & ~FOLDER)


def make_file(path: Path) -> None:
    """An empty file, unless there is one already; where a link leads to, if it is one.

    Raises:
        OSError: It can't be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(path.resolve(), os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE))


def make_folder(path: Path) -> None:
    """A folder with those above it, as far as they are not there yet.

    Raises:
        OSError: It can't be made.
    """
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=FOLDER, exist_ok=True)


def tighten(path: Path) -> None:
    """Take from all others what they may do with a file or a folder of ours, and say so.

    What belongs to somebody else, or lies where there are no permissions, stays as it is.
    """
    with suppress(OSError):
        found = path.stat()
        mode = stat.S_IMODE(found.st_mode)
        if not mode & ~FOLDER or found.st_uid != os.geteuid():
            return
        path.chmod(mode & FOLDER)
        _log.warning("%s was open to others: mode %04o, now %04o", path, mode, mode & FOLDER)
