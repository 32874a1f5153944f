"""What is the same for all processes of a test run is made by the first that needs it."""

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

OF_A_WORKER = "popen-"  # so begins the folder that pytest-xdist gives to one of several processes


def made(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, which ``make`` has filled; who comes meanwhile waits for it.

    It is only read: others read it, too.
    """
    ours = factory.getbasetemp()
    of_all = ours.parent if ours.name.startswith(OF_A_WORKER) else ours
    folder, done = of_all / name, of_all / f"{name}.made"
    with (of_all / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of who failed
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
