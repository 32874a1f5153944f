"""Ask again if PostgreSQL went away under a request that only reads.

When another machine takes over, connections break, and for some seconds there is nobody to connect
to. Who reads then waits a little instead of seeing an error. What writes is never repeated here:
people are told whether it was saved.
"""

from __future__ import annotations

import time
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from dashboard.addresses import BACK, CALLBACK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LOST: Final = "impact.database_lost"
"""Set in the environment of a request that failed because the database went away."""
LONGEST_SECONDS: Final = 4.0
PAUSE_SECONDS: Final = 0.25
READS: Final = ("GET", "HEAD")


class ReadsAgain:
    """Repeats reads for some seconds after the database went away.

    The seconds begin when the first request finds it away, for all: with a database that stays
    away, threads would otherwise wait one after the other, and everybody behind them.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._away_since: float | None = None
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does, in the end."""
        if not _only_reads(environ):
            return self._application(environ, start_response)
        body = environ["wsgi.input"].read() if environ["REQUEST_METHOD"] == "POST" else b""
        while True:
            said: list[tuple[Any, ...]] = []
            environ["wsgi.input"] = BytesIO(body)
            answer = self._application(environ, _noting(said))
            if not self._may_wait(away=bool(environ.pop(LOST, False))):
                start_response(*said[-1])
                return answer
            if close := getattr(answer, "close", None):
                close()
            time.sleep(PAUSE_SECONDS)

    def _may_wait(self, *, away: bool) -> bool:
        now = time.monotonic()
        with self._lock:
            if not away:
                self._away_since = None
                return False
            if self._away_since is None:
                self._away_since = now
            return now - self._away_since < LONGEST_SECONDS


def _only_reads(environ: WSGIEnvironment) -> bool:
    """Whether a request may be repeated: a provider lets nobody come back twice."""
    path: str = environ.get("PATH_INFO", "")
    method: str = environ["REQUEST_METHOD"]
    return (method in READS and path != BACK) or (method == "POST" and path.endswith(CALLBACK))


def _noting(said: list[tuple[Any, ...]]) -> Callable[..., Any]:
    def start(*parts: object) -> None:
        said.append(parts)

    return start
