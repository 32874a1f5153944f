"""Which request a log line is about, and who asked: an id, which its answer bears, too."""

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
    """From now on, whoever asks is that account, token or grant."""
    if trace := _now.get():
        trace.who = f"{kind}:{number}"


def current() -> Trace | None:
    """Of what is answered now, to be taken along to another process."""
    return _now.get()


def go_on(trace: Trace | None) -> None:
    """Work for that request, in a process that was begun for it."""
    _now.set(trace)


class RequestIdMiddleware:
    """Gives each request an id: its own, or where a proxy of ours is trusted, what that one says.

    A thread's lines bear its latest request's, until it has another one. Threads that work for a
    request are begun with ``contextvars.copy_context().run``.
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
    """Adds ``request`` and ``who`` to the records of a handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Nothing is left out."""
        trace = _now.get() or Trace(NONE)
        record.request, record.who = trace.id, trace.who
        return True
