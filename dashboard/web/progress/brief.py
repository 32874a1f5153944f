"""The brief: what the Explore view shows under the filters, on paper or as slides."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from dashboard.addresses import BRIEF, BRIEF_SLIDES
from dashboard.domain.publications.files import KINDS, BriefFormat
from dashboard.exports.briefs.content import brief
from dashboard.exports.briefs.naming import file_name, languages
from dashboard.exports.formats import document
from dashboard.queries.explore import explore_view
from dashboard.web.access.gate import reader_locale
from dashboard.web.progress.answer import FILTERS
from dashboard.web.shared.documents import made_apart
from dashboard.web.shared.downloads import attach
from dashboard.web.shared.errors import invalid_filters
from dashboard.web.shared.operations import Content, Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.queries.answers import Answers

LANG = "lang"
Languages = Annotated[
    list[Literal["en", "fr"]],
    Field(
        min_length=1,
        description="Repeat it for both: side by side on paper, one after the other as slides. "
        "Without it, the language of the reader.",
    ),
]

if TYPE_CHECKING:
    ChosenForBrief = dict[str, Any]
else:
    ChosenForBrief = TypedDict("ChosenForBrief", FILTERS | {LANG: NotRequired[Languages]})


def blueprint(ask: Callable[[], Answers], site: str) -> Blueprint:
    """The routes; ``site`` is the address of the dashboard, empty where nobody set one."""
    routes = Blueprint("brief", __name__)

    @routes.get(BRIEF)
    @Operation(
        "The brief: one or two pages for the filters",
        query=ChosenForBrief,
        gives=Content(
            KINDS[BriefFormat.PDF], "A document for people and screen readers (PDF/UA-1, PDF/A-2a)."
        ),
        description="It shows what the caller may see, and says for whom it is. Please do not "
        "pass it on.",
    )
    def download() -> Response:
        return _answer(ask(), site, BriefFormat.PDF)

    @routes.get(BRIEF_SLIDES)
    @Operation(
        "The brief as slides, for the filters",
        query=ChosenForBrief,
        gives=Content(
            KINDS[BriefFormat.PPTX], "Slides (16:9), with charts that can be changed, and notes."
        ),
        description="They show what the caller may see, and say for whom they are. Please do not "
        "pass them on.",
    )
    def slides() -> Response:
        return _answer(ask(), site, BriefFormat.PPTX)

    return routes


def _answer(answers: Answers, site: str, form: BriefFormat) -> Response:
    said, query = _languages_and_filters()
    answer = explore_view(answers, query)
    if answer.reading.problems:
        return invalid_filters(answer.reading.problems)
    chosen = languages(said, reader_locale())
    base = site or request.host_url.rstrip("/")
    briefs = [brief(answer, locale, base) for locale in chosen]
    file = made_apart(document, form, briefs, datetime.now(UTC))
    response = Response(file, mimetype=KINDS[form])
    attach(response, file_name(chosen, answer.reading.state.data_as_of, form))
    return response


def _languages_and_filters() -> tuple[list[str], str]:
    """The languages asked for, and the filters without them."""
    pairs = parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=True)
    said = [value for name, value in pairs if name == LANG]
    return said, urlencode([pair for pair in pairs if pair[0] != LANG])
