"""What processes take: processor time to the nanosecond, and memory, as Linux tells it.

Elsewhere these are not numbers, and the tables say so.
"""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

LOOK_EVERY_SECONDS = 0.02


class Run(NamedTuple):
    """Seconds of a command to its end, of processor time, and the most memory at once in MB."""

    wall: float
    processor: float
    memory: float


def run(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    look: Callable[[], object] = lambda: None,
) -> Run:
    """Run a command to its end, with all the processes that it starts.

    Meanwhile, ``look`` is called again and again.

    Raises:
        RuntimeError: It failed.
    """
    began, most = time.perf_counter(), 0.0
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if found:
            break
        most = max(most, sum(map(memory_mb, family(process.pid))))
        look()
        time.sleep(LOOK_EVERY_SECONDS)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"{command} ended with {process.returncode}"
        raise RuntimeError(msg)
    return Run(wall, usage.ru_utime + usage.ru_stime, most)


def family(first: int) -> list[int]:
    """A process and all its descendants."""
    found = [first]
    for one in found:
        for tasks in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, _read(tasks).split())
    return found


def is_fork_of(process: int, parent: int) -> bool:
    """Whether it runs what its parent was started as, and so is a worker and no other program."""
    same = (_read(Path(f"/proc/{one}/cmdline")) for one in (process, parent))
    return process != parent and len(set(same)) == 1


def processor_seconds(process: int) -> float:
    """Processor time so far; Linux has a clock for each process, whose number is made of its id."""
    try:
        return time.clock_gettime(~process << 3 | 2)
    except (OSError, OverflowError):
        return float("nan")


def memory_mb(process: int) -> float:
    """What it has for itself, and its part of what it shares with others (PSS)."""
    lines = _read(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    found = (float(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:"))
    return next(found, float("nan") if not Path("/proc/self").exists() else 0)


def _read(path: Path) -> str:
    """Empty when the process is over."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
