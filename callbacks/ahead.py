"""Make an answer ready that a reader may ask for next; nothing is sent."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from callbacks.types import Ask
from callbacks.views import KEPT, kept_update
from dashboard.i18n import Locale

NO_CONTENT = 204


def blueprint(ask: Ask, path: str) -> Blueprint:
    """The route; ``path`` is that of the site on its host.

    ``assets/shared/ahead.js`` asks it for what the reader points at. The answer is kept where the
    callback finds it, for readers of the same role.
    """
    routes = Blueprint("ahead", __name__)

    @routes.get("/ahead/<view>/<locale>")
    def ready(view: str, locale: str) -> Response:
        if view not in KEPT or locale not in set(Locale):
            abort(404)
        query = request.query_string.decode("ascii", "ignore")
        kept_update({"view": view, "locale": locale}, ask(), query, path)
        return Response(status=NO_CONTENT)

    return routes
