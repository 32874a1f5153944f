"""Cookies where people sign in, and none where everyone gets the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask.sessions import SecureCookieSessionInterface

from dashboard.addresses import is_public

if TYPE_CHECKING:
    from flask import Flask, Request
    from flask.sessions import SecureCookieSession


def secure_name(path: str) -> str:
    """The session cookie's name by https, where the site is at that path of its host.

    Browsers send a cookie whose name begins with ``__Host-`` to every path of the host, so also to
    whatever else stands there.
    """
    return "__Secure-impact" if path else "__Host-impact"


class ForPeopleOnly(SecureCookieSessionInterface):
    """Sessions in a cookie; at public addresses it is neither read nor set, nor does it vary."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The reader's session; none, which Flask then takes for one that can't be written."""
        return None if is_public(request.path) else super().open_session(app, request)
