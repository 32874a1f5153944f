"""Try what the process that reads files must not do, in a process like it."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import orjson

from dashboard.importers.files.confined import confine


def main() -> None:
    """Report for each attempt whether it is refused."""
    descriptor, memory, seconds, parent = map(int, sys.argv[2:])
    os.close(descriptor)
    confine(memory, seconds, parent)
    tried: dict[str, Callable[[], object]] = {
        "memory": lambda: bytearray(memory),
        "files": lambda: os.open(Path(__file__), os.O_RDONLY),
        "network": socket.socket,
        "programs": lambda: os.execv(sys.executable, [sys.executable, "-c", "print({})"]),  # noqa: S606
    }
    sys.stdout.buffer.write(orjson.dumps({name: _refused(it) for name, it in tried.items()}))


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError):
        return True
    return False
