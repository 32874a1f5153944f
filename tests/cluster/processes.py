"""The processes of a machine: found by who began them, told something, and seen off."""

import ctypes
import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

BECOME_REAPER, REAP_SECONDS = 36, 0.2  # of prctl


def tree_of(firsts: list[int]) -> list[int]:
    """These processes, and all that they have begun."""
    children, left, found = _children(), list(firsts), []
    while left:
        one = left.pop()
        if one not in found and Path(f"/proc/{one}").exists():
            found.append(one)
            left += children.get(one, [])
    return found


def send(number: signal.Signals, pids: list[int]) -> None:
    """Send a signal to processes that may be gone."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for pid, (_, _, parent) in every().items():
        found.setdefault(parent, []).append(pid)
    return found


def every() -> dict[int, tuple[str, str, int]]:
    """Name, state and parent of all processes."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            begins, _, rest = stat.read_text("utf-8").rpartition(")")
            state, parent = rest.split()[:2]
            found[int(stat.parent.name)] = begins.partition("(")[2], state, int(parent)
    return found


def adopt() -> None:
    """Be the parent of each PostgreSQL, whose own has ended, and see it off as init would."""
    ctypes.CDLL(None).prctl(BECOME_REAPER, 1, 0, 0, 0)

    def for_ever() -> None:
        while True:
            for pid, (name, state, parent) in every().items():
                if name == "postgres" and state == "Z" and parent == os.getpid():
                    with suppress(ChildProcessError):
                        os.waitpid(pid, os.WNOHANG)
            time.sleep(REAP_SECONDS)

    Thread(target=for_ever, daemon=True).start()
