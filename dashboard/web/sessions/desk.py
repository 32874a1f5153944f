"""The desk over JSON, for the form, the list and the history of sessions.

A malformed body is a bad request. Faults (422), conflicts and warnings (409) are answers, and
nothing was saved. To save despite warnings, the same is sent again with ``knowing``. Words are in
both languages, under ``en`` and ``fr``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, NotRequired

from flask import Blueprint
from pydantic import Field
from typing_extensions import TypedDict

from dashboard.web.shared.bodies import Body, Faults, settled
from dashboard.web.shared.failures import Message, both
from dashboard.web.shared.fields import Cells, Code, Count, Id, Moment, answer_model
from dashboard.web.shared.operations import Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from dashboard.desk import Conflict, Desk, Outcome, SessionState

Version = Annotated[int, Field(ge=1, lt=2**31, description="One more with each change.")]


class LogSession(Body):
    """A session to log; ``knowing`` what had better be looked at again in it."""

    cells: Cells
    knowing: bool = False


class EditSession(Body):
    """A session as it shall be, over the version that its editor saw."""

    version: Version
    cells: Cells
    knowing: bool = False


class SetStatus(Body):
    """Sessions by reference, with the version seen of each, and their new status."""

    versions: Annotated[dict[Code, Version], Field(min_length=1, max_length=500)]
    status: Code
    dropping_counts: bool = False


class RestoreSession(Body):
    """An entry of the log to go back before; ``version`` is that seen, if there is a session."""

    entry: Id
    version: Version | None = None


class AddVenue(Body):
    """A venue; the same ``request`` again, a key of the sender’s choice, adds no other one."""

    venue_type: Code
    label_en: Code = ""
    label_fr: Code = ""
    area: Code = ""
    request: Code = ""


class SavedSession(TypedDict):
    """A session as it stands now, also one that was so already."""

    reference: str
    version: Version
    date: str
    venue: str


class CellRemark(Message):
    """What should be known, and the column that it is about, or an empty one."""

    column: str


@answer_model
class SavedAnswer(TypedDict):
    """It is done; what was so already counts as done."""

    saved: list[SavedSession]
    remarks: list[CellRemark]
    """What was taken as good and should be known."""
    copies: list[str]
    """The references of the other sessions that the saved one is much like."""
    changed: Count
    """All sessions that were written or removed."""


class StoredSession(TypedDict):
    """A session as somebody else saved it."""

    cells: dict[str, str]
    version: Version
    updated_at: Moment
    author: str


class SessionConflict(TypedDict):
    """A session that is not as it was seen."""

    reference: str
    name: NotRequired[str]
    """What people call it."""
    stored: StoredSession | None
    """Null when it is gone, or is not told here."""


@answer_model
class SessionConflicts(TypedDict):
    """Somebody else changed it meanwhile; nothing was saved."""

    conflicts: list[SessionConflict]


class CellWarning(TypedDict):
    """What had better be looked at again in a column."""

    column: str
    message: Message


@answer_model
class SessionWarnings(TypedDict):
    """It had better be looked at again; it is saved when it is sent again, “knowing”."""

    warnings: list[CellWarning]


@answer_model
class NewVenue(TypedDict):
    """The code of the venue."""

    code: str


changes = partial(
    Operation,
    gives=SavedAnswer,
    refuses={409: SessionConflicts | SessionWarnings, 422: Faults},
)
"""Declares a view that changes sessions, or refuses to."""


def blueprint(desk: Callable[[], Desk]) -> Blueprint:
    """The routes; ``desk`` returns the reader's desk."""
    routes = Blueprint("desk", __name__, url_prefix="/api/v1")

    @routes.post("/sessions")
    @changes("Log a session", takes=LogSession)
    def log(wanted: LogSession) -> Response:
        return _answer(desk().log(wanted.cells, knowing=wanted.knowing))

    @routes.put("/sessions/<path:reference>")
    @changes("Change a session", takes=EditSession)
    def edit(wanted: EditSession, reference: str) -> Response:
        return _answer(desk().edit(reference, wanted.version, wanted.cells, knowing=wanted.knowing))

    @routes.post("/sessions/status")
    @changes("Give several sessions a status, or none", takes=SetStatus)
    def set_status(wanted: SetStatus) -> Response:
        return _answer(
            desk().set_status(
                wanted.versions, wanted.status, dropping_counts=wanted.dropping_counts
            )
        )

    @routes.post("/sessions/restore")
    @changes("Bring back what was before a change", takes=RestoreSession)
    def restore(wanted: RestoreSession) -> Response:
        return _answer(desk().restore(wanted.entry, wanted.version))

    @routes.post("/imports/<int(max=2147483647):import_id>/undo")
    @changes("Take back what a session file changed")
    def undo_import(import_id: int) -> Response:
        return _answer(desk().undo_import(import_id))

    @routes.post("/venues")
    @Operation(
        "Add a venue, under the next code of its type",
        takes=AddVenue,
        gives=NewVenue,
        refuses={422: Faults},
    )
    def add_venue(wanted: AddVenue) -> Response:
        outcome = desk().add_venue(**wanted.model_dump())
        code = outcome.venue.code if outcome.venue else ""
        return settled(lambda: NewVenue(code=code), faults=outcome.faults)

    return routes


def _answer(outcome: Outcome) -> Response:
    return settled(
        lambda: _saved(outcome),
        faults=outcome.faults,
        conflicts=[_conflict(one) for one in outcome.conflicts],
        warnings=[CellWarning(column=one, message=both(said)) for one, said in outcome.warnings],
    )


def _saved(outcome: Outcome) -> SavedAnswer:
    return {
        "saved": [_now(one) for one in outcome.saved],
        "remarks": [CellRemark(column=one, **both(said)) for one, said in outcome.remarks],
        "copies": list(outcome.copies),
        "changed": outcome.changed,
    }


def _now(session: SessionState) -> SavedSession:
    record = session.record
    return {
        "reference": record.reference,
        "version": session.version,
        "date": record.date.isoformat(),
        "venue": record.venue,
    }


def _conflict(conflict: Conflict) -> SessionConflict:
    stored = conflict.stored
    return {
        "reference": conflict.wanted.reference,
        "name": (stored.record if stored else conflict.wanted).name,
        "stored": _stored(stored) if stored else None,
    }


def _stored(session: SessionState) -> StoredSession:
    return {
        "cells": session.record.cells(),
        "version": session.version,
        "updated_at": session.updated_at,
        "author": session.author,
    }
