"""ES modules, below a folder that is named after what is in all of them.

Who asks for those of another version gets none: under an address that is kept for ever, nothing but
what was meant may stand, and a page with modules of two versions would do what nobody wrote.
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
        return send_from_directory(ASSETS, name, mimetype="text/javascript")

    return routes
