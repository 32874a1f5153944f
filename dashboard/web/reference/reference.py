"""Reference data over JSON, for administrators: each record with the version to change it over.

As at the desk of sessions, a body that is not as described is a bad request; faults (422),
conflicts and warnings (409) are answers, with which nothing was saved. Whoever knows the warnings
sends the same again with ``knowing``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from flask import Blueprint
from pydantic import Field
from werkzeug.exceptions import NotFound

from dashboard.domain.reference.reference import kind_of
from dashboard.i18n.formats import capitalise
from dashboard.sentences.reference.words import becomes
from dashboard.web.shared.bodies import Body, Cells, Code, Id, answered, body_of, told
from dashboard.web.shared.errors import both

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from dashboard.desk.reference import ReferenceDesk, ReferenceOutcome
    from dashboard.domain.reference.reference import Clash, Held, Kind
    from dashboard.i18n import Text
    from dashboard.queries.answers import Answers

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class Adding(Body):
    """A record to add."""

    cells: Cells
    knowing: bool = False


class Editing(Body):
    """A record as it shall be, over the version that its editor saw."""

    version: Digest
    cells: Cells
    knowing: bool = False


class Removing(Body):
    """A record to take out, in the version that was seen."""

    version: Digest
    knowing: bool = False


class Restoring(Body):
    """An entry of the log to go back before; ``version`` is that seen, if the record is there."""

    entry: Id
    version: Digest | None = None
    knowing: bool = False


class Merging(Body):
    """The venue to merge into, and the versions seen of both, by code."""

    into: Code
    versions: Annotated[dict[Code, Digest], Field(min_length=2, max_length=2)]
    knowing: bool = False


class Unmerging(Body):
    """A merge to take back."""

    knowing: bool = False


def blueprint(ask: Callable[[], Answers], desk: Callable[[], ReferenceDesk]) -> Blueprint:
    """The routes; ``ask`` gives the answers for whoever asks, ``desk`` their desk."""
    routes = Blueprint("reference", __name__, url_prefix="/api/v1/reference")

    @routes.get("/<kind>")
    def records(kind: str) -> Response:
        found = desk().all(_kind(kind))
        return answered({"records": [_held(one) for one in found]})

    @routes.post("/<kind>")
    def add(kind: str) -> Response:
        of, wanted = _kind(kind), body_of(Adding)
        return _answer(desk().add(of, wanted.cells, knowing=wanted.knowing))

    @routes.put("/<kind>/<path:key>")
    def edit(kind: str, key: str) -> Response:
        _refuse_nul(key)
        of, wanted = _kind(kind), body_of(Editing)
        return _answer(desk().edit(of, key, wanted.version, wanted.cells, knowing=wanted.knowing))

    @routes.delete("/<kind>/<path:key>")
    def remove(kind: str, key: str) -> Response:
        _refuse_nul(key)
        of, wanted = _kind(kind), body_of(Removing)
        return _answer(desk().remove(of, key, wanted.version, knowing=wanted.knowing))

    @routes.post("/<kind>/<path:key>/restore")
    def restore(kind: str, key: str) -> Response:
        _refuse_nul(key)
        of, wanted = _kind(kind), body_of(Restoring)
        outcome = desk().restore(
            of, key, wanted.version or "", wanted.entry, knowing=wanted.knowing
        )
        words = ask().standing("").vocabulary
        return _answer(outcome, tuple(becomes(of, one, words) for one in outcome.differences))

    @routes.post("/venues/<path:code>/merge")
    def merge(code: str) -> Response:
        _refuse_nul(code)
        wanted = body_of(Merging)
        return _answer(desk().merge(code, wanted.into, wanted.versions, knowing=wanted.knowing))

    @routes.post("/venues/<path:code>/unmerge")
    def unmerge(code: str) -> Response:
        _refuse_nul(code)
        return _answer(desk().unmerge(code, knowing=body_of(Unmerging).knowing))

    return routes


def _kind(code: str) -> Kind:
    """The kind that the address names.

    Raises:
        werkzeug.exceptions.NotFound: There is none.
    """
    found = kind_of(code)
    if found is None:
        raise NotFound
    return found


def _refuse_nul(key: str) -> None:
    """PostgreSQL keeps none.

    Raises:
        werkzeug.exceptions.NotFound: There can be no such record.
    """
    if "\x00" in key:
        raise NotFound


def _answer(outcome: ReferenceOutcome, differences: tuple[Text, ...] = ()) -> Response:
    if outcome.faults:
        return answered({"faults": told(outcome.faults)}, 422)
    if outcome.conflicts:
        return answered({"conflicts": [_clash(one) for one in outcome.conflicts]}, 409)
    if warnings := (*differences, *outcome.warnings):
        return answered({"warnings": [_said(one) for one in warnings]}, 409)
    return answered({"key": outcome.key, "version": outcome.version})


def _said(warning: Text) -> dict[str, str]:
    return {locale: capitalise(words) for locale, words in both(warning).items()}


def _held(one: Held) -> dict[str, object]:
    return {"key": one.record.key, "version": one.version, "cells": one.cells}


def _clash(clash: Clash) -> dict[str, object]:
    return {"key": clash.key, "now": _held(clash.now) if clash.now else None}
