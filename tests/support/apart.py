"""Processes that read files, forked from one that has loaded what they need: a tenth of the work.

What they do from there on, giving up their rights first of all, is what they always do. That they
also begin from nothing is for ``tests/importers/files/test_apart.py``, for commands, and for
servers that begin from nothing.
"""

import atexit
import os
import signal
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from functools import cache
from typing import Self

from dashboard.importers.files import apart, child
from dashboard.places import ROOT

LONGEST, NUMBER_BYTES = 64, 4
USED = struct.Struct("idq")  # its end, seconds of computing, most memory as the system counts
BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from tests.support.apart import fork; fork()"
executed = apart._start


def fork_readers() -> None:
    """In this process, from now on."""
    apart._start = _start  # type: ignore[assignment]


class Used:
    """What the reader that ended last has used; of those that several threads wait for, of one."""

    seconds, peak = 0.0, 0


last = Used()


class Forked:
    """One that reads, with what is asked of ``subprocess.Popen``."""

    def __init__(self, file: int, seconds: int) -> None:
        self._nurse, nurse = socket.socketpair()
        (asked, asks), (hears, answers) = os.pipe(), os.pipe()
        theirs = (asked, answers, file, nurse.fileno())
        limits = f"{apart.MEMORY_BYTES} {seconds}".encode().ljust(LONGEST)
        socket.send_fds(_forker(), [limits], theirs)
        nurse.close()
        os.close(asked)
        os.close(answers)
        self.stdin, self.stdout = os.fdopen(asks, "wb", 0), os.fdopen(hears, "rb", 0)
        self.pid = int.from_bytes(self._nurse.recv(NUMBER_BYTES, socket.MSG_WAITALL))
        self._code: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        try:
            self.stdin.close()
        finally:
            self.wait()
            self._nurse.close()

    def kill(self) -> None:
        if self._code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        if self._code is None:
            told = self._nurse.recv(USED.size, socket.MSG_WAITALL)
            self._code, *used = USED.unpack(told)
            last.seconds, last.peak = used
        return self._code


def _start(module: str, descriptor: int, seconds: int) -> Forked | subprocess.Popen[bytes]:
    return (
        Forked(descriptor, seconds) if module == "child" else executed(module, descriptor, seconds)
    )


@cache
def _forker() -> socket.socket:
    """Where to ask for one; who forks them ends with us."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-E", "-P", "-c", BEGIN, str(ROOT), str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            cwd="/",
            env={},
        )
    atexit.register(_end, ours, process)
    return ours


def _end(line: socket.socket, process: subprocess.Popen[bytes]) -> None:
    line.close()
    process.wait()


def fork() -> None:
    """As a process of its own: fork a reader, and a nurse who tells how it ends, when asked."""
    asked = socket.socket(fileno=int(sys.argv[2]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nurses are buried by the system
    while True:
        limits, files, *_ = socket.recv_fds(asked, LONGEST, 4)
        if not limits:
            return
        if os.fork() == 0:
            asked.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _nurse(limits, *files)
            os._exit(0)
        for one in files:
            os.close(one)


def _nurse(limits: bytes, asked: int, answers: int, file: int, line: int) -> None:
    memory, seconds = map(int, limits.split())
    here, pid = os.getpid(), os.fork()
    if pid == 0:
        os.close(line)
        os.dup2(asked, 0)
        os.dup2(answers, 1)
        os.close(asked)
        os.close(answers)
        sys.argv[2:] = map(str, (file, memory, seconds, here))
        child.main()
    for one in (asked, answers, file):
        os.close(one)
    os.write(line, pid.to_bytes(NUMBER_BYTES))
    _, status, used = os.wait4(pid, 0)
    code, seconds = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
    os.write(line, USED.pack(code, seconds, used.ru_maxrss))
