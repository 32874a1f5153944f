"""The page on who sees what: the same for everyone, and without any figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from dashboard.addresses import PRIVACY
from dashboard.publications.pages.documents import SOON_SECONDS, Documents
from dashboard.publications.pages.privacy import Limits
from dashboard.web.publications.public import answer
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from dashboard.i18n import Locale
    from dashboard.settings import Settings


def blueprint(settings: Settings) -> Blueprint:
    """The one page, in both languages."""
    routes = Blueprint("privacy", __name__)
    documents = Documents(settings.base_url)
    limits = Limits(
        settings.publish_hidden_up_to, settings.small_cell_maximum, settings.publish_rhythm
    )

    def page(locale: Locale) -> Response:
        return answer(documents.privacy(locale, limits), seconds=SOON_SECONDS)

    in_both_languages(routes, PRIVACY, page)
    return routes
