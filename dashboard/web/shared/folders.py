"""Folders for a while, which a later start removes when nobody could.

A folder is held by a lock that ends with the last process that has it open, however that ends: so a
folder that nobody holds was left behind, and no clock has to say so.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


class HeldFolder:
    """A new folder that nobody else may open, until it is closed or this process ends.

    Processes that are forked from this one hold it, too.
    """

    def __init__(self, prefix: str) -> None:
        while not self._make(prefix):
            pass  # another one, since somebody took it for abandoned before it was held

    def _make(self, prefix: str) -> bool:
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        try:
            self._held = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            return False
        fcntl.flock(self._held, fcntl.LOCK_EX)
        if self.path.exists():
            return True
        os.close(self._held)
        return False

    def close(self) -> None:
        """Leave nothing behind; once is enough."""
        shutil.rmtree(self.path, ignore_errors=True)
        held, self._held = self._held, -1
        if held >= 0:
            os.close(held)


def remove_abandoned(prefix: str) -> None:
    """Remove the folders of that prefix that nobody holds any more."""
    for path in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with suppress(OSError):  # held, of somebody else, or gone by now
            folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if os.fstat(folder).st_uid == os.getuid():
                    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(folder)
