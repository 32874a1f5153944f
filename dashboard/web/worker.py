"""The server's own refusals, in the form of ours."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gunicorn.http.errors import LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from dashboard.i18n import text
from dashboard.web import errors, headers, logs

if TYPE_CHECKING:
    import socket


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """Says in both languages that an address is too long to be read.

    The address was not kept, so whoever asks the API for it gets the page too.
    """

    def handle_error(
        self, req: object, client: socket.socket, addr: object, exc: Exception
    ) -> None:
        """Answer a request that the server could not read."""
        if isinstance(exc, LimitRequestLine):
            with suppress(OSError):  # whoever asked may be gone
                write_nonblock(client, _too_long())
        else:
            if isinstance(getattr(req, "uri", None), str):  # the server logs it as it is
                req.uri = logs.without_secrets(req.uri)  # type: ignore[attr-defined]
            super().handle_error(req, client, addr, exc)


def _too_long() -> bytes:
    answer = errors.answer("", 414, text("The address is too long."))
    found = (
        *answer.headers,
        ("Content-Security-Policy", headers.content_security_policy((), "'none'")),
        *headers.FIXED,
        ("Cache-Control", "private, no-store"),
        ("Connection", "close"),
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in found)
    return f"HTTP/1.1 {answer.status}\r\n{head}\r\n".encode("latin-1") + answer.get_data()
