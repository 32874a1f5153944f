"""The path at which the program is served on its host, such as ``/impact``.

Inside the program, addresses have no such path. It is removed here, when a request arrives. It is
added wherever addresses leave: here, in ``web.shared.errors.document``, in
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
    """The outermost layer; it works whether or not a proxy removes the path."""

    def __init__(self, application: WSGIApplication, path: str, left_on: str) -> None:
        self._application = application
        self._path = path
        self._left_on = left_on

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with the application, and redirect readers to the address that browsers use."""
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
    """The path, if it may still be in front of incoming addresses.

    A path that begins like one of the program's own addresses is ambiguous. It then counts as the
    program's: the proxy has removed its own.
    """
    path: str = server.config["APPLICATION_ROOT"].rstrip("/")
    names = {rule.rule.split("/")[1] for rule in server.url_map.iter_rules()}
    return "" if path[1:].partition("/")[0] in names else path
