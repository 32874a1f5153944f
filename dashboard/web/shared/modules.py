"""Serve ES modules below a folder named after the content of them all.

Requests for another version get nothing. Such an address is cached for ever, so it must always have
the same content, and a page must not mix modules of two versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, send_from_directory

from dashboard.assets import MODULES, version_of_modules
from dashboard.places import ASSETS

if TYPE_CHECKING:
    from flask import Response

ADDRESS = f"/assets/{MODULES}"


def blueprint() -> Blueprint:
    """The route."""
    routes = Blueprint("modules", __name__)

    @routes.get(f"{ADDRESS}/<version>/<path:name>")
    def module(version: str, name: str) -> Response:
        if version != version_of_modules() or not name.endswith(".js"):
            abort(404)
        response = send_from_directory(ASSETS, name)
        response.content_type = "text/javascript"  # modules are UTF-8, whatever is said
        return response

    return routes
