"""What an open page asks when its reader changes filters: its figures anew, and a new ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson

from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.i18n import Locale
from dashboard.publications.pages.embeds import page
from dashboard.web.publications.embeds import answers, secret
from dashboard.web.publications.embeds.guard import looked
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, Reason
from dashboard.web.publications.embeds.senders import AnswerUse
from dashboard.web.publications.embeds.tickets import issue

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from dashboard.web.publications.embeds import Embeds


def live(embeds: Embeds, said: dict[str, Any]) -> Response:
    """The next ticket for a ticket ``of`` a page and, where choices are ``asked``, the figures."""
    of = said.get("of")
    try:
        ticket, admitted = embeds.guard.reopen(secret(), said.get("ticket"), of)
        embeds.check_sender(admitted.grant, AnswerUse.CALLBACK)
        told = {"ticket": issue(secret(), ticket)}
        if "asked" in said:
            told["html"] = page.figures(looked(admitted, _pairs(said["asked"])))
    except EmbedRefusedError as error:
        return answers.refused(error, _locale(of), answers.JSON)
    return answers.answer(orjson.dumps(told), answers.JSON, admitted.grant)


def _pairs(asked: object) -> list[tuple[str, str]]:
    """Names and values from the page's script; anything else is no valid choice.

    Raises:
        EmbedRefusedError: It is no list of pairs of words, or longer than an address may be.
    """
    rows = asked if isinstance(asked, list) else [None]
    found = []
    for row in rows:
        match row:
            case [str(name), str(value)]:
                found.append((name, value))
            case _:
                raise EmbedRefusedError(Reason.FILTER)
    try:
        written = urlencode(found)
    except UnicodeEncodeError as error:  # half a character, which no address can hold
        raise EmbedRefusedError(Reason.FILTER) from error
    if len(written) > LONGEST_QUERY:  # no longer than that of an address
        raise EmbedRefusedError(Reason.FILTER)
    return found


def _locale(of: object) -> Locale:
    said = of.rpartition("/")[2] if isinstance(of, str) else ""
    return Locale.FR if said == Locale.FR.value else Locale.EN
