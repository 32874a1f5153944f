"""The routes of embedded views, and of the script and oEmbed that lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from flask import Blueprint, request
from werkzeug.wrappers import Response

from dashboard.addresses import EMBED, EMBED_HERE, EMBED_LIVE, EMBED_SCRIPT, OEMBED, with_query
from dashboard.i18n import Locale, text
from dashboard.places import ASSETS
from dashboard.web.access.gate import asked_locale, reader_locale
from dashboard.web.publications.embeds import answers, live
from dashboard.web.publications.embeds.guard import looked
from dashboard.web.publications.embeds.oembed import EmbedAddress, described
from dashboard.web.publications.embeds.refusals import EmbedRefusedError
from dashboard.web.publications.embeds.senders import AnswerUse
from dashboard.web.publications.embeds.views import Views, opened_by
from dashboard.web.shared.differing import differs_by
from dashboard.web.shared.errors import in_json
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from dashboard.web.publications.embeds import Embeds

SCRIPT = ASSETS / "publications" / "embed.js"
SCRIPT_SECONDS = 3600


def blueprint(embeds: Embeds) -> Blueprint:
    """The routes."""
    routes = Blueprint("embed", __name__)
    views = Views(embeds)

    def view(locale: Locale, name: str) -> Response:
        return views.answer(name, locale)

    in_both_languages(routes, EMBED, view, "/<name>")

    @routes.get(f"{EMBED_HERE}/<name>")
    def here(name: str) -> Response:
        return _here(embeds, name)

    @routes.post(EMBED_LIVE, endpoint="live")
    def redraw() -> Response:
        said = request.get_json(silent=True)
        return live.live(embeds, said if isinstance(said, dict) else {})

    @routes.get(EMBED_SCRIPT)
    def script() -> Response:
        return _script()

    @routes.get(OEMBED)
    def oembed() -> Response:
        if request.args.get("format", "json") != "json":
            return in_json(501, "not_implemented", text("This address accepts JSON only."))
        try:
            return _oembed(embeds)
        except EmbedRefusedError as error:
            return answers.refused(error, reader_locale(), answers.JSON)

    return routes


def _here(embeds: Embeds, name: str) -> Response:
    """Redirect to a view in the grant's language, or else in the reader's."""
    wished = asked_locale()
    try:
        opened = opened_by(embeds, AnswerUse.PAGE)
        locale = opened.grant.language or wished
        admitted = opened.admit(name, locale)
    except EmbedRefusedError as error:
        return answers.refused(error, wished, answers.HTML)
    query = request.query_string.decode("ascii", "ignore")
    way = with_query(f"../{locale}/embed/{admitted.view.code}", query)  # holds behind any prefix
    made = answers.answer(b"", answers.HTML, admitted.grant)
    made.status_code = 302
    made.location = way
    differs_by(made, "Accept-Language")
    return made


def _script() -> Response:
    """The script that partners' pages load; it is the same for everyone."""
    response = Response(SCRIPT.read_bytes(), mimetype="text/javascript")
    response.cache_control.public = True
    response.cache_control.max_age = SCRIPT_SECONDS
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.add_etag()
    return response


def _oembed(embeds: Embeds) -> Response:
    base = embeds.base_url or request.host_url.rstrip("/")
    wanted = EmbedAddress.of(request.args.get("url", ""), base)
    opened = opened_by(embeds, AnswerUse.PAGE, wanted.key)
    locale = wanted.locale or opened.grant.language or reader_locale()
    shown = looked(opened.admit(wanted.view, locale), wanted.asked)
    told = described(wanted, shown, base, request.args)
    return answers.answer(orjson.dumps(told), answers.JSON, shown.grant)
