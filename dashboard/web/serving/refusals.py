"""Refusals by the server itself, without the application, in the form of its errors.

They are in both languages, since the reader is unknown; JSON if the address begins with ``/api/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.i18n import text
from dashboard.web.shared import errors, headers
from dashboard.web.shared.failures import message_of
from dashboard.web.shared.unavailable import RETRY_SECONDS
from dashboard.web.shared.uploads import LARGEST_FILE

if TYPE_CHECKING:
    from dashboard.i18n import Text

BAD, TIMEOUT, TOO_LARGE, TOO_LONG = 400, 408, 413, 414
FAILED, BUSY = 500, 503
MEGABYTE, KILOBYTE = 1024 * 1024, 1024


@dataclass(frozen=True, slots=True)
class ServerRefusal:
    """An error that waitress can send; ``address`` is the address requested, as far as known.

    ``largest`` is the body's limit in bytes, if it was exceeded; ``reference`` is the error's in
    the log.
    """

    status: int
    address: str = ""
    largest: int = 0
    reference: str = ""

    def to_response(self, _: object = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Status, headers and body."""
        path = self.address if self.address.startswith(errors.API) else ""
        answer = errors.answer(path, self.status, self._said(), self.reference)
        kind = answer.headers["Content-Type"]
        policy = headers.content_security_policy((), "'none'")
        added = (
            ("Content-Security-Policy", policy if not path else headers.NOT_A_PAGE),
            *headers.FIXED,
            ("Cache-Control", headers.NOT_STORED),
        )
        retry = (("Retry-After", str(RETRY_SECONDS)),) if self.status == BUSY else ()
        return answer.status, [("Content-Type", kind), *added, *retry], answer.get_data()

    def _said(self) -> Text:
        if self.status == TOO_LARGE:
            return _too_large(self.largest)
        if self.status == BUSY:
            return text(
                "The dashboard is very busy at the moment. Nothing was saved; try again shortly."
            )
        return message_of(self.status)


def _too_large(largest: int) -> Text:
    if largest >= LARGEST_FILE:  # what comes beside a file is nobody's business
        size = LARGEST_FILE // MEGABYTE
        return text("The request is too large: at most {size} MB may be sent here.", size=size)
    size = largest // KILOBYTE
    return text("The request is too large: at most {size} KB may be sent here.", size=size)
