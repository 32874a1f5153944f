"""The address that a request comes from, if proxies of ours stand before the dashboard."""

from __future__ import annotations

import time
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from flask import current_app
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.i18n import Locale, Text, text
from dashboard.web.shared.logs import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

WATCH: Final = "impact-proxies"
FORWARDED: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
ASKED_FROM_WITHIN: Final = ("/healthz", "/readyz", "/metrics")
WITHIN: Final = "impact.within"
"""Marks what the program asks itself, in the environment of a request: no header can do that."""
AGAIN_SECONDS: Final = 3600


def seen_through(application: WSGIApplication, trusted: int) -> ProxyWatch:
    """Wrap the application: the client's address is what the outermost of so many proxies saw.

    Each proxy adds one address to ``X-Forwarded-For``; anybody may have written those before. Host
    and scheme come from the settings, never from headers. With no proxies, the header is ignored.
    If requests seem to pass another number of proxies than the settings say, the log says so.
    """
    if trusted:
        application = ProxyFix(
            application, x_for=trusted, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
    return ProxyWatch(application, trusted)


def found_lately() -> Text | None:
    """What is wrong with the proxies of the current server; ``None`` if nothing seems to be."""
    watch: ProxyWatch | None = current_app.extensions.get(WATCH)
    return watch.found if watch else None


class ProxyWatch:
    """Checks whether requests pass through as many proxies as the settings say.

    Health checks on this machine and what the program asks itself are ignored: they pass none.
    """

    def __init__(
        self,
        application: WSGIApplication,
        trusted: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._application = application
        self._trusted = trusted
        self._clock = clock
        self._told: tuple[Text, float] | None = None

    @property
    def found(self) -> Text | None:
        """What was found within the last hour."""
        told = self._told
        return told[0] if told and self._clock() - told[1] < AGAIN_SECONDS else None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Check the request, then answer it with the application."""
        found = self._look(environ)
        if found and self.found is None:
            self._told = found, self._clock()
            note("%s", found.say(Locale.EN))
        return self._application(environ, start_response)

    def _look(self, environ: WSGIEnvironment) -> Text | None:
        if WITHIN in environ or environ.get("PATH_INFO", "").endswith(ASKED_FROM_WITHIN):
            return None
        if not self._trusted:
            forwarded = any(environ.get(name) for name in FORWARDED)
            return _untrusted() if forwarded and _is_near(environ.get("REMOTE_ADDR", "")) else None
        given = environ.get("HTTP_X_FORWARDED_FOR", "")
        came_through = len([one for one in given.split(",") if one.strip()])
        return None if came_through >= self._trusted else _missing(self._trusted, came_through)


def _is_near(address: str) -> bool:
    """Whether an address is of this machine or a private network, where our proxies are."""
    try:
        found = ip_address(address)
    except ValueError:
        return not address  # a socket of this machine
    return found.is_loopback or found.is_private


def _untrusted() -> Text:
    return text(
        "A proxy forwards requests, but IMPACT_TRUSTED_PROXIES is 0. So everyone seems "
        "to come from one place, and sign-ins are counted together. Set it to the "
        "number of your proxies."
    )


def _missing(trusted: int, found: int) -> Text:
    return text(
        "IMPACT_TRUSTED_PROXIES is {trusted}, but a request came through {found}. "
        "Either a proxy does not add to X-Forwarded-For, or someone bypasses it and "
        "may claim any address.",
        trusted=str(trusted),
        found=str(found),
    )
