"""Tickets: a page sends one with each change of filters, so that we know its grant.

A ticket is signed, and valid for a short time. It gives no access by itself: the grant is looked up
again each time, with the filters that it locks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsdangerous import BadData, URLSafeTimedSerializer

from dashboard.i18n import Locale
from dashboard.web.shared.signing import MachinesSigner

if TYPE_CHECKING:
    from typing import Final

SALT: Final = "impact embedded view"
LASTING_SECONDS: Final = 900


class BadTicketError(Exception):
    """The ticket is not ours, or too old."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """The page that a ticket was issued to; ``mark`` is that of the key in its address.

    The mark rejects an earlier key and, after a restore, another grant with the same number.
    """

    grant: int
    view: str
    publication: int
    locale: Locale
    mark: str

    @property
    def of(self) -> str:
        """The page in one word, which its script sends beside the ticket."""
        return f"{self.grant}/{self.view}/{self.publication}/{self.locale}"


def issue(secret: str | bytes, ticket: Ticket) -> str:
    """The ticket as text for the page."""
    parts = [ticket.grant, ticket.view, ticket.publication, ticket.locale, ticket.mark]
    return _signer(secret).dumps(parts)


def read(secret: str | bytes, said: object) -> Ticket:
    """Read a ticket that a page sent.

    Raises:
        BadTicketError: It was not issued by us, or is too old.
    """
    if not isinstance(said, str):
        raise BadTicketError
    try:
        parts = _signer(secret).loads(said, max_age=LASTING_SECONDS)
        grant, view, publication, locale, mark = parts
        return Ticket(grant, view, publication, Locale(locale), mark)
    except (BadData, ValueError, TypeError) as error:
        raise BadTicketError from error


def _signer(secret: str | bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=SALT, signer=MachinesSigner)
