"""Preview a view as a partner will see it, for administrators: without a key, not counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint
from werkzeug.wrappers import Response

from dashboard.addresses import GRANTED
from dashboard.publications.pages.embeds import page
from dashboard.web.publications.embeds.answers import HTML, REFUSED
from dashboard.web.publications.embeds.guard import looked
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, message
from dashboard.web.publications.embeds.views import asked
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from dashboard.i18n import Locale
    from dashboard.web.publications.embeds import Embeds

NAMES = "<int(max=2147483647):number>-<view>"


def blueprint(embeds: Embeds) -> Blueprint:
    """The routes; they are as deep as those of partners, so that relative links work."""
    routes = Blueprint("granted", __name__)

    def view(locale: Locale, number: int, view: str) -> Response:
        try:
            return Response(_page(embeds, locale, number, view), mimetype=HTML)
        except EmbedRefusedError as error:
            return Response(page.refusal(message(error), locale), REFUSED, mimetype=HTML)

    in_both_languages(routes, GRANTED, view, f"-{NAMES}")
    return routes


def _page(embeds: Embeds, locale: Locale, number: int, view: str) -> str:
    """The page without what needs a key: its files, and the link to the other language."""
    admitted = embeds.guard.opened(number).admit(view, locale)
    shown = replace(admitted, grant=replace(admitted.grant, language=locale, downloads=False))
    return page.page(looked(shown, asked()), page.Frame("", embeds.base_url))
