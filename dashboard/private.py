"""Files and folders that only their owner may read, whatever the umask."""

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
    """Make all files that this process and its children create private to their owner."""
    os.umask(0o777 & ~FOLDER)


def make_file(path: Path) -> None:
    """Create an empty file if there is none; through a link, at its target.

    Raises:
        OSError: It can't be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(path.resolve(), os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE))


def make_folder(path: Path) -> None:
    """Create a folder, and those above it, if they do not exist.

    Raises:
        OSError: It can't be made.
    """
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=FOLDER, exist_ok=True)


def tighten(path: Path) -> None:
    """Remove all permissions of others on a file or folder of ours, and log that.

    Files of other owners, or without permissions, stay unchanged.
    """
    with suppress(OSError):
        found = path.stat()
        mode = stat.S_IMODE(found.st_mode)
        if not mode & ~FOLDER or found.st_uid != os.geteuid():
            return
        path.chmod(mode & FOLDER)
        _log.warning("%s was open to others: mode %04o, now %04o", path, mode, mode & FOLDER)
