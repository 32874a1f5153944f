"""Temporary folders, which a later start deletes if their owner could not.

A folder is held by a lock. The system releases it when the last process that has it open ends, in
whatever way. So a folder that nobody holds is abandoned, without any need of timestamps.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


class HeldFolder:
    """A new private folder, held until it is closed or this process ends.

    Processes forked from this one hold it too.
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
        """Delete the folder; calling it once is enough."""
        shutil.rmtree(self.path, ignore_errors=True)
        held, self._held = self._held, -1
        if held >= 0:
            os.close(held)


def remove_abandoned(prefix: str) -> None:
    """Delete the folders with that prefix that nobody holds any more."""
    for path in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with suppress(OSError):  # held, of somebody else, or gone by now
            folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if os.fstat(folder).st_uid == os.getuid():
                    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(folder)
