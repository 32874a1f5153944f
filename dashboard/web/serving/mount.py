"""The path of its host at which the program is shown, such as ``/impact``.

Inside, nothing knows of it: addresses are those of the site. It comes off here, where a request
comes in, and goes before them wherever they leave: here, in ``web.shared.errors.document``, in
``layouts.shared.mounted``, and in the browser by ``impact.at``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.addresses import under, within

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask


class PathPrefixMiddleware:
    """The outermost layer, whether a proxy takes the path off, or leaves it on."""

    def __init__(self, application: WSGIApplication, path: str, left_on: str) -> None:
        self._application = application
        self._path = path
        self._left_on = left_on

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does, and send readers on to where browsers find it."""
        environ["SCRIPT_NAME"] = self._path
        environ["PATH_INFO"] = within(self._left_on, environ.get("PATH_INFO", ""))

        def start(
            status: str,
            found: list[tuple[str, str]],
            failure: tuple[type[BaseException], BaseException, TracebackType] | None = None,
        ) -> object:
            return start_response(status, [self._led_there(header) for header in found], failure)

        return self._application(environ, start)  # type: ignore[arg-type]

    def _led_there(self, header: tuple[str, str]) -> tuple[str, str]:
        name, value = header
        return (name, under(self._path, value)) if name.lower() == "location" else header


def left_on(server: Flask) -> str:
    """The path, where it may stand before an address that comes in.

    One that begins as the program's own addresses do could be both, and is taken for one of these:
    the proxy has taken its own off.
    """
    path: str = server.config["APPLICATION_ROOT"].rstrip("/")
    names = {rule.rule.split("/")[1] for rule in server.url_map.iter_rules()}
    return "" if path[1:].partition("/")[0] in names else path
