"""Filter changes of browsers that were let in a moment ago, answered before Flask.

Flask and the checks around an answer take a sixth of its time. A browser that chooses one filter
after the other says the same of itself each time: only the body differs. So when it was let in, and
asks again with the same words within a minute, it is let in again, as long as the database still
says the same of it.

Nothing is refused here, and no check is made in a second way: whatever is not as it was goes the
usual way, as if this layer was not there. ``WEIGHED`` names each check of that way. If there is one
that it does not name, nobody is let in here.
"""

from __future__ import annotations

import time
from functools import cached_property
from hashlib import blake2b
from io import BytesIO
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson
from flask import request

from dashboard.addresses import CALLBACK
from dashboard.trouble import TRIED, trouble
from dashboard.web.access import gate, rights
from dashboard.web.access.visitors import WAITED
from dashboard.web.sent import Sent
from dashboard.web.shared import compression, logs, trace
from dashboard.web.shared.direct import ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask, Response

    from dashboard.web.access.readers import People
    from dashboard.web.access.visitors import Welcome
    from dashboard.web.sent import SentAnswers
    from dashboard.web.serving.metrics import Meter

    Header = tuple[str, str]

OK: Final = "200 OK"
LET_IN: Final = "impact.let_in"
MOST: Final = 1000
"""Browsers of each worker; from then on all go the usual way once."""
DIGEST: Final = 32  # bytes: that two heads are one by chance, or by intent, does not happen
OF_THE_MOMENT: Final = ("CONTENT_LENGTH", "HTTP_REFERER", "HTTP_X_REQUEST_ID", "REMOTE_PORT")
"""What differs from one request of a browser to the next, and lets nobody in."""
OF_THE_ANSWER: Final = ("Content-Length", "Content-Encoding")
OF_ALL_ANSWERS: Final = ("Content-Type", "Cache-Control", "Vary")
"""An answer with other headers, such as a cookie, lets nobody in again."""

WEIGHED: Final = (
    # These only begin, or do nothing for an answer of status 200 that is no page.
    "dash.dash.Dash._setup_server",
    "dashboard.web.shared.logs._start",
    "dashboard.web.serving.metrics.Meter.start",
    "dashboard.web.access.gate.mark_unknown_pages",
    "dashboard.web.access.gate.without_body",
    "dashboard.web.access.doors.mark_refused_pages.<locals>.mark",
    "flask_login.login_manager.LoginManager._update_remember_cookie",  # there is none
    # These go by the head, and by what the database says of the reader.
    "dashboard.web.access.histories.guard.<locals>.check",
    "dashboard.web.shared.headers.cache",
    # These go by the body, too, and are asked here again.
    "dashboard.web.access.gate.gate.<locals>.<lambda>",
    "dashboard.web.access.doors.guard.<locals>.check",
    "dashboard.web.sent.SentAnswers.look",
    "dashboard.web.sent.SentAnswers.keep",
    "dashboard.web.shared.compression.Compressor",
    "dashboard.web.serving.metrics.Meter.count",
    "dashboard.web.shared.logs._write",
    "dashboard.web.serving.passes.Passes._note",
)


class Pass(NamedTuple):
    """What was found of a browser in the usual way, and the headers that it was answered with."""

    welcome: Welcome
    who: str
    """See ``Trace``."""
    headers: tuple[Header, ...]


