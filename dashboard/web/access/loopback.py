"""The host names that this program answers to, and this machine's own addresses."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.domain.shared.hosts import is_loopback
from dashboard.i18n import text
from dashboard.web.shared import errors, headers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class KnownNamesOnly:
    """Refuse requests for another host, as protection against DNS rebinding.

    Allowed are this machine's own names and that of ``base_url``. Forwarded headers are ignored, as
    any sender can write them.
    """

    def __init__(self, application: WSGIApplication, base_url: str) -> None:
        self._application = application
        self._name = urlsplit(base_url).hostname

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer the request, or refuse it before anything else reads it."""
        host = named_host(environ)
        if is_loopback(host) or (self._name and host == self._name):
            return self._application(environ, start_response)
        refused = errors.answer(
            environ.get("PATH_INFO", ""),
            421,
            text(
                "The dashboard does not answer to this name; its operator must set IMPACT_BASE_URL."
            ),
            root=environ.get("SCRIPT_NAME", ""),
        )
        refused.headers["Cache-Control"] = headers.NOT_STORED
        return refused(environ, start_response)


def named_host(environ: WSGIEnvironment) -> str:
    """The host that a request asks for, without its port; empty if it names none."""
    return _named(environ.get("HTTP_HOST", ""))


@lru_cache(maxsize=64)  # each request asks twice about one of the same few
def _named(host: str) -> str:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # what is no port raises, too
    except ValueError:
        return ""
    is_whole = parts.netloc == host  # no path, query or fragment, and nothing was left out
    return parts.hostname or "" if is_whole and parts.username is None else ""
