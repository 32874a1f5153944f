"""Embedded views on the server: publications only, opened by a grant's key, without a cookie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import current_app, request
from werkzeug.exceptions import Forbidden

from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.i18n import Locale
from dashboard.publications.pages.embeds import page
from dashboard.web.publications.embeds import answers
from dashboard.web.publications.embeds.guard import Guard, looked
from dashboard.web.publications.embeds.reach import ReachCounter
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, Reason
from dashboard.web.publications.embeds.senders import AnswerUse, comes_from_elsewhere
from dashboard.web.publications.embeds.tickets import issue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy import Engine

    from dashboard.domain.publications.embeds import Grant
    from dashboard.publications.pages.embeds.looking import Admission
    from dashboard.settings import Settings
    from dashboard.web.publications.embeds.tickets import Ticket


@dataclass(frozen=True, slots=True)
class Live:
    """The tags and inline scripts' hashes that let a page be redrawn."""

    tags: Callable[[], str] = str
    script_hashes: Callable[[], Sequence[str]] = tuple


NEVER_REDRAWN = Live()


class Embeds:
    """What routes and callbacks of embedded views share."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        today: Callable[[], date],
        too_many: Callable[[str], bool],
        live: Live = NEVER_REDRAWN,
    ) -> None:
        self.guard = Guard(engine, today, too_many)
        self.reach = ReachCounter(engine, today)
        self.live = live
        self.base_url = settings.base_url

    def redraw(self, said: object, query: object) -> dict[str, str]:
        """Redraw after a change of filters: the figures as HTML, and the next ticket.

        Raises:
            werkzeug.exceptions.Forbidden: The ticket or the grant does not give it.
        """
        asked = query if isinstance(query, dict) else {}
        locale = _locale(asked.get("of"))
        try:
            ticket, admitted = self._reopened(said, asked.get("of"))
            pairs = _pairs(asked.get("asked"))
            figures = page.figures(looked(admitted, pairs))
        except EmbedRefusedError as error:
            raise _forbidden(error, locale) from error
        return {"html": figures, "ticket": issue(secret(), ticket)}

    def renew(self, said: object, of: object) -> str:
        """The next ticket for a page that stays open.

        Raises:
            werkzeug.exceptions.Forbidden: The ticket or the grant is no longer valid.
        """
        try:
            ticket, _ = self._reopened(said, of)
        except EmbedRefusedError as error:
            raise _forbidden(error, _locale(of)) from error
        return issue(secret(), ticket)

    def check_sender(self, grant: Grant, use: AnswerUse) -> None:
        """Refuse a request that shows that it comes from a site that the grant does not name.

        Raises:
            RefusedError: It does.
        """
        hosts = {request.host.lower(), self.base_url.partition("://")[2].partition("/")[0].lower()}
        if comes_from_elsewhere(dict(request.headers), grant.origins, hosts, use):
            raise EmbedRefusedError(Reason.ORIGIN, grant)

    def _reopened(self, said: object, of: object) -> tuple[Ticket, Admission]:
        ticket, admitted = self.guard.reopen(secret(), said, of)
        self.check_sender(admitted.grant, AnswerUse.CALLBACK)
        return ticket, admitted


def secret() -> str | bytes:
    """The secret that signs tickets."""
    found = current_app.secret_key
    if not found:
        msg = "tickets need a key"
        raise RuntimeError(msg)
    return found


def _pairs(asked: object) -> list[tuple[str, str]]:
    """Names and values from the page's script; anything else is no valid choice.

    Raises:
        RefusedError: It is no list of pairs of words.
    """
    rows = asked if isinstance(asked, list) else [None]
    found = []
    for row in rows:
        match row:
            case [str(name), str(value)]:
                found.append((name, value))
            case _:
                raise EmbedRefusedError(Reason.FILTER)
    if len(urlencode(found)) > LONGEST_QUERY:  # no longer than that of an address
        raise EmbedRefusedError(Reason.FILTER)
    return found


def _locale(of: object) -> Locale:
    said = of.rpartition("/")[2] if isinstance(of, str) else ""
    return Locale.FR if said == Locale.FR.value else Locale.EN


def _forbidden(error: EmbedRefusedError, locale: Locale) -> Forbidden:
    return Forbidden(response=answers.refused(error, locale, answers.JSON))
