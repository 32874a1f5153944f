"""The process that reads a file: it answers requests about it, and does nothing else.

It imports little, so that it starts at once.
"""

from __future__ import annotations

import codecs
import os
import signal
import sys
from traceback import walk_tb
from typing import IO, TYPE_CHECKING, Any

import orjson

from dashboard.importers.faults import BadFileError
from dashboard.importers.files import wire
from dashboard.importers.files.book import read_book
from dashboard.importers.files.confined import confine
from dashboard.importers.files.plain_text import ENCODINGS
from dashboard.importers.files.source import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dashboard.importers.files.source import RereadableFile

NAMES_OF_PARTS = "cp437"  # in a zip archive


def main() -> None:
    """Read the file with the descriptor given as argument, as long as requests come."""
    descriptor, memory, seconds, parent = map(int, sys.argv[2:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal: whoever started us decides
    for encoding in (*ENCODINGS, NAMES_OF_PARTS):  # which could not be loaded later
        codecs.lookup(encoding)
    asked, answers = os.fdopen(0, "rb"), os.fdopen(1, "wb")
    with os.fdopen(descriptor, "rb") as file:
        confine(memory, seconds, parent)
        ended = 0
        try:
            _serve(file, asked, answers)
        except MemoryError:
            ended = wire.NO_MEMORY
        except BrokenPipeError:
            pass  # the parent has closed the pipe
        except Exception as error:  # noqa: BLE001 - told to whoever asked
            _send(answers, wire.of_failure(*_where(error)))
        os._exit(ended)


def _serve(file: IO[bytes], asked: IO[bytes], answers: IO[bytes]) -> None:
    try:
        with read_book(file) as book:
            _send(answers, wire.of_book(book))
            reading = _Reading(book)
            for line in asked:
                _send(answers, reading.answer(*orjson.loads(line)))
    except BadFileError as error:
        _send(answers, wire.of_fault(error.fault))


def _where(error: Exception) -> tuple[str, str]:
    """Where our own code failed, without a word of the file."""
    frame, line = [*walk_tb(error.__traceback__)][-1]
    return type(error).__name__, f"{frame.f_globals.get('__name__')}:{line}"


def _send(answers: IO[bytes], content: bytes) -> None:
    answers.write(wire.frame(content))
    answers.flush()


class _Reading:
    """A book as it is being read."""

    def __init__(self, book: RereadableFile) -> None:
        self._book = book
        self._sheets: Iterator[Sheet] = iter(())
        self._sheet = Sheet("", hidden=False, rows=iter(()))
        self._fraction: Callable[[], float] = float
        self._most = wire.FIRST_BATCH

    def answer(self, what: str, only: Any = None) -> bytes:  # noqa: ANN401 - positions, or none
        """Answer a request: to start again, for the next sheet, or for more of its rows."""
        if what == "read":
            sheets = self._book.read(only)
            self._sheets, self._fraction = sheets.each, sheets.fraction
            return orjson.dumps(["end"])
        if what == "sheet":
            sheet = next(self._sheets, None)
            if sheet is None:
                return orjson.dumps(["end"])
            self._sheet, self._most = sheet, wire.FIRST_BATCH
            return wire.of_sheet(sheet.name, hidden=sheet.hidden)
        most, self._most = self._most, wire.BATCH
        return wire.of_rows(self._sheet, most, self._fraction)
