"""The workbook that coordinators fill in offline."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Literal, NotRequired

from flask import Blueprint
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from dashboard.addresses import TEMPLATE
from dashboard.database import reading
from dashboard.i18n import Locale
from dashboard.web.access.gate import asked_locale
from dashboard.web.shared.downloads import attach
from dashboard.web.shared.operations import Content, Operation

if TYPE_CHECKING:
    from sqlalchemy import Engine

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = {Locale.EN: "impact-sessions.xlsx", Locale.FR: "impact-seances.xlsx"}


class Wording(TypedDict):
    """What stands in the address."""

    lang: NotRequired[
        Annotated[Literal["en", "fr"], Field(description="Without it, the language of the reader.")]
    ]


def blueprint(engine: Engine) -> Blueprint:
    """The one route; ``lang`` chooses the language, or else the browser does."""
    routes = Blueprint("template", __name__)

    @routes.get(TEMPLATE)
    @Operation(
        "The workbook to fill in with sessions", gives=Content(XLSX, "A workbook."), query=Wording
    )
    def download() -> Response:
        from dashboard.exports.template import write_template  # noqa: PLC0415 - where it is used

        locale = asked_locale()
        book = BytesIO()
        with reading(engine) as connection:
            write_template(connection, book, locale)
        response = Response(book.getvalue(), mimetype=XLSX)
        attach(response, NAMES[locale])
        return response

    return routes
