"""The desk over JSON: what the form, the list and the history of sessions send.

A body that is not as described is refused as a bad request; faults (422) and conflicts (409) are
answers, with which nothing was saved. Words are in both languages, under ``en`` and ``fr``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import orjson
from flask import Blueprint, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.wrappers import Response

from dashboard.web.errors import both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dashboard.desk import Conflict, Desk, Fault, Outcome

WITHOUT_NUL = r"^[^\x00]*$"  # PostgreSQL keeps none
Code = Annotated[str, Field(max_length=200, pattern=WITHOUT_NUL)]
Words = Annotated[str, Field(max_length=5_000, pattern=WITHOUT_NUL)]
Cells = Annotated[dict[Code, Words], Field(max_length=100)]
Version = Annotated[int, Field(ge=1, lt=2**31)]
Id = Annotated[int, Field(ge=1, lt=2**31)]


class Body(BaseModel):
    """What is sent: no more than is named, and of no other type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Logging(Body):
    """A session to log."""

    cells: Cells


class Editing(Body):
    """A session as it shall be, over the version that its editor saw."""

    version: Version
    cells: Cells


class Statuses(Body):
    """Sessions by reference, with the version seen of each, and their new status."""

    versions: Annotated[dict[Code, Version], Field(min_length=1, max_length=500)]
    status: Code
    dropping_counts: bool = False


class Restoring(Body):
    """An entry of the log to go back before; ``version`` is that seen, if there is a session."""

    entry: Id
    version: Version | None = None


class Adding(Body):
    """A venue."""

    venue_type: Code
    label_en: Code = ""
    label_fr: Code = ""
    area: Code = ""


B = TypeVar("B", bound=Body)


def blueprint(desk: Callable[[], Desk]) -> Blueprint:
    """The routes; ``desk`` gives the desk of whoever asks."""
    routes = Blueprint("desk", __name__, url_prefix="/api/v1")

    @routes.post("/sessions")
    def log() -> Response:
        return _answer(desk().log(body(Logging).cells))

    @routes.put("/sessions/<path:reference>")
    def edit(reference: str) -> Response:
        wanted = body(Editing)
        return _answer(desk().edit(reference, wanted.version, wanted.cells))

    @routes.post("/sessions/status")
    def set_status() -> Response:
        wanted = body(Statuses)
        return _answer(
            desk().set_status(
                wanted.versions, wanted.status, dropping_counts=wanted.dropping_counts
            )
        )

    @routes.post("/sessions/restore")
    def restore() -> Response:
        wanted = body(Restoring)
        return _answer(desk().restore(wanted.entry, wanted.version))

    @routes.post("/imports/<int(max=2147483647):import_id>/undo")
    def undo_import(import_id: int) -> Response:
        return _answer(desk().undo_import(import_id))

    @routes.post("/venues")
    def add_venue() -> Response:
        wanted = body(Adding)
        outcome = desk().add_venue(wanted.venue_type, wanted.label_en, wanted.label_fr, wanted.area)
        if outcome.venue is None:
            return _json({"faults": _faults(outcome.faults)}, 422)
        return _json({"code": outcome.venue.code})

    return routes


def body(model: type[B]) -> B:
    """The body as described.

    Raises:
        werkzeug.exceptions.HTTPException: It is not.
    """
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        return model.model_validate_json(request.get_data())
    except ValidationError as error:
        raise BadRequest from error


def _answer(outcome: Outcome) -> Response:
    if outcome.faults:
        return _json({"faults": _faults(outcome.faults)}, 422)
    if outcome.conflicts:
        return _json({"conflicts": [_conflict(one) for one in outcome.conflicts]}, 409)
    return _json(
        {
            "saved": [
                {"reference": one.record.reference, "version": one.version} for one in outcome.saved
            ],
            "remarks": [both(remark) for remark in outcome.remarks],
            "changed": outcome.changed,
        }
    )


def _faults(faults: Iterable[Fault]) -> list[dict[str, object]]:
    return [
        {
            "column": fault.column,
            "value": fault.value,
            "reason": both(fault.problem),
            "remedy": both(fault.remedy),
        }
        for fault in faults
    ]


def _conflict(conflict: Conflict) -> dict[str, object]:
    stored = conflict.stored
    return {
        "reference": conflict.wanted.reference,
        "stored": stored
        and {
            "cells": stored.record.cells(),
            "version": stored.version,
            "updated_at": stored.updated_at,
            "author": stored.author,
        },
    }


def _json(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, mimetype="application/json")
