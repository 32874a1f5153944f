"""Let readers in to embedded views: by the key in the address, then by tickets.

All refusals of embedded views are made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.database import reading
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.publications.embeds import Grant, GrantState
from dashboard.publications.answering.scope import GrantScope, OutsideError
from dashboard.publications.archive import grants
from dashboard.publications.archive import reading as archive
from dashboard.publications.pages.documents import Documents
from dashboard.publications.pages.embeds.looking import Admission, EmbedContent, look
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, Reason
from dashboard.web.publications.embeds.tickets import BadTicketError, Ticket
from dashboard.web.publications.embeds.tickets import read as read_ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from sqlalchemy import Connection, Engine

    from dashboard.domain.publications.files import PublicationFileRecord
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import OpenPublication
    from dashboard.publications.archive.reading import ArchivedPublication

ENDED = {GrantState.EXPIRED: Reason.EXPIRED, GrantState.REVOKED: Reason.REVOKED}


@dataclass(frozen=True, slots=True)
class GrantAccess:
    """A valid grant, the publication that it opens with what is kept with it, and its scope."""

    grant: Grant
    reading: OpenPublication
    scope: GrantScope
    files: tuple[PublicationFileRecord, ...]

    @property
    def number(self) -> int:
        """The number of the publication."""
        return self.reading.publication.number

    def admit(self, view: str, locale: Locale) -> Admission:
        """Let the reader in to one view in one language.

        Raises:
            EmbedRefusedError: The grant does not allow them.
        """
        if view not in EMBED_VIEWS:
            raise EmbedRefusedError(Reason.NAME, self.grant, view)
        if view not in self.grant.views:
            raise EmbedRefusedError(Reason.VIEW, self.grant)
        if locale not in self.grant.locales:
            raise EmbedRefusedError(Reason.LANGUAGE, self.grant)
        return Admission(
            self.grant, EMBED_VIEWS[view], locale, self.reading, self.scope, self.files
        )


class Guard:
    """Checks keys and tickets; ``today`` is the project's day.

    ``too_many`` counts a wrong key from an address, and returns whether there were too many.
    """

    def __init__(
        self, engine: Engine, today: Callable[[], date], too_many: Callable[[str], bool]
    ) -> None:
        self._engine = engine
        self._today = today
        self._documents = Documents()
        self._too_many = too_many

    def open(self, key: str | None, place: str, *, publication: str | None = None) -> GrantAccess:
        """What a key opens for a reader at that address.

        Raises:
            EmbedRefusedError: It opens nothing, or not that publication.
        """
        if not key:
            raise EmbedRefusedError(Reason.KEY)
        with reading(self._engine) as connection:
            grant = grants.presented(connection, key)
            former = None if grant else grants.replaced(connection, key)
            if former:
                raise EmbedRefusedError(Reason.REPLACED, former)
            if grant:
                opened = self._opened(connection, grant)
                if publication not in (None, str(opened.number)):
                    raise EmbedRefusedError(Reason.EDITION, grant)
                return opened
        raise EmbedRefusedError(Reason.OFTEN if self._too_many(place) else Reason.KEY)

    def opened(self, number: int) -> GrantAccess:
        """What the grant of that number opens, for administrators who preview it.

        Raises:
            EmbedRefusedError: It opens nothing.
        """
        with reading(self._engine) as connection:
            return self._opened(connection, grants.numbered(connection, number))

    def reopen(self, secret: str | bytes, said: object, of: object) -> tuple[Ticket, Admission]:
        """What a ticket still opens, for the page that it was issued to.

        Raises:
            EmbedRefusedError: The grant, the page or the publication has changed.
        """
        try:
            ticket = read_ticket(secret, said)
        except BadTicketError as error:
            raise EmbedRefusedError(Reason.TICKET) from error
        with reading(self._engine) as connection:
            grant = grants.numbered(connection, ticket.grant)
            mark = grants.mark_of(connection, ticket.grant)
            if grant is None or of != ticket.of or mark != ticket.mark:
                raise EmbedRefusedError(Reason.TICKET, grant)
            opened = self._opened(connection, grant)
        if ticket.publication != opened.number:
            newer = ticket.publication < opened.number
            raise EmbedRefusedError(Reason.NEWER if newer else Reason.WITHDRAWN, grant)
        return ticket, opened.admit(ticket.view, ticket.locale)

    def _opened(self, connection: Connection, grant: Grant | None) -> GrantAccess:
        """What a grant opens, whatever publication is asked for."""
        if grant is None:
            raise EmbedRefusedError(Reason.KEY)
        state = grant.state(self._today())
        if state is not GrantState.GOOD:
            raise EmbedRefusedError(ENDED[state], grant)
        found = _published(connection, grant)
        if found is None or found.withdrawn:
            raise EmbedRefusedError(Reason.PUBLICATION, grant)
        readable = self._documents.reading(found)
        try:
            return GrantAccess(grant, readable, GrantScope(grant, readable), found.files)
        except OutsideError as error:  # a filter that holds means nothing in this publication
            raise EmbedRefusedError(Reason.PUBLICATION, grant) from error


def looked(admitted: Admission, asked: Iterable[tuple[str, str]]) -> EmbedContent:
    """What is shown for these choices.

    Raises:
        EmbedRefusedError: It is more than the grant gives.
    """
    try:
        return look(admitted, asked)
    except OutsideError as error:
        raise EmbedRefusedError(Reason.FILTER, admitted.grant) from error


def _published(connection: Connection, grant: Grant) -> ArchivedPublication | None:
    if grant.publication is None:
        return archive.latest(connection)
    return archive.numbered(connection, grant.publication)
