"""The address that a request comes from, where proxies of ours stand before the dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


def seen_through(application: WSGIApplication, trusted: int) -> WSGIApplication:
    """The application, told the address that the outermost of so many proxies saw.

    Each of them adds one to ``X-Forwarded-For``; what stands before those, anybody may have
    written. Host and scheme are the settings' to say, so no header does. With none, nothing is
    looked at.
    """
    if not trusted:
        return application
    return ProxyFix(application, x_for=trusted, x_proto=0, x_host=0, x_port=0, x_prefix=0)
