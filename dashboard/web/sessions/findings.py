"""What waits to be mended over JSON, and what somebody checked and found right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from flask import Blueprint
from pydantic import Field
from werkzeug.exceptions import NotFound

from dashboard.domain.sessions.findings import Rule  # noqa: TC001 - the model is checked by it
from dashboard.exports.findings import as_data
from dashboard.web.access.gate import reader_locale
from dashboard.web.sessions.desk import Version  # noqa: TC001 - likewise
from dashboard.web.shared.bodies import Body, Code, Words, answered, body_of, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from dashboard.desk import CheckOutcome, Desk
    from dashboard.queries.answers import Answers


class Checking(Body):
    """What a rule finds of sessions, by reference with the versions seen, and why it is right."""

    rule: Rule
    versions: Annotated[dict[Code, Version], Field(min_length=1, max_length=500)]
    reason: Words


def blueprint(ask: Callable[[], Answers], desk: Callable[[], Desk]) -> Blueprint:
    """The routes; ``ask`` gives the answers for whoever asks, ``desk`` their desk."""
    routes = Blueprint("findings", __name__, url_prefix="/api/v1/findings")

    @routes.get("")
    def listed() -> Response:
        reading, found = ask().findings("")
        locale = reader_locale()
        answer = answered(as_data(found, reading.vocabulary, locale, with_checked=True))
        answer.headers["Content-Language"] = locale.tag
        answer.vary.add("Accept-Language")
        return answer

    @routes.post("/checked")
    def check() -> Response:
        wanted = body_of(Checking)
        return _answer(desk().check_finding(wanted.rule, wanted.versions, wanted.reason))

    @routes.delete("/checked/<string:key>")
    def take_back(key: str) -> Response:
        if "\x00" in key:  # PostgreSQL keeps none
            raise NotFound
        return answered({"taken_back": desk().uncheck_finding(key)})

    return routes


def _answer(outcome: CheckOutcome) -> Response:
    if outcome.faults:
        return answered({"faults": told(outcome.faults)}, 422)
    if outcome.conflicts:
        conflicts = [{"reference": one, "stored": None} for one in outcome.conflicts]
        return answered({"conflicts": conflicts}, 409)
    return answered({"key": outcome.key})
