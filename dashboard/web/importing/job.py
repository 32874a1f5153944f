"""The process that ``jobs`` forks workers from, and what these do.

It has loaded everything that the work needs, and has no threads, so a forked process begins at
once.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import socket
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import orjson

from dashboard.exports import to_mend
from dashboard.i18n import Locale
from dashboard.i18n.catalogues import translations
from dashboard.importers.files.confined import limit_memory
from dashboard.importers.files.limits import WORK_BYTES
from dashboard.tables import Base
from dashboard.web.importing import work as import_work
from dashboard.web.shared import logs, trace
from dashboard.web.shared import steps as progress
from dashboard.web.shared.jobs import NEW, NUMBER_BYTES
from dashboard.web.shared.niceness import patiently

if TYPE_CHECKING:
    from dashboard.importers.order import Phase

__all__ = ["import_work", "main", "to_mend"]

_DEATH = 1  # of prctl


def main() -> None:
    """Do so as a process of its own, whose second argument is the descriptor of the line."""
    serve(socket.socket(fileno=int(sys.argv[2])))


def serve(ask: socket.socket) -> None:
    """Fork a process for each request, as long as a requester exists.

    Asking the system to end this process with the server would not work: it would already end with
    the thread that started it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal: the server decides
    logs.configure()
    Base.registry.configure()
    translations(Locale.FR)
    gc.collect()
    gc.freeze()
    while True:
        number, lines, *_ = socket.recv_fds(ask, NUMBER_BYTES, 1)
        if not number:
            return
        pid = int.from_bytes(number)
        if pid != NEW:
            with socket.socket(fileno=lines[0]) as line, suppress(BrokenPipeError):
                line.sendall(_signal_of(pid).to_bytes(NUMBER_BYTES))
            continue
        here = os.getpid()
        if os.fork() == 0:
            ask.close()
            _end_with(here)
            _work(socket.socket(fileno=lines[0]))
            os._exit(0)
        os.close(lines[0])


def _signal_of(pid: int) -> int:
    """The signal that a process ended by; 0 if there was none, or no such process."""
    try:
        _, status = os.waitpid(pid, 0)
    except ChildProcessError:
        return 0
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _work(talk: socket.socket) -> None:
    """Do the work requested, and report its result."""
    talk.sendall(os.getpid().to_bytes(NUMBER_BYTES))
    with suppress(BrokenPipeError):  # the job was cancelled
        try:
            asked, work, given = pickle.loads(_packed(talk))  # noqa: S301 - by the server itself
            trace.go_on(asked)
            limit_memory(WORK_BYTES)
            line = patiently(partial(work, *given, partial(_tell, talk)))
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - told to whoever asked, and in the log
            line = progress.failed(error)
        talk.sendall(orjson.dumps(line) + b"\n")


def _tell(talk: socket.socket, phase: Phase, rows: int, fraction: float) -> None:
    said = {"phase": phase.value, "rows": rows, "fraction": fraction}
    talk.sendall(orjson.dumps(said) + b"\n")


def _packed(talk: socket.socket) -> bytes:
    length = int.from_bytes(talk.recv(NUMBER_BYTES, socket.MSG_WAITALL))
    packed = bytearray()
    while len(packed) < length:
        packed += talk.recv(length - len(packed)) or bytes(length)
    return bytes(packed)


def _end_with(parent: int) -> None:
    """End when that process ends; on systems other than Linux, at the next message."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
