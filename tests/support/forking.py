"""Servers forked from a process that has the program loaded, a quarter of the work of a new Python.

What they do from there on is all that ``impact serve`` does; that it also begins from nothing is
for ``tests/cli/test_serve.py``. This module loads little, for each of them loads it.
"""

import multiprocessing
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from dashboard.places import ROOT
from tests.support import one_day

LOADED = ["tests.support.loaded"]
_context = multiprocessing.get_context("forkserver")


class Forked:
    """A process, with those methods of ``subprocess.Popen`` that tests use."""

    def __init__(self, command: list[str], environment: dict[str, str], log_file: Path) -> None:
        _context.set_forkserver_preload(LOADED)
        self._process = _context.Process(target=_run, args=(command, environment, log_file))
        self._process.start()
        assert self._process.pid
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):  # its parent, which is not this one, lets it go at once
            if self.poll() is None:
                os.kill(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("impact", timeout or 0)
        return code


def _run(command: list[str], environment: dict[str, str], log_file: Path) -> None:
    """Be the command, as if it had been started."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    one_day.hold()
    os.chdir(ROOT)
    log = os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.close(log)
    sys.argv = command
    _fork_the_parent_of_jobs()

    from dashboard.cli import main, schedule, serve  # noqa: PLC0415 - only here are they needed

    schedule.FIRST_SECONDS = 0.1  # no first page needs the processor before it
    serve.rehearse = lambda _: {}  # what workers would share, each makes when it is asked for it
    serve.warm_in_background = lambda _: None
    main()


class _Child:
    """Forked from here, with what is asked of ``subprocess.Popen``."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def wait(self) -> None:
        with suppress(ChildProcessError):  # of a server's first process, and a worker asks
            os.waitpid(self.pid, 0)


def _fork_the_parent_of_jobs() -> None:
    """Now, while there are no threads: a new Python would be half of what a server costs.

    Whoever asks for another one, since that one was lost, has it started as people do.
    """
    from dashboard.web.importing.job import serve  # noqa: PLC0415 - only here are they needed
    from dashboard.web.shared import jobs  # noqa: PLC0415

    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        _, lines, *_ = socket.recv_fds(theirs, 1, 1)
        theirs.close()
        if lines:
            serve(socket.socket(fileno=lines[0]))
        os._exit(0)
    theirs.close()

    def begin(line: socket.socket) -> jobs.Parent:
        jobs.begin = jobs.executed
        with ours:
            socket.send_fds(ours, [b"!"], [line.fileno()])
        return _Child(pid)

    jobs.begin = begin
