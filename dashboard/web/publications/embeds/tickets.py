"""Tickets: what a page hands back with every change of filters, so that we know its grant.

Signed, and good for a short while only. A ticket gives nothing by itself: the grant is looked up
again each time, and what it locks comes from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsdangerous import BadData, URLSafeTimedSerializer

from dashboard.domain.publications.embeds import EmbedView
from dashboard.i18n import Locale

if TYPE_CHECKING:
    from typing import Final

SALT: Final = "impact embedded view"
LASTING_SECONDS: Final = 900


class BadTicketError(Exception):
    """It is not one of ours, or too old."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """The page that it was issued to; ``mark`` is that of the key in its address.

    By that, neither an earlier key nor, after a restore, another grant of the same number passes.
    """

    grant: int
    view: EmbedView
    publication: int
    locale: Locale
    mark: str

    @property
    def of(self) -> str:
        """The page in a word, which its script repeats beside the ticket."""
        return f"{self.grant}/{self.view}/{self.publication}/{self.locale}"


def issue(secret: str | bytes, ticket: Ticket) -> str:
    """A ticket as a page keeps it."""
    parts = [ticket.grant, ticket.view, ticket.publication, ticket.locale, ticket.mark]
    return _signer(secret).dumps(parts)


def read(secret: str | bytes, said: object) -> Ticket:
    """A ticket that a page handed back.

    Raises:
        BadTicketError: It was not issued by us, or is too old.
    """
    if not isinstance(said, str):
        raise BadTicketError
    try:
        parts = _signer(secret).loads(said, max_age=LASTING_SECONDS)
        grant, view, publication, locale, mark = parts
        return Ticket(grant, EmbedView(view), publication, Locale(locale), mark)
    except (BadData, ValueError, TypeError) as error:
        raise BadTicketError from error


def _signer(secret: str | bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=SALT)
