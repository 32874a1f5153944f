"""Until there are accounts, the program answers this machine only."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.i18n import text
from dashboard.web import errors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class LoopbackOnly:
    """Refuses who is elsewhere, and who asks for another host: a page that rebinds its name.

    Forwarded headers are never looked at: whoever sends the request writes them.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or refuse before anything else looks at the request."""
        if not is_loopback(environ.get("REMOTE_ADDR", "")):
            status = 403
        elif not is_loopback(_host(environ.get("HTTP_HOST", ""))):
            status = 421
        else:
            return self._application(environ, start_response)
        refused = errors.answer(
            environ.get("PATH_INFO", ""),
            status,
            text("Until there are accounts, this dashboard answers on its own machine only."),
        )
        return refused(environ, start_response)


def is_loopback(host: str) -> bool:
    """Whether a host or an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _host(header: str) -> str:
    """The host that a Host header names, without its port; empty when it names none."""
    try:
        parts = urlsplit(f"//{header}")
    except ValueError:
        return ""
    return "" if parts.username is not None or parts.path else parts.hostname or ""
