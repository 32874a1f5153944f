"""Open a file to import, and tell whether it is still the same one afterwards."""

import os
import stat
from pathlib import Path
from typing import IO

from dashboard.i18n import text
from dashboard.importers.faults import BadFileError


def opened(path: Path) -> IO[bytes]:
    """The file, open for reading.

    Raises:
        BadFileError: There is none.
    """
    try:
        file: IO[bytes] = open(path, "rb", opener=_at_once)  # noqa: SIM115 - with an opener
    except FileNotFoundError as error:
        raise BadFileError(
            text("There is no such file"), text("Check the name and the folder")
        ) from error
    except IsADirectoryError as error:
        raise BadFileError(
            text("This is a folder, not a file"), text("Give a CSV, XLSX or ODS file")
        ) from error
    except (OSError, ValueError) as error:
        raise BadFileError(
            text("The file cannot be opened"), text("Check that you may read it")
        ) from error
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise BadFileError(
        text("This is a pipe or a device, not a file"), text("Give a CSV, XLSX or ODS file")
    )


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting for somebody to write into it, if it is a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)


def state(found: os.stat_result) -> tuple[int, ...]:
    """What is another one after the file was written to or replaced."""
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def state_at(path: Path) -> tuple[int, ...] | None:
    """The state of the file that is there now, if any."""
    try:
        return state(path.stat())
    except OSError:
        return None
