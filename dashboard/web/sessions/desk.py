"""The desk over JSON: what the form, the list and the history of sessions send.

A body that is not as described is refused as a bad request; faults (422), conflicts and warnings
(409) are answers, with which nothing was saved. Whoever knows the warnings sends the same again,
``knowing``. Words are in both languages, under ``en`` and ``fr``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from flask import Blueprint
from pydantic import Field

from dashboard.web.shared.bodies import Body, Cells, Code, Id, answered, body_of, told
from dashboard.web.shared.errors import both

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from dashboard.desk import Conflict, Desk, Outcome

Version = Annotated[int, Field(ge=1, lt=2**31)]


class Logging(Body):
    """A session to log; ``knowing`` what had better be looked at again in it."""

    cells: Cells
    knowing: bool = False


class Editing(Body):
    """A session as it shall be, over the version that its editor saw."""

    version: Version
    cells: Cells
    knowing: bool = False


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
    """A venue; the same ``request`` again, a key of the sender’s choice, adds no other one."""

    venue_type: Code
    label_en: Code = ""
    label_fr: Code = ""
    area: Code = ""
    request: Code = ""


def blueprint(desk: Callable[[], Desk]) -> Blueprint:
    """The routes; ``desk`` gives the desk of whoever asks."""
    routes = Blueprint("desk", __name__, url_prefix="/api/v1")

    @routes.post("/sessions")
    def log() -> Response:
        wanted = body_of(Logging)
        return _answer(desk().log(wanted.cells, knowing=wanted.knowing))

    @routes.put("/sessions/<path:reference>")
    def edit(reference: str) -> Response:
        wanted = body_of(Editing)
        return _answer(desk().edit(reference, wanted.version, wanted.cells, knowing=wanted.knowing))

    @routes.post("/sessions/status")
    def set_status() -> Response:
        wanted = body_of(Statuses)
        return _answer(
            desk().set_status(
                wanted.versions, wanted.status, dropping_counts=wanted.dropping_counts
            )
        )

    @routes.post("/sessions/restore")
    def restore() -> Response:
        wanted = body_of(Restoring)
        return _answer(desk().restore(wanted.entry, wanted.version))

    @routes.post("/imports/<int(max=2147483647):import_id>/undo")
    def undo_import(import_id: int) -> Response:
        return _answer(desk().undo_import(import_id))

    @routes.post("/venues")
    def add_venue() -> Response:
        wanted = body_of(Adding)
        outcome = desk().add_venue(**wanted.model_dump())
        if outcome.venue is None:
            return answered({"faults": told(outcome.faults)}, 422)
        return answered({"code": outcome.venue.code})

    return routes


def _answer(outcome: Outcome) -> Response:
    if outcome.faults:
        return answered({"faults": told(outcome.faults)}, 422)
    if outcome.conflicts:
        return answered({"conflicts": [_conflict(one) for one in outcome.conflicts]}, 409)
    if outcome.warnings:
        warnings = [{"column": one, "message": both(said)} for one, said in outcome.warnings]
        return answered({"warnings": warnings}, 409)
    return answered(
        {
            "saved": [
                {"reference": one.record.reference, "version": one.version} for one in outcome.saved
            ],
            "remarks": [both(remark) for remark in outcome.remarks],
            "changed": outcome.changed,
        }
    )


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
