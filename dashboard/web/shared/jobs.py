"""Long work in separate processes, so that pages never wait for it.

Each job runs in a process forked from a parent process, which has loaded all that jobs need, has no
threads, and ends with us (see ``job``). Killing a job is safe at any point: what it had not
committed is rolled back.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import orjson

from dashboard.importers.order import Phase
from dashboard.places import ROOT
from dashboard.web.shared import logs, trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dashboard.importers.order import OnProgress

    Line = Mapping[str, Any]

NEW, NUMBER_BYTES = 0, 4
LOOKED_SECONDS = 0.1  # the longest delay before a cancelled job is noticed
ENDING_SECONDS = 2.0
PIECE = 1 << 16
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # numpy’s; none may be forked
_OF_MEMORY = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS)
_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from dashboard.web.importing.job import main; main()"
)


class Parent(Protocol):
    """What is asked of the process that jobs are forked from."""

    pid: int

    def wait(self) -> object:
        """Return when it has ended."""


def executed(line: socket.socket) -> Parent:
    """Begin it as a new Python, at the other end of a line."""
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-P", "-c", _BEGIN, str(ROOT), str(line.fileno())],
        stdin=subprocess.DEVNULL,
        env=os.environ | ONE_THREAD,
        pass_fds=[line.fileno()],
    )


begin: Callable[[socket.socket], Parent] = executed


class EndedError(logs.PlainError):
    """The process ended before its work did."""

    words = "a process ended before its work did, as when the server stops or memory is short"


class ShortOfMemoryError(EndedError):
    """It ended at its memory limit: not all libraries raise ``MemoryError`` there."""

    words = "a process ended at its memory limit"


class Job(NamedTuple):
    """A process at work, and its output."""

    pid: int
    talk: socket.socket

    def lines(self, tell: OnProgress) -> Iterator[Line]:
        """The output, line by line; ``tell`` is also called while there is none."""
        said, last = b"", (Phase.CHECKING, 0, 0.0)
        self.talk.settimeout(LOOKED_SECONDS)
        while True:
            try:
                piece = self.talk.recv(PIECE)
            except TimeoutError:
                tell(*last)
                continue
            if not piece:
                raise EndedError
            *whole, said = (said + piece).split(b"\n")
            for line in map(orjson.loads, whole):
                if "phase" not in line:
                    yield line
                    return
                last = Phase(line["phase"]), line["rows"], line["fraction"]
                tell(*last)

    def end(self) -> None:
        """End the process if it still runs."""
        for kind in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.kill(self.pid, kind)
            if self._has_ended():
                return

    def _has_ended(self) -> bool:
        """Wait for the process to close its socket; discard the rest of its output."""
        self.talk.settimeout(ENDING_SECONDS)
        try:
            while self.talk.recv(PIECE):
                pass
        except TimeoutError:
            return False
        except OSError:
            pass  # the socket is closed
        return True


class Jobs:
    """The parent of jobs: started when first needed, and again if it was lost.

    Processes forked once it runs share it; it ends with the last of them.
    """

    def __init__(self) -> None:
        self._asking = Lock()
        self._ask: socket.socket | None = None
        self._parent: Parent | None = None

    def doing(self, work: Callable[..., Line], *given: object) -> Callable[[OnProgress], Line]:
        """Work to run in a job when called: ``work(*given, on_progress)``.

        Everything passed must be picklable. An exception from ``on_progress`` ends the job. An
        error of the work is returned in the form for readers, see ``steps.failed``. A process that
        ends before its work raises ``EndedError``.
        """

        def do(tell: OnProgress) -> Line:
            with self._begun() as job:
                job.talk.sendall(_packed((trace.current(), work, given)))
                return next(job.lines(tell))

        return do

    def warm(self) -> None:
        """Start the parent early, which takes a second or two."""
        with self._asking:
            self._started()

    def stop(self) -> None:
        """End the parent."""
        with self._asking:
            self._stop()

    @property
    def parent(self) -> int | None:
        """The parent's process id while it exists."""
        return self._parent.pid if self._parent else None

    @contextmanager
    def _begun(self) -> Iterator[Job]:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._say(NEW, theirs)
            job = Job(_number(ours), ours)
            try:
                yield job
            except EndedError as error:
                if self._buried(job) in _OF_MEMORY:
                    raise ShortOfMemoryError from error
                raise
            except BaseException:
                self._buried(job)
                raise
            self._buried(job)

    def _buried(self, job: Job) -> int:
        """End a process, let the system reuse its id, and return the signal it ended by, if any."""
        job.end()
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._say(job.pid, theirs)
            with suppress(EndedError, OSError):
                return _number(ours)
        return 0

    def _say(self, number: int, line: socket.socket) -> None:
        said = [number.to_bytes(NUMBER_BYTES)]
        with self._asking:
            with suppress(BrokenPipeError):
                socket.send_fds(self._started(), said, [line.fileno()])
                return
            self._stop()
            if number == NEW:
                socket.send_fds(self._started(), said, [line.fileno()])

    def _started(self) -> socket.socket:
        if self._ask is None:
            self._ask, theirs = socket.socketpair()
            with theirs:
                self._parent = begin(theirs)
        return self._ask

    def _stop(self) -> None:
        if self._ask and self._parent:
            self._ask.close()
            self._parent.wait()
        self._ask = self._parent = None


@cache
def jobs() -> Jobs:
    """This process's ``Jobs``; one parent serves all purposes."""
    return Jobs()


def _packed(content: object) -> bytes:
    packed = pickle.dumps(content)
    return len(packed).to_bytes(NUMBER_BYTES) + packed


def _number(talk: socket.socket) -> int:
    said = talk.recv(NUMBER_BYTES, socket.MSG_WAITALL)
    if len(said) < NUMBER_BYTES:
        raise EndedError
    return int.from_bytes(said)
