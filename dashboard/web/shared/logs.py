"""Plain log lines that hold no query, no count and no note."""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from typing import TYPE_CHECKING

from flask import g, request

from dashboard.database import failure
from dashboard.web.shared.trace import InLines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask, Response

LINE = "%(asctime)s %(levelname)s %(request)s %(who)s %(message)s"  # see ``trace``
QUIET = (
    *("/assets/", "/_dash-component-suites/"),
    *("/healthz", "/readyz", "/metrics"),
)
LONGEST_PATH, LONGEST_METHOD = 120, 20
SECRET_AFTER = (  # see ``addresses``
    *("/password/", "/mot-de-passe/", "/calendar/"),
    *("/unsubscribe/", "/desabonnement/"),
)
_log = logging.getLogger("impact")


class PlainError(Exception):
    """An error whose place in the code tells nothing: its ``words``, which are ours, are logged."""

    words = ""


def configure() -> None:
    """Write log lines to standard error."""
    logging.logThreads = logging.logMultiprocessing = False  # no line says them
    handler = logging.StreamHandler()
    handler.addFilter(InLines())
    logging.basicConfig(format=LINE, handlers=[handler])  # warnings and worse of libraries
    _log.setLevel(logging.INFO)


def report(error: BaseException) -> str:
    """Log an error with its place in the code, and return the reference to show instead.

    Error messages are left out, since they may quote data. Only the database's own reason for being
    unusable is kept. A plain error has one line.
    """
    reference = secrets.token_hex(4)
    told = error.words if isinstance(error, PlainError) else "\ncaused by ".join(_causes(error))
    _log.error("error %s: %s", reference, told)
    return reference


def remark(error: BaseException) -> None:
    """Log on one line an error caused by the request, with its place in the code."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    _log.warning("refused: %s at %s:%d", _name(error), frame.filename, frame.lineno or 0)


def finished(method: str, path: str, status: int, began: float) -> None:
    """Log a request that was answered; it ``began`` when the counter of seconds said so."""
    if not path.startswith(QUIET):
        took = 1000 * (time.perf_counter() - began)
        _log.info("%s %s %d %.0f ms", method[:LONGEST_METHOD], _shown(path), status, took)


def refused(method: str, address: str, status: int) -> None:
    """Log a request that the server refused by itself."""
    _log.info("%s %s %d", method[:LONGEST_METHOD], _shown(address), status)


def note(message: str, *values: object) -> None:
    """Log a line, which must contain no secret and no count."""
    _log.warning(message, *values)


def without_secrets(address: str) -> str:
    """The path requested, without its query; a path that may hold a secret is cut short.

    A name with %-signs could be another spelling of such a path. Our own paths have none, so it is
    cut there.
    """
    path, encoded, _ = address.partition("?")[0].partition("%")
    found = [(at, name) for name in SECRET_AFTER if (at := path.casefold().find(name)) >= 0]
    at, name = min(found, default=(-1, ""))
    return f"{path[:at]}{name}…" if found else f"{path}…" if encoded else path


def install(server: Flask) -> None:
    """Log one line per request, except for files and health checks."""
    server.before_request(_start)
    server.after_request(_write)


def _start() -> None:
    g.impact_started = time.perf_counter()


def _write(response: Response) -> Response:
    began = g.get("impact_started", time.perf_counter())
    finished(request.method, request.path, response.status_code, began)
    return response


def _shown(address: str) -> str:
    return ascii(without_secrets(address)[:LONGEST_PATH])[1:-1]


def _causes(error: BaseException) -> Iterator[str]:
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        said = failure(cause)
        name = _name(cause)
        frames = "".join(traceback.format_tb(cause.__traceback__)).rstrip()
        yield f"{name}{f' ({said})' if said else ''}\n{frames}".rstrip()
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"
