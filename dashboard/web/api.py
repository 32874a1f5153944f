"""The API: the numbers of the Explore view for machines, and whether there are newer ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from flask import Blueprint, request
from werkzeug.wrappers import Response

from dashboard.i18n import text
from dashboard.queries.answers import Answers
from dashboard.sentences import counting_rules, progress_sentences
from dashboard.web.errors import in_json
from dashboard.web.gate import reader_locale
from dashboard.web.openapi import document
from dashboard.web.payload import payload

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dashboard.domain.state import State
    from dashboard.settings import Settings


def blueprint(engine: Engine, settings: Settings) -> Blueprint:
    """The API's routes."""
    answers = Answers(engine, settings, settings.demo_role)
    routes = Blueprint("api", __name__, url_prefix="/api/v1")

    @routes.get("/progress")
    def progress() -> Response:
        return _progress(answers)

    @routes.get("/freshness")
    def freshness() -> Response:
        return _freshness(answers.state())

    @routes.get("/openapi.json")
    def openapi() -> Response:
        return _json(document())

    return routes


def _progress(answers: Answers) -> Response:
    answer = answers.progress(request.query_string.decode("utf-8", "replace"))
    if answer.reading.problems:
        return in_json(
            400,
            "invalid_filter",
            text("Some filters are not valid; nothing was counted."),
            problems=answer.reading.problems,
        )
    locale = reader_locale()
    sentences = progress_sentences(answer.progress, answer.reading.vocabulary, locale)
    response = _json(payload(answer.progress, sentences, counting_rules(locale)))
    response.headers["Content-Language"] = locale.tag
    response.vary.add("Accept-Language")
    return response


def _freshness(now: State) -> Response:
    """What an open page compares with what it shows."""
    as_of = now.data_as_of.isoformat() if now.data_as_of else None
    response = _json({"version": now.version, "data_as_of": as_of})
    response.cache_control.no_store = True
    return response


def _json(content: object) -> Response:
    return Response(orjson.dumps(content), mimetype="application/json")
