"""``GET /api/v1/progress``: the numbers of the Explore view, for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from flask import Blueprint, request
from werkzeug.wrappers import Response

from dashboard.i18n import text
from dashboard.queries.answers import Answers
from dashboard.sentences import progress_sentences
from dashboard.web.errors import in_json
from dashboard.web.gate import reader_locale
from dashboard.web.openapi import document
from dashboard.web.payload import payload

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dashboard.settings import Settings


def blueprint(engine: Engine, settings: Settings) -> Blueprint:
    """The API's routes."""
    answers = Answers(engine, settings.demo_role, small_cell_maximum=settings.small_cell_maximum)
    routes = Blueprint("api", __name__, url_prefix="/api/v1")

    @routes.get("/progress")
    def progress() -> Response:
        return _progress(answers)

    @routes.get("/openapi.json")
    def openapi() -> Response:
        return _json(document())

    return routes


def _progress(answers: Answers) -> Response:
    answer = answers(request.query_string.decode("utf-8", "replace"))
    if answer.problems:
        return in_json(
            400,
            "invalid_filter",
            text("Some filters are not valid; nothing was counted."),
            problems=answer.problems,
        )
    locale = reader_locale()
    sentences = progress_sentences(answer.progress, answer.vocabulary, locale)
    response = _json(payload(answer.progress, sentences))
    response.headers["Content-Language"] = locale.tag
    response.vary.add("Accept-Language")
    return response


def _json(content: object) -> Response:
    return Response(orjson.dumps(content), mimetype="application/json")
