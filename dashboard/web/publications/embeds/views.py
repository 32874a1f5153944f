"""A view in each of its formats: page, table, picture, file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from flask import request

from dashboard.i18n import Locale
from dashboard.publications.archive.grants import mark
from dashboard.publications.pages.embeds import files, page, pictures
from dashboard.publications.pages.embeds.choosing import controls
from dashboard.web.publications.embeds import answers, secret
from dashboard.web.publications.embeds.figures import figures
from dashboard.web.publications.embeds.guard import looked
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, Reason
from dashboard.web.publications.embeds.senders import AnswerUse
from dashboard.web.publications.embeds.tickets import Ticket, issue
from dashboard.web.shared.downloads import attach
from dashboard.web.shared.errors import invalid_filters
from dashboard.web.shared.trace import known_as

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from dashboard.publications.pages.embeds.looking import EmbedContent
    from dashboard.web.publications.embeds import Embeds
    from dashboard.web.publications.embeds.guard import GrantAccess

KINDS = {
    "": answers.HTML,
    "html": answers.HTML,
    "svg": answers.SVG,
    "csv": answers.CSV,
    "json": answers.JSON,
}
SHOWN = ("", "html", "svg")
OUR_OWN = ("key", "lang", "publication")


class Views:
    """Every format of every view."""

    def __init__(self, embeds: Embeds) -> None:
        self._embeds = embeds
        self._forms = {
            "": self._page,
            "html": _fragment,
            "svg": _picture,
            "csv": _table,
            "json": _data,
        }

    def answer(self, name: str, locale: Locale) -> Response:
        """Answer for a view; the ending of its name in the address selects the format."""
        view, _, ending = name.partition(".")
        try:
            shown = self._shown(view, ending, locale)
            made = self._forms[ending](shown)
        except EmbedRefusedError as error:
            return answers.refused(error, locale, KINDS.get(ending, answers.HTML))
        if ending in SHOWN and request.method == "GET":
            made.call_on_close(lambda: self._embeds.reach.count(shown.grant, shown.view.code))
        return made

    def _shown(self, view: str, ending: str, locale: Locale) -> EmbedContent:
        if ending not in KINDS:
            raise EmbedRefusedError(Reason.VIEW)
        opened = opened_by(self._embeds, AnswerUse.PICTURE if ending == "svg" else AnswerUse.PAGE)
        return looked(opened.admit(view, locale), asked())

    def _page(self, shown: EmbedContent) -> Response:
        """The page; it needs no ticket if nothing can be chosen."""
        key, base_url = request.args.get("key", ""), self._embeds.base_url
        if not controls(shown):
            plain = page.page(shown, page.Frame(key, base_url))
            return answers.answer(plain, answers.HTML, shown.grant)
        number = shown.reading.publication.number
        ticket = Ticket(shown.grant.id, shown.view.code, number, shown.locale, mark(key))
        frame = page.Frame(
            key,
            base_url,
            issue(secret(), ticket),
            ticket.of,
        )
        return answers.answer(page.page(shown, frame), answers.HTML, shown.grant)


def opened_by(embeds: Embeds, use: AnswerUse, key: str | None = None) -> GrantAccess:
    """What a key opens for this request; without ``key``, the key in the address.

    Raises:
        RefusedError: It opens nothing.
    """
    keys, numbers = request.args.getlist("key"), request.args.getlist("publication")
    opened = embeds.guard.open(
        key if key is not None else keys[0] if len(keys) == 1 else None,
        request.remote_addr or "",
        publication=" ".join(numbers) if numbers else None,
    )
    known_as("grant", opened.grant.id)
    embeds.check_sender(opened.grant, use)
    return opened


def asked() -> list[tuple[str, str]]:
    """The choices in the address; an unknown language is ignored and reported."""
    return [
        (name, value)
        for name, value in request.args.items(multi=True)
        if name not in OUR_OWN or (name == "lang" and value not in set(Locale))
    ]


def _fragment(shown: EmbedContent) -> Response:
    _needs(shown, allowed=shown.grant.images)
    return answers.answer(page.fragment(shown), answers.HTML, shown.grant)


def _picture(shown: EmbedContent) -> Response:
    _needs(shown, allowed=shown.grant.images)
    return answers.answer(pictures.picture(shown), answers.SVG, shown.grant)


def _table(shown: EmbedContent) -> Response:
    _needs(shown, allowed=shown.grant.downloads)
    if shown.narrowed.problems:  # nobody reads a word beside a file
        return invalid_filters(shown.narrowed.problems)
    made = answers.answer(files.csv_file(shown), answers.CSV, shown.grant)
    number = shown.reading.publication.number
    attach(made, f"impact-{number}-{shown.view.code}-{shown.locale}.csv")
    made.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    return made


def _data(shown: EmbedContent) -> Response:
    _needs(shown, allowed=shown.grant.downloads)
    if shown.narrowed.problems:
        return invalid_filters(shown.narrowed.problems)
    told = figures(shown.reading, shown.answer.progress, (shown.view.code,), shown.locale)
    return answers.answer(orjson.dumps(told), answers.JSON, shown.grant)


def _needs(shown: EmbedContent, *, allowed: bool) -> None:
    if not allowed:
        raise EmbedRefusedError(Reason.FORM, shown.grant)
