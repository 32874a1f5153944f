"""The API: the numbers of the Explore view for machines, and whether there are newer ones."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import orjson
from flask import Blueprint, current_app, request
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from dashboard.cards import Result, progress_sentences
from dashboard.domain.publications.embeds import is_key
from dashboard.queries.pace.view import pace_view
from dashboard.queries.progress.view import progress_view
from dashboard.sentences import counting_rules
from dashboard.sentences.pace.pace import definition, pace_sentences
from dashboard.web.access.bearer import token_given
from dashboard.web.access.gate import reader_locale
from dashboard.web.openapi import document
from dashboard.web.pace.annotations import AnnotationsAnswer, annotations_payload
from dashboard.web.pace.answer import ChosenForPace, PaceAnswer
from dashboard.web.pace.payload import pace_payload
from dashboard.web.progress.answer import Chosen, PartnerAnswer, ProgressAnswer
from dashboard.web.progress.payload import payload
from dashboard.web.publications.embeds import partners
from dashboard.web.shared.bodies import answered, in_words
from dashboard.web.shared.errors import invalid_filters
from dashboard.web.shared.fields import Day, answer_model
from dashboard.web.shared.operations import Content, Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.queries.answers import Answers
    from dashboard.web.publications.embeds import Embeds

DESCRIPTION_SECONDS = 3600


@answer_model
class Freshness(TypedDict):
    """What an open page compares with what it shows."""

    edition: str
    """Another one after every change to the data, and after a restore."""
    data_as_of: Day | None


def blueprint(ask: Callable[[], Answers], embeds: Embeds) -> Blueprint:
    """The API's routes.

    ``ask`` returns the answers for the reader, ``embeds`` those for a partner.
    """
    routes = Blueprint("api", __name__, url_prefix="/api/v1")

    @routes.get("/progress")
    @Operation(
        "The four gauges and their breakdowns, under the filters",
        query=Chosen,
        gives=ProgressAnswer | PartnerAnswer,
        in_words=True,
        description="For people and API tokens, of the sessions; for the key of a grant as the "
        "token, of a publication, and no more than the grant gives. An age filter keeps the "
        "sessions with a participation in a chosen age group and counts only those groups. "
        "`period` and `from`/`to` intersect. A name or a value that is not known is refused, and "
        "nothing is counted.",
    )
    def progress() -> Response:
        key = token_given()
        return partners.progress(embeds, key) if is_key(key) else _progress(ask())

    @routes.get("/pace")
    @Operation(
        "The pace to the target, what may come, and what more sessions would do",
        query=ChosenForPace,
        gives=PaceAnswer,
        in_words=True,
        description="Of the whole project: of the filters only the last day counts. A projection "
        "is null when it is too early for one, or when what it would be made from is hidden.",
    )
    def pace() -> Response:
        reading, found = pace_view(ask(), _query())
        if reading.problems:
            return invalid_filters(reading.problems)
        locale = reader_locale()
        rules = counting_rules(locale) | {"pace": definition(reading.vocabulary).say(locale)}
        sentences = pace_sentences(found, reading.filters, reading.vocabulary, locale)
        return in_words(pace_payload(found, reading, sentences, rules), locale)

    @routes.get("/annotations")
    @Operation(
        "What happened around the project, as the curve shows it",
        gives=AnnotationsAnswer,
        description="They are written, changed and removed as `reference/annotations`.",
    )
    def annotations() -> Response:
        return answered(annotations_payload(ask().standing("").vocabulary.annotations))

    @routes.get("/freshness")
    @Operation("Whether there are newer data", gives=Freshness)
    def freshness() -> Response:
        now = ask().state()
        as_of = now.data_as_of.isoformat() if now.data_as_of else None
        return answered(Freshness(edition=now.edition, data_as_of=as_of))

    @cache
    def written(root: str) -> bytes:
        return orjson.dumps(document(current_app, root))

    @routes.get("/openapi.json")
    @Operation(
        "This description, for everybody",
        gives=Content("application/json", "OpenAPI 3.1"),
        refuses={304: Content("", "As it was.")},
    )
    def openapi() -> Response:
        return _description(written(request.script_root))

    return routes


def _description(content: bytes) -> Response:
    """The description of the API: the same for everybody until the next version of the program."""
    response = Response(content, mimetype="application/json")
    response.cache_control.public = True
    response.cache_control.max_age = DESCRIPTION_SECONDS
    response.add_etag()
    return response.make_conditional(request)


def _progress(answers: Answers) -> Response:
    answer = progress_view(answers, _query())
    if answer.reading.problems:
        return invalid_filters(answer.reading.problems)
    locale = reader_locale()
    result = Result(answer.progress, answer.reading.vocabulary)
    sentences = progress_sentences(result, locale)
    return in_words(payload(answer.progress, sentences, counting_rules(locale)), locale)


def _query() -> str:
    return request.query_string.decode("utf-8", "replace")
