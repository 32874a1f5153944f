"""Read a file in a separate process with few resources and no other permissions.

Whatever a file does to the libraries that read it, it can use only limited memory and time, and
reaches no other file, no network and no database.
"""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import IO, Self, TypeVar, cast

import orjson

from dashboard.importers.faults import BadFileError
from dashboard.importers.files import wire
from dashboard.importers.files.limits import MEGABYTE, MEMORY_BYTES, SECONDS, SECONDS_PER_MEGABYTE
from dashboard.importers.files.opening import opened, state, state_at
from dashboard.importers.files.refusals import changed, damaged, too_long, too_much_memory
from dashboard.importers.files.source import RereadableFile, Row, Sheet, Sheets
from dashboard.places import ROOT

SILENT_SECONDS = 900  # on a machine that is very busy
_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from dashboard.importers.files.{} import main; main()"
)
_OF_MEMORY = (wire.NO_MEMORY, -signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS)

T = TypeVar("T")

_log = logging.getLogger("impact")


@contextmanager
def open_book(path: Path) -> Iterator[RereadableFile]:
    """Open a file; its sheets can be read until it is closed.

    Raises:
        BadFileError: It is no file that we can read, or another one by now; also raised while
            reading the rows.
    """
    with opened(path) as file, _Reader(file) as reader:
        begun = state(os.fstat(file.fileno()))
        yield reader.book()
        if state_at(path) != begun:
            raise changed()


def protections() -> dict[str, bool]:
    """The protections of the reading process that work on this system, each one tried out."""
    with Path(os.devnull).open("rb") as nothing:
        process = _start("probe", nothing.fileno(), SECONDS)
        said, _ = process.communicate(timeout=SILENT_SECONDS)
    return {str(name): held is True for name, held in orjson.loads(said).items()}


def _start(module: str, descriptor: int, seconds: int) -> subprocess.Popen[bytes]:
    """Start a fresh interpreter that has nothing of ours but its arguments."""
    limits = (descriptor, MEMORY_BYTES, seconds, os.getpid())
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-E", "-P", "-c", _BEGIN.format(module), str(ROOT), *map(str, limits)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=[descriptor],
        cwd="/",
        env={},
        bufsize=0,
    )


class _Reader:
    """The process that reads one file, seen from outside."""

    def __init__(self, file: IO[bytes]) -> None:
        size = os.fstat(file.fileno()).st_size
        self._seconds = SECONDS + SECONDS_PER_MEGABYTE * size // MEGABYTE
        self._process = _start("child", file.fileno(), self._seconds)
        self._asked = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout).fileno()
        self._unheard = 1  # answers; the first one comes unasked
        self._turn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        with suppress(BrokenPipeError), self._process:  # closes the pipes and waits
            pass

    def book(self) -> RereadableFile:
        """What the reader tells about the file.

        Raises:
            BadFileError: It is nothing that we can read.
        """
        epoch, said = self._hear(wire.as_book)
        return RereadableFile(self._read, epoch, said)

    def _read(self, only: Collection[int] | None) -> Sheets:
        done = [0.0]
        return Sheets(self._sheets(only, done), lambda: done[0])

    def _sheets(self, only: Collection[int] | None, done: list[float]) -> Iterator[Sheet]:
        self._ask("read", None if only is None else [*only])
        while True:
            self._ask("sheet")
            sheet = self._hear(wire.as_sheet)
            self._turn += 1
            if sheet is None:
                return
            name, hidden = sheet
            struck: set[int] = set()
            yield Sheet(name, hidden, self._rows(self._turn, done, struck), struck)

    def _rows(self, turn: int, done: list[float], struck: set[int]) -> Iterator[Row]:
        """The rows of a sheet, which are gone once another sheet is asked for.

        After the first rows, some are read ahead. Of most sheets only those first rows are wanted.

        Raises:
            RuntimeError: More rows are asked for when they are gone: they must not just be missing.
        """
        last, batches = 0, 0
        while True:
            if turn != self._turn:
                msg = "the rows of a sheet are gone once another one is asked for"
                raise RuntimeError(msg)
            if not self._unheard:
                self._ask("rows")
            done[0], rows, struck_out = self._hear(partial(wire.as_rows, after=last))
            struck.update(struck_out)
            if not rows:
                return
            last = rows[-1][0]
            batches += 1
            if batches > 1:
                self._ask("rows")
            yield from rows

    def _ask(self, *what: object) -> None:
        while self._unheard:
            self._hear(lambda _: None)
        with suppress(BrokenPipeError):  # the next answer tells why it has ended
            self._asked.write(orjson.dumps(what) + b"\n")
        self._unheard += 1

    def _hear(self, understand: Callable[[wire.Sent], T]) -> T:
        """The reader's next answer.

        Raises:
            BadFileError: The file is refused, or the process ended while reading it.
        """
        self._unheard -= 1
        try:
            sent = orjson.loads(self._frame())
            if sent[:1] == ["bad"]:
                raise wire.as_fault(sent)
            if failure := wire.as_failure(sent):
                _log.error("a file could not be read: %s", failure)
                raise damaged()
            return understand(sent)
        except (wire.LieError, ValueError, TypeError) as error:
            kind = type(error).__name__  # the rest is not logged: it may quote the file
            _log.error("what reads files does not answer as it should: %s", kind)
            raise damaged() from error

    def _frame(self) -> bytes:
        length = int.from_bytes(self._bytes(wire.LENGTH))
        if length > wire.LARGEST_FRAME:
            raise wire.LieError
        return self._bytes(length)

    def _bytes(self, wanted: int) -> bytes:
        found = bytearray()
        while len(found) < wanted:
            ready = self._says_something()
            more = os.read(self._answers, wanted - len(found)) if ready else b""
            if not more:
                raise self._ended(in_time=ready)
            found += more
        return bytes(found)

    def _says_something(self) -> bool:
        """Whether the reader answers, or ends, before the time limit."""
        with DefaultSelector() as selector:
            selector.register(self._answers, EVENT_READ)
            return bool(selector.select(SILENT_SECONDS))

    def _ended(self, *, in_time: bool) -> BadFileError:
        """Why the reader will not answer any more."""
        if not in_time:
            self._process.kill()
        code = self._process.wait()
        if code == -signal.SIGXCPU or not in_time:
            return too_long(self._seconds)
        if code in _OF_MEMORY:
            return too_much_memory()
        _log.error("what reads files has ended with %d", code)
        return damaged()
