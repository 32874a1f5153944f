"""The workbook that coordinators fill in away from the network."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, request
from werkzeug.wrappers import Response

from dashboard.addresses import TEMPLATE
from dashboard.database import reading
from dashboard.exports.template import write_template
from dashboard.i18n import Locale
from dashboard.web.access.gate import reader_locale
from dashboard.web.shared.downloads import attach

if TYPE_CHECKING:
    from sqlalchemy import Engine

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = {Locale.EN: "impact-sessions.xlsx", Locale.FR: "impact-seances.xlsx"}


def blueprint(engine: Engine) -> Blueprint:
    """The one route; ``lang`` chooses the language, or else the browser does."""
    routes = Blueprint("template", __name__)

    @routes.get(TEMPLATE)
    def download() -> Response:
        said = request.args.get("lang", "")
        locale = Locale(said) if said in set(Locale) else reader_locale()
        book = BytesIO()
        with reading(engine) as connection:
            write_template(connection, book, locale)
        response = Response(book.getvalue(), mimetype=XLSX)
        attach(response, NAMES[locale])
        return response

    return routes