class Passes:
    """The layer before Flask, once ``direct`` knows what answers."""

    def __init__(self, server: Flask, people: People, sent: SentAnswers, meter: Meter) -> None:
        self._usual: WSGIApplication = server.wsgi_app
        self._server = server
        self._people = people
        self._sent = sent
        self._meter = meter
        self._answer: Callable[[object], bytes | None] = server.extensions[ANSWER]
        self._passes: dict[bytes, Pass] = {}
        self._lock = Lock()
        server.after_request(self._note)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        if environ.get("PATH_INFO") != CALLBACK:
            return self._usual(environ, start_response)
        began, head = time.perf_counter(), _head(environ)
        with self._lock:
            known = self._passes.get(head)
        answered = self._answered(known, environ) if known else None
        if known is None or answered is None:
            return self._usual(environ, self._issuing(head, environ, start_response))
        self._meter.finished(CALLBACK, "POST", 200, began)
        logs.finished("POST", CALLBACK, 200, began)
        start_response(OK, [*known.headers, *_headers(answered)])
        return [answered.body]

    def _answered(self, known: Pass, environ: WSGIEnvironment) -> Sent | None:
        """The answer; ``None`` if it, or an error, is left to the usual way."""
        body = environ["wsgi.input"].read()
        environ["wsgi.input"] = BytesIO(body)
        if environ.get("CONTENT_LENGTH") != str(len(body)) or not gate.is_short(len(body)):
            return None
        try:
            if not self._people.still_holds(known.welcome):
                return None
            if current := trace.current():  # before anything may be logged
                current.who = known.who
            asked = orjson.loads(body)
            if not known.welcome.reader.role.may(rights.callback_right(asked)):
                return None
            with self._server.app_context():
                self._people.admit(known.welcome)
                accepts = environ.get("HTTP_ACCEPT_ENCODING", "")
                return self._sent.find(body, accepts) or self._made(asked, accepts)
        except Exception as error:  # noqa: BLE001 - the usual way comes to it again, and tells it
            if trouble(error) in TRIED:
                environ[WAITED] = error  # nobody waits twice
            return None

    def _made(self, asked: object, accepts: str) -> Sent | None:
        if (found := self._answer(asked)) is None:
            return None
        sent = Sent(*compression.for_one_reader(found, accepts))
        self._sent.put(sent)
        return sent

    def _note(self, response: Response) -> Response:
        """Note how the reader of a request was let in, for whoever sees its final headers."""
        if request.path == CALLBACK and request.is_json and self._knows_all_checks:
            request.environ[LET_IN] = self._people.welcome()
        return response

    def _issuing(
        self, head: bytes, environ: WSGIEnvironment, start_response: StartResponse
    ) -> StartResponse:
        """Starts an answer, and keeps that its browser was let in."""

        def start(
            status: str,
            found: list[Header],
            failure: tuple[type[BaseException], BaseException, TracebackType] | None = None,
        ) -> object:
            welcome: Welcome | None = environ.pop(LET_IN, None)
            headers = tuple(one for one in found if one[0] not in OF_THE_ANSWER)
            if welcome and status == OK and all(name in OF_ALL_ANSWERS for name, _ in headers):
                current = trace.current()
                issued = Pass(welcome, current.who if current else trace.NONE, headers)
                with self._lock:
                    if len(self._passes) >= MOST:
                        self._passes.clear()
                    self._passes[head] = issued
            return start_response(status, found, failure)

        return start  # type: ignore[return-value]

    @cached_property
    def _knows_all_checks(self) -> bool:
        """Whether the usual way has no check, and does nothing, that is not in ``WEIGHED``."""
        server = self._server
        named = (
            *(server.before_request_funcs, server.after_request_funcs),
            *(server.url_value_preprocessors, server.teardown_request_funcs),
        )
        found = chain(*(one.get(None, ()) for one in named), server.teardown_appcontext_funcs)
        return all(name_of(one) in WEIGHED for one in found)


def name_of(check: object) -> str:
    """The place of a function in the code, or that of an object's class."""
    named = check if hasattr(check, "__qualname__") else type(check)
    return f"{named.__module__}.{named.__qualname__}"


def _head(environ: WSGIEnvironment) -> bytes:
    """A digest of all that a request says besides its body: cookies are not kept as they are.

    Of the page that it comes from, only the query may differ: each filter stands there.
    """
    page = environ.get("HTTP_REFERER", "").partition("?")[0]
    said = [one for one in environ.items() if type(one[1]) is str and one[0] not in OF_THE_MOMENT]
    return blake2b(repr((page, said)).encode(), digest_size=DIGEST).digest()


def _headers(answered: Sent) -> tuple[Header, ...]:
    length = ("Content-Length", str(len(answered.body)))
    return (length, ("Content-Encoding", answered.encoding)) if answered.encoding else (length,)
