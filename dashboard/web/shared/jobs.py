"""Long work in a process of its own, so that pages never wait for it.

A process is forked for each piece of work from one that has loaded all it needs, has no threads,
and ends with us (see ``job``). Whoever does not want the work any more ends it, wherever it is:
what it had not committed is gone with it.
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
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from dashboard.importers import Phase
from dashboard.places import ROOT
from dashboard.web.shared import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dashboard.importers import OnProgress

    Line = Mapping[str, Any]

NEW, NUMBER_BYTES = 0, 4
LOOKED_SECONDS = 0.1  # how soon it is seen that nobody wants the work any more
ENDING_SECONDS = 2.0
PIECE = 1 << 16
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # numpy’s; none may be forked
_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from dashboard.web.importing.job import main; main()"
)


class EndedError(Exception):
    """The process of some work ended before the work did."""


class Job(NamedTuple):
    """A process at work, and what it says."""

    pid: int
    talk: socket.socket

    def lines(self, tell: OnProgress) -> Iterator[Line]:
        """What it says, line by line; ``tell`` is called while it says nothing, too."""
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
        """End it, if it has not."""
        for kind in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.kill(self.pid, kind)
            if self._has_ended():
                return

    def _has_ended(self) -> bool:
        """It closes its end of the line as it goes; what it still said is not wanted."""
        self.talk.settimeout(ENDING_SECONDS)
        try:
            while self.talk.recv(PIECE):
                pass
        except TimeoutError:
            return False
        except OSError:
            pass  # the line is cut
        return True


class Jobs:
    """The process that others are forked from: started when it is first needed, or was lost."""

    def __init__(self) -> None:
        self._asking = Lock()
        self._ask: socket.socket | None = None
        self._parent: subprocess.Popen[bytes] | None = None

    def doing(self, work: Callable[..., Line], *given: object) -> Callable[[OnProgress], Line]:
        """Some work, to be done elsewhere when it is called: ``work(*given, on_progress)``.

        All that goes there must be picklable. What ``on_progress`` raises here ends the work; what
        the work raises is returned as its reader may know it, see ``progress.failed``. A process
        that ends before its work raises ``EndedError``.
        """

        def do(tell: OnProgress) -> Line:
            with self._begun() as job:
                job.talk.sendall(_packed((trace.current(), work, given)))
                return next(job.lines(tell))

        return do

    def warm(self) -> None:
        """Start it before it is needed, which takes a second or two."""
        with self._asking:
            self._started()

    def stop(self) -> None:
        """End it."""
        with self._asking:
            self._stop()

    @property
    def parent(self) -> int | None:
        """Its number, while it is there."""
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
            finally:
                job.end()
                self._say(job.pid)  # so that its number can be another one's

    def _say(self, number: int, line: socket.socket | None = None) -> None:
        fds = [line.fileno()] if line else []
        with self._asking:
            with suppress(BrokenPipeError):
                socket.send_fds(self._started(), [number.to_bytes(NUMBER_BYTES)], fds)
                return
            self._stop()
            if line:
                socket.send_fds(self._started(), [number.to_bytes(NUMBER_BYTES)], fds)

    def _started(self) -> socket.socket:
        if self._ask is None:
            self._ask, theirs = socket.socketpair()
            with theirs:
                self._parent = subprocess.Popen(  # noqa: S603 - ourselves
                    [sys.executable, "-P", "-c", _BEGIN, str(ROOT), str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    env=os.environ | ONE_THREAD,
                    pass_fds=[theirs.fileno()],
                )
        return self._ask

    def _stop(self) -> None:
        if self._ask and self._parent:
            self._ask.close()
            self._parent.wait()
        self._ask = self._parent = None


@cache
def jobs() -> Jobs:
    """Those of this process; it has one parent of them, whatever they are for."""
    return Jobs()


def _packed(content: object) -> bytes:
    packed = pickle.dumps(content)
    return len(packed).to_bytes(NUMBER_BYTES) + packed


def _number(talk: socket.socket) -> int:
    said = talk.recv(NUMBER_BYTES, socket.MSG_WAITALL)
    if len(said) < NUMBER_BYTES:
        raise EndedError
    return int.from_bytes(said)
