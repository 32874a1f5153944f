"""Cookies for people who sign in, and none where everyone gets the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask.sessions import SecureCookieSessionInterface

from dashboard.addresses import CALENDAR, is_public
from dashboard.web.shared.compression import FILES
from dashboard.web.shared.differing import differs_by
from dashboard.web.shared.signing import MachinesSigner

if TYPE_CHECKING:
    from flask import Flask, Request, Response
    from flask.sessions import SecureCookieSession, SessionMixin
    from itsdangerous import URLSafeTimedSerializer


WITHOUT_COOKIE = (*FILES, f"{CALENDAR}/")
"""Who asks for a calendar, its secret address says."""

FONTS_KEPT = "fonts"
"""The cookie of a browser that has the fonts; others ask for them once the filters work.

A script sets it, until the browser is closed. Signing out removes it, as nothing may tell then that
somebody was here.
"""


def secure_name(path: str) -> str:
    """The session cookie's name under https, for a site at that path of its host.

    Browsers send a cookie whose name begins with ``__Host-`` to every path of the host, so also to
    any other site there.
    """
    return "__Secure-impact" if path else "__Host-impact"


def without_fonts(response: Response, path: str) -> Response:
    """Remove the cookie of the fonts from the browser."""
    response.delete_cookie(FONTS_KEPT, path=path or "/")
    return response


class ForPeopleOnly(SecureCookieSessionInterface):
    """Sessions in a cookie; public addresses, feeds and files neither read nor set it."""

    def __init__(self) -> None:
        self._serializer: tuple[object, URLSafeTimedSerializer | None] = (None, None)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs cookies: made once for a key, and not at each request."""
        key = app.secret_key, app.config["SECRET_KEY_FALLBACKS"]
        if self._serializer[0] != key:
            made = super().get_signing_serializer(app)
            if made:
                made.signer = MachinesSigner
            self._serializer = key, made
        return self._serializer[1]

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The reader's session; ``None``, which Flask takes as empty, where all get the same."""
        same_for_all = is_public(request.path) or request.path.startswith(WITHOUT_COOKIE)
        return None if same_for_all else super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie if it changes; most answers only say that they depend on it."""
        if session.modified or session.permanent:
            super().save_session(app, session, response)
        elif session.accessed:
            differs_by(response, "Cookie")
