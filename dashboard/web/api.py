"""The API: the numbers of the Explore view for machines, and whether there are newer ones."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import orjson
from flask import Blueprint, request
from werkzeug.wrappers import Response

from dashboard.domain.publications.embeds import is_key
from dashboard.sentences import counting_rules, progress_sentences
from dashboard.sentences.pace.pace import definition, pace_sentences
from dashboard.web.access.bearer import token_given
from dashboard.web.access.gate import reader_locale
from dashboard.web.openapi import document
from dashboard.web.pace.payload import pace_payload
from dashboard.web.progress.payload import payload
from dashboard.web.publications.embeds import partners
from dashboard.web.shared.errors import invalid_filters

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.domain.shared.state import State
    from dashboard.i18n import Locale
    from dashboard.queries.answers import Answers
    from dashboard.web.publications.embeds import Embeds

DESCRIPTION_SECONDS = 3600


def blueprint(ask: Callable[[], Answers], embeds: Embeds) -> Blueprint:
    """The API's routes; ``ask`` gives the answers for whoever asks, ``embeds`` a partner's."""
    routes = Blueprint("api", __name__, url_prefix="/api/v1")

    @routes.get("/progress")
    def progress() -> Response:
        key = token_given()
        return partners.progress(embeds, key) if is_key(key) else _progress(ask())

    @routes.get("/pace")
    def pace() -> Response:
        return _pace(ask())

    @routes.get("/freshness")
    def freshness() -> Response:
        return _freshness(ask().state())

    @routes.get("/openapi.json")
    def openapi() -> Response:
        return _description(request.script_root)

    return routes


@cache
def _document(root: str) -> bytes:
    return orjson.dumps(document(root))


def _description(root: str) -> Response:
    """The same for everybody until the next version of the program."""
    response = Response(_document(root), mimetype="application/json")
    response.cache_control.public = True
    response.cache_control.max_age = DESCRIPTION_SECONDS
    response.add_etag()
    return response.make_conditional(request)


def _progress(answers: Answers) -> Response:
    answer = answers.progress(_query())
    if answer.reading.problems:
        return invalid_filters(answer.reading.problems)
    locale = reader_locale()
    sentences = progress_sentences(answer.progress, answer.reading.vocabulary, locale)
    return _said(payload(answer.progress, sentences, counting_rules(locale)), locale)


def _pace(answers: Answers) -> Response:
    reading, found = answers.pace(_query())
    if reading.problems:
        return invalid_filters(reading.problems)
    locale = reader_locale()
    rules = counting_rules(locale) | {"pace": definition(reading.vocabulary).say(locale)}
    sentences = pace_sentences(found, reading.filters, reading.vocabulary, locale)
    return _said(pace_payload(found, reading, sentences, rules), locale)


def _query() -> str:
    return request.query_string.decode("utf-8", "replace")


def _said(content: object, locale: Locale) -> Response:
    """An answer with sentences in the reader's language."""
    response = _json(content)
    response.headers["Content-Language"] = locale.tag
    response.vary.add("Accept-Language")
    return response


def _freshness(now: State) -> Response:
    """What an open page compares with what it shows."""
    as_of = now.data_as_of.isoformat() if now.data_as_of else None
    response = _json({"edition": now.edition, "data_as_of": as_of})
    response.cache_control.no_store = True
    return response


def _json(content: object) -> Response:
    return Response(orjson.dumps(content), mimetype="application/json")
