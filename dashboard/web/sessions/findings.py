"""Findings over JSON: those to correct, and those that somebody marked as right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from flask import Blueprint
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.exceptions import NotFound

from dashboard.domain.sessions.findings import FindingRule
from dashboard.exports.findings import as_data
from dashboard.queries.sessions.view import findings_view
from dashboard.web.access.gate import reader_locale
from dashboard.web.sessions.desk import SessionConflict, SessionConflicts, Version
from dashboard.web.shared.bodies import Body, Faults, answered, in_words, settled
from dashboard.web.shared.fields import Code, Count, Words, answer_model
from dashboard.web.shared.operations import Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from dashboard.desk import Desk
    from dashboard.queries.answers import Answers


class CheckFinding(Body):
    """What a rule finds of sessions, by reference with the versions seen, and why it is right."""

    rule: FindingRule
    versions: Annotated[dict[Code, Version], Field(min_length=1, max_length=500)]
    reason: Words


class OpenFinding(TypedDict):
    """What a rule finds of some sessions."""

    key: str
    rule: FindingRule
    references: list[str]
    versions: dict[str, Version]
    venue: str
    day: date
    reason: str
    remedy: str


class CheckedByAnswer(TypedDict):
    """Who said why it is right."""

    author: str
    at: str
    reason: str


class CheckedFindingAnswer(OpenFinding):
    """One that somebody checked and found right."""

    checked: CheckedByAnswer


@answer_model
class FindingsAnswer(TypedDict):
    """What every rule finds: all are counted, the first 200 of each rule and all checked listed."""

    open_items: Count
    checked_items: Count
    counts: dict[str, Count]
    """By rule."""
    findings: list[OpenFinding]
    checked: list[CheckedFindingAnswer]


@answer_model
class FindingKey(TypedDict):
    """The key of what is checked now."""

    key: str


@answer_model
class TakenBack(TypedDict):
    """Whether it was checked."""

    taken_back: bool


def blueprint(ask: Callable[[], Answers], desk: Callable[[], Desk]) -> Blueprint:
    """The routes; ``ask`` returns the reader's answers, ``desk`` their desk."""
    routes = Blueprint("findings", __name__, url_prefix="/api/v1/findings")

    @routes.get("")
    @Operation("List what waits to be mended in the sessions", gives=FindingsAnswer, in_words=True)
    def listed() -> Response:
        reading, found = findings_view(ask(), "")
        locale = reader_locale()
        return in_words(as_data(found, reading.vocabulary, locale, with_checked=True), locale)

    @routes.post("/checked")
    @Operation(
        "Say why a finding is right; it is open again when one of its sessions changes",
        takes=CheckFinding,
        gives=FindingKey,
        refuses={409: SessionConflicts, 422: Faults},
    )
    def check(wanted: CheckFinding) -> Response:
        outcome = desk().check_finding(wanted.rule, wanted.versions, wanted.reason)
        return settled(
            lambda: FindingKey(key=outcome.key),
            faults=outcome.faults,
            conflicts=[SessionConflict(reference=one, stored=None) for one in outcome.conflicts],
        )

    @routes.delete("/checked/<string:key>")
    @Operation("Let a finding wait to be mended again", gives=TakenBack)
    def take_back(key: str) -> Response:
        if "\x00" in key:  # PostgreSQL keeps none
            raise NotFound
        return answered(TakenBack(taken_back=desk().uncheck_finding(key)))

    return routes
