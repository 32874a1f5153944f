"""Long work, told while it goes on: a line of JSON for each step, and a last one at its end."""

from __future__ import annotations

import time
from contextvars import copy_context
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Event, Thread
from typing import TYPE_CHECKING

import orjson
from werkzeug.wrappers import Response

from dashboard.database import trouble
from dashboard.i18n import text
from dashboard.web.errors import as_data
from dashboard.web.logs import report
from dashboard.web.unavailable import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dashboard.importers import OnProgress, Phase

    Line = dict[str, object]
    Work = Callable[[OnProgress], Line]

NDJSON = "application/x-ndjson"
BETWEEN_LINES_SECONDS = 0.1
STILL_THERE_SECONDS = 1.0
ATONCE = 2


class GoneError(Exception):
    """Whoever asked does not listen any more."""


class Telling:
    """Works for those who ask, a few at a time, and tells them how far it is.

    The work runs in a thread of its own. Who goes away ends it at its next step: whether they are
    still there shows in writing to them, so what was told last is said again every second.
    """

    def __init__(self, at_once: int = ATONCE) -> None:
        self._turns = BoundedSemaphore(at_once)

    def answer(self, work: Work, finish: Callable[[], None] = lambda: None) -> Response:
        """The lines of some work; ``finish`` is called at its end, whatever happened."""
        response = Response(self._lines(work, finish), mimetype=NDJSON)
        response.headers["X-Accel-Buffering"] = "no"
        return response

    def _lines(self, work: Work, finish: Callable[[], None]) -> Iterator[bytes]:
        told: SimpleQueue[Line | None] = SimpleQueue()
        gone = Event()
        run = copy_context().run  # log lines of the thread bear the request, too
        thread = Thread(target=run, args=(self._run, work, finish, told, gone), daemon=True)
        last: Line = {"phase": "waiting", "rows": 0, "fraction": 0.0}
        try:
            yield _line(last)
            thread.start()
            while True:
                try:
                    line = told.get(timeout=STILL_THERE_SECONDS)
                except Empty:
                    line = last
                if line is None:
                    return
                last = line
                yield _line(line)
        finally:
            gone.set()
            if thread.ident is None:
                finish()  # who asked was gone before it began
            else:
                thread.join()

    def _run(
        self,
        work: Work,
        finish: Callable[[], None],
        told: SimpleQueue[Line | None],
        gone: Event,
    ) -> None:
        try:
            while not self._turns.acquire(timeout=BETWEEN_LINES_SECONDS):
                if gone.is_set():
                    return
            try:
                told.put(work(_teller(told, gone)))
            finally:
                self._turns.release()
        except GoneError:
            pass
        except Exception as error:  # noqa: BLE001 - told to whoever asked, and in the log
            told.put(_failed(error))
        finally:
            finish()
            told.put(None)


def _teller(told: SimpleQueue[Line | None], gone: Event) -> OnProgress:
    spoke = 0.0

    def tell(phase: Phase, rows: int, fraction: float) -> None:
        nonlocal spoke
        if gone.is_set():
            raise GoneError
        now = time.monotonic()
        if now - spoke >= BETWEEN_LINES_SECONDS:
            spoke = now
            told.put({"phase": phase.value, "rows": rows, "fraction": round(fraction, 4)})

    return tell


def _failed(error: Exception) -> Line:
    found = trouble(error)
    code, message = (
        ("unavailable", said(found))
        if found
        else ("internal_error", text("Something went wrong on our side. Nothing is lost."))
    )
    return {"error": as_data(code, message, reference=report(error))}


def _line(content: Line) -> bytes:
    return orjson.dumps(content) + b"\n"
