"""The brief: what the Explore view shows under the filters, on one or two pages of paper."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from dashboard.addresses import BRIEF
from dashboard.exports.briefs.content import brief
from dashboard.exports.briefs.naming import file_name, languages
from dashboard.queries.explore import explore_view
from dashboard.web.access.gate import reader_locale
from dashboard.web.progress.answer import FILTERS
from dashboard.web.shared.downloads import attach
from dashboard.web.shared.errors import invalid_filters
from dashboard.web.shared.jobs import jobs
from dashboard.web.shared.operations import Content, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.cards.briefs import Brief
    from dashboard.importers import OnProgress
    from dashboard.queries.answers import Answers

PDF = "application/pdf"
LANG = "lang"
Languages = Annotated[
    list[Literal["en", "fr"]],
    Field(
        min_length=1,
        description="Repeat it to set both side by side. Without it, the language of the reader.",
    ),
]

if TYPE_CHECKING:
    ChosenForBrief = dict[str, Any]
else:
    ChosenForBrief = TypedDict("ChosenForBrief", FILTERS | {LANG: NotRequired[Languages]})


def blueprint(ask: Callable[[], Answers], site: str) -> Blueprint:
    """The one route; ``site`` is the address of the dashboard, empty where nobody set one."""
    routes = Blueprint("brief", __name__)

    @routes.get(BRIEF)
    @Operation(
        "The brief: one or two pages for the filters",
        query=ChosenForBrief,
        gives=Content(PDF, "A document for people and screen readers (PDF/UA-1, PDF/A-2a)."),
        description="It says what the reader of the request may see, and for whom it is. It is "
        "not for passing on.",
    )
    def download() -> Response:
        said, query = _asked()
        answer = explore_view(ask(), query)
        if answer.reading.problems:
            return invalid_filters(answer.reading.problems)
        chosen = languages(said, reader_locale())
        base = site or request.host_url.rstrip("/")
        document = _document([brief(answer, locale, base) for locale in chosen])
        response = Response(document, mimetype=PDF)
        attach(response, file_name(chosen, answer.reading.state.data_as_of))
        return response

    return routes


def _asked() -> tuple[list[str], str]:
    """The languages asked for, and the filters without them."""
    pairs = parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=True)
    said = [value for name, value in pairs if name == LANG]
    return said, urlencode([pair for pair in pairs if pair[0] != LANG])


def _document(briefs: Sequence[Brief]) -> bytes:
    """Set it in a process of its own: the typesetter keeps what it set, and pages need the memory.

    Raises:
        ServiceUnavailable: The process ended early.
    """
    line = jobs().doing(_typeset, briefs, datetime.now(UTC))(lambda *_: None)
    if "pdf" not in line:
        raise ServiceUnavailable
    return b64decode(line["pdf"])


def _typeset(briefs: Sequence[Brief], made: datetime, _tell: OnProgress) -> Mapping[str, str]:
    from dashboard.exports.briefs.typeset import typeset  # noqa: PLC0415 - in the process that uses it

    return {"pdf": b64encode(typeset(briefs, made)).decode()}
