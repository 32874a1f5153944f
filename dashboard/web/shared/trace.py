"""An id for each request, in its answer and in its log lines, and who made it."""

from __future__ import annotations

import logging
import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

HEADER: Final = "X-Request-Id"
WELL_FORMED: Final = re.compile(r"[\w-]{8,64}", re.ASCII)
NONE: Final = "-"
BYTES: Final = 8


@dataclass(slots=True)
class Trace:
    """A request. ``who`` is a kind and a number, such as ``account:3``, and never a name."""

    id: str
    who: str = NONE


_now: ContextVar[Trace | None] = ContextVar("impact_request", default=None)


def known_as(kind: str, number: int) -> None:
    """Record that this request is made by that account, token or grant."""
    if trace := _now.get():
        trace.who = f"{kind}:{number}"


def current() -> Trace | None:
    """The trace of the current request, for passing to another process."""
    return _now.get()


def go_on(trace: Trace | None) -> None:
    """Continue that request's trace, in a process started for it."""
    _now.set(trace)


class RequestIdMiddleware:
    """Gives each request an id; if a proxy of ours is trusted, the one that it sent.

    A thread's log lines have the id of its latest request. Threads started for a request run in
    ``contextvars.copy_context().run``.
    """

    def __init__(self, application: WSGIApplication, *, trusted: bool) -> None:
        self._application = application
        self._trusted = trusted

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does, with the id added."""
        said = environ.get("HTTP_X_REQUEST_ID", "") if self._trusted else ""
        trace = Trace(said if WELL_FORMED.fullmatch(said) else secrets.token_hex(BYTES))
        _now.set(trace)

        def start(
            status: str,
            found: list[tuple[str, str]],
            failure: tuple[type[BaseException], BaseException, TracebackType] | None = None,
        ) -> object:
            return start_response(status, [*found, (HEADER, trace.id)], failure)

        return self._application(environ, start)  # type: ignore[arg-type]


class InLines(logging.Filter):
    """Adds ``request`` and ``who`` to the records of a log handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add them; no record is dropped."""
        trace = _now.get() or Trace(NONE)
        record.request, record.who = trace.id, trace.who
        return True
