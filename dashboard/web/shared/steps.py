"""Long work that reports progress: a line of JSON for each step, and a last one at its end."""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import copy_context
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Event, Thread
from typing import TYPE_CHECKING, Annotated

import orjson
from flask import request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from dashboard.database import trouble
from dashboard.i18n import text
from dashboard.web.shared.failures import as_data
from dashboard.web.shared.fields import Count, answer_model
from dashboard.web.shared.logs import report
from dashboard.web.shared.unavailable import code_of, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dashboard.importers.order import OnProgress, Phase

    Line = Mapping[str, object]
    Work = Callable[[OnProgress], Line]

NDJSON = "application/x-ndjson"
HAS_LEFT = "waitress.client_disconnected"  # the server’s own report that the client left
BETWEEN_LINES_SECONDS = 0.1
STILL_THERE_SECONDS = 1.0
TURNS = 2


@answer_model
class Step(TypedDict):
    """How far it is."""

    phase: str
    rows: Count
    fraction: Annotated[float, Field(ge=0, le=1)]


class GoneError(Exception):
    """The client no longer listens."""


class Listener:
    """The client: it may leave, and the server may notice."""

    def __init__(self, has_left: Callable[[], bool]) -> None:
        self._has_left = has_left
        self._left = Event()

    def leave(self) -> None:
        """Record that the client has left."""
        self._left.set()

    def is_gone(self) -> bool:
        """Whether the client has left."""
        return self._left.is_set() or self._has_left()


class StepTeller:
    """Runs work for clients, a few at a time, and reports its progress.

    The work runs in its own thread, and ends at its next step if the client leaves. The server
    notices that at once. Behind another server or a proxy it may only show in a failed write, so
    the last line is repeated every second.
    """

    def __init__(self, at_once: int = TURNS) -> None:
        self._turns = BoundedSemaphore(at_once)

    def answer(self, work: Work, finish: Callable[[], None] = lambda: None) -> Response:
        """The response with the lines; ``finish`` is called at the end, whatever happened."""
        listener = Listener(request.environ.get(HAS_LEFT, lambda: False))
        response = Response(self._lines(work, finish, listener), mimetype=NDJSON)
        response.headers["X-Accel-Buffering"] = "no"
        return response

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, for work that reports no progress."""
        with self._turns:
            yield

    def _lines(self, work: Work, finish: Callable[[], None], listener: Listener) -> Iterator[bytes]:
        told: SimpleQueue[Line | None] = SimpleQueue()
        run = copy_context().run  # log lines of the thread bear the request, too
        thread = Thread(target=run, args=(self._run, work, finish, told, listener), daemon=True)
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
            listener.leave()
            if thread.ident is None:
                finish()  # the client left before the work began
            else:
                thread.join()

    def _run(
        self,
        work: Work,
        finish: Callable[[], None],
        told: SimpleQueue[Line | None],
        listener: Listener,
    ) -> None:
        try:
            while not self._turns.acquire(timeout=BETWEEN_LINES_SECONDS):
                if listener.is_gone():
                    return
            try:
                told.put(work(_teller(told, listener)))
            finally:
                self._turns.release()
        except GoneError:
            pass
        except Exception as error:  # noqa: BLE001 - told to whoever asked, and in the log
            told.put(failed(error))
        finally:
            finish()
            told.put(None)


def _teller(told: SimpleQueue[Line | None], listener: Listener) -> OnProgress:
    spoke = 0.0

    def tell(phase: Phase, rows: int, fraction: float) -> None:
        nonlocal spoke
        if listener.is_gone():
            raise GoneError
        now = time.monotonic()
        if now - spoke >= BETWEEN_LINES_SECONDS:
            spoke = now
            told.put({"phase": phase.value, "rows": rows, "fraction": round(fraction, 4)})

    return tell


def failed(error: Exception) -> Line:
    """An error in the form for clients; the log has the rest."""
    found = trouble(error)
    code, message = (
        (code_of(found), said(found))
        if found
        else ("internal_error", text("Something went wrong on our side. Nothing is lost."))
    )
    return {"error": as_data(code, message, reference=report(error))}


def _line(content: Line) -> bytes:
    return orjson.dumps(content) + b"\n"
