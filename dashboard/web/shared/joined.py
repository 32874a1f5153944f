"""Serve the files that are made of others, such as the styles of a page."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from dashboard.assets import MADE, content, version_of

KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript"}


def blueprint() -> Blueprint:
    """The route.

    Styles of another version are what there is now; a script is refused, since its page has the
    addresses and the marks of that other version.
    """
    routes = Blueprint("joined", __name__)

    @routes.get(f"/assets/{MADE}<file>")
    def joined(file: str) -> Response:
        name = MADE + file
        try:
            found = content(name)
        except OSError:
            abort(404)
        kind = file.rpartition(".")[2]
        if kind == "js" and request.args.get("m") != version_of(name):
            abort(404)
        response = Response(found, content_type=KINDS[kind])
        response.add_etag()
        response.make_conditional(request)
        return response

    return routes
