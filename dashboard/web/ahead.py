"""Make an answer ready that a reader may ask for next; nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request

from dashboard.i18n import Locale

if TYPE_CHECKING:
    from collections.abc import Callable

NO_CONTENT = 204


def blueprint(make_ready: Callable[[str, Locale, str], bool]) -> Blueprint:
    """The route, which ``assets/shared/ahead.js`` asks for what the reader points at.

    Args:
        make_ready: Makes a view's answer to a query and keeps it; false for views not kept.
    """
    routes = Blueprint("ahead", __name__)

    @routes.get("/ahead/<view>/<locale>")
    def ready(view: str, locale: str) -> Response:
        query = request.query_string.decode("ascii", "ignore")
        if locale not in set(Locale) or not make_ready(view, Locale(locale), query):
            abort(404)
        return Response(status=NO_CONTENT)

    return routes
