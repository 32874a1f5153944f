"""Temporary files in memory: a test that waits for a disk learns nothing by it.

A database of a test's own is copied and dropped ten times faster there.
"""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - of Linux; elsewhere files stay where they are
ENOUGH_BYTES = 4 << 30


def keep_temporary_files_in_memory() -> None:
    """For this process and those that it starts, unless somebody said where."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    if shutil.disk_usage(MEMORY).free >= ENOUGH_BYTES:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
