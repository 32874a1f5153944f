"""Reference data over JSON: each record comes with the version for changing it.

As at the desk of sessions, a malformed body is a bad request. Faults (422), conflicts and warnings
(409) are answers, and nothing was saved. To save despite warnings, the same is sent again with
``knowing``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

from flask import Blueprint, request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.exceptions import NotFound

from dashboard.domain.reference.kinds import kind_of, kinds
from dashboard.domain.reference.stored import VERSION_DIGITS
from dashboard.i18n.formats import capitalise
from dashboard.sentences.reference.words import becomes
from dashboard.web.shared.bodies import Body, Faults, answered, settled
from dashboard.web.shared.failures import Message, both
from dashboard.web.shared.fields import Cells, Code, Id, answer_model, one_of
from dashboard.web.shared.operations import Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from dashboard.desk.reference import ReferenceDesk, ReferenceOutcome
    from dashboard.domain.reference.fields import RecordKind
    from dashboard.domain.reference.stored import Clash, StoredRecord
    from dashboard.i18n import Text
    from dashboard.queries.answers import Answers

Digest = Annotated[
    str,
    Field(
        pattern=f"^[0-9a-f]{{{VERSION_DIGITS}}}$",
        description="Another one whenever the record is another.",
    ),
]
Knowing = Annotated[
    bool,
    Field(description="Whether the warnings are known; without it a change of past figures waits."),
]


class AddRecord(Body):
    """A record to add."""

    cells: Cells
    knowing: Knowing = False


class EditRecord(Body):
    """A record as it shall be, over the version that its editor saw.

    All cells that were read may be sent back; those that never change only as they were.
    """

    version: Digest
    cells: Cells
    knowing: Knowing = False


class RemoveRecord(Body):
    """A record to take out, in the version that was seen."""

    version: Digest
    knowing: Knowing = False


class RestoreRecord(Body):
    """An entry of the log to go back before; ``version`` is that seen, if the record is there."""

    entry: Id
    version: Digest | None = None
    knowing: Knowing = False


class MergeVenues(Body):
    """The venue to merge into, and the versions seen of both, by code."""

    into: Code
    versions: Annotated[dict[Code, Digest], Field(min_length=2, max_length=2)]
    knowing: Knowing = False


class UnmergeVenues(Body):
    """A merge to take back."""

    knowing: Knowing = False


class RecordAddress(TypedDict):
    """What stands in the address."""

    kind: Annotated[
        str,
        one_of(*(kind.code for kind in kinds())),
        Field(
            description="Coordinators edit annotations, meetings, decisions and facilitators; "
            "administrators all kinds."
        ),
    ]
    key: Annotated[str, Field(description="The key of the record.")]
    code: Annotated[str, Field(description="The code of the venue.")]


class RecordAnswer(TypedDict):
    """A record, with the version to change it over."""

    key: str
    version: Digest
    cells: dict[str, str]


@answer_model
class Records(TypedDict):
    """All records of the kind."""

    records: list[RecordAnswer]


@answer_model
class SavedRecord(TypedDict):
    """It is done; what was so already counts as done."""

    key: str
    version: str
    """Empty when the record is gone."""


class RecordConflict(TypedDict):
    """A record that is not as it was seen."""

    key: str
    now: RecordAnswer | None
    """Null when it is gone."""


@answer_model
class RecordConflicts(TypedDict):
    """Somebody else changed it meanwhile; nothing was saved."""

    conflicts: list[RecordConflict]


@answer_model
class RecordWarnings(TypedDict):
    """It changes figures of the past, or a label seems to name somebody; nothing was saved.

    It is saved when it is sent again, “knowing”.
    """

    warnings: list[Message]


changes = partial(
    Operation,
    path=RecordAddress,
    gives=SavedRecord,
    refuses={409: RecordConflicts | RecordWarnings, 422: Faults},
)
"""Declares a view that changes a record, or refuses to."""


def blueprint(ask: Callable[[], Answers], desk: Callable[[], ReferenceDesk]) -> Blueprint:
    """The routes; ``ask`` returns the reader's answers, ``desk`` their desk."""
    routes = Blueprint("reference", __name__, url_prefix="/api/v1/reference")

    routes.before_request(_refuse_unknown)

    @routes.get("/<kind>")
    @Operation("List the records of a kind", path=RecordAddress, gives=Records)
    def records(kind: str) -> Response:
        found = desk().all(_kind(kind))
        return answered(Records(records=[_held(one) for one in found]))

    @routes.post("/<kind>")
    @changes("Add a record", takes=AddRecord)
    def add(wanted: AddRecord, kind: str) -> Response:
        return _answer(desk().add(_kind(kind), wanted.cells, knowing=wanted.knowing))

    @routes.put("/<kind>/<path:key>")
    @changes("Change a record", takes=EditRecord)
    def edit(wanted: EditRecord, kind: str, key: str) -> Response:
        of = _kind(kind)
        return _answer(desk().edit(of, key, wanted.version, wanted.cells, knowing=wanted.knowing))

    @routes.delete("/<kind>/<path:key>")
    @changes("Take out a record that nothing uses", takes=RemoveRecord)
    def remove(wanted: RemoveRecord, kind: str, key: str) -> Response:
        return _answer(desk().remove(_kind(kind), key, wanted.version, knowing=wanted.knowing))

    @routes.post("/<kind>/<path:key>/restore")
    @changes(
        "Bring a record back as it was before an entry of its history",
        takes=RestoreRecord,
        description="What differs is told first, as a warning.",
    )
    def restore(wanted: RestoreRecord, kind: str, key: str) -> Response:
        of = _kind(kind)
        outcome = desk().restore(
            of, key, wanted.version or "", wanted.entry, knowing=wanted.knowing
        )
        words = ask().standing("").vocabulary
        return _answer(outcome, tuple(becomes(of, one, words) for one in outcome.differences))

    @routes.post("/venues/<path:code>/merge")
    @changes("Merge a venue into another of its type", takes=MergeVenues)
    def merge(wanted: MergeVenues, code: str) -> Response:
        return _answer(desk().merge(code, wanted.into, wanted.versions, knowing=wanted.knowing))

    @routes.post("/venues/<path:code>/unmerge")
    @changes("Take a merge back", takes=UnmergeVenues)
    def unmerge(wanted: UnmergeVenues, code: str) -> Response:
        return _answer(desk().unmerge(code, knowing=wanted.knowing))

    return routes


def _refuse_unknown() -> None:
    """Refuse an unknown kind or an impossible key before the body is read.

    Raises:
        werkzeug.exceptions.NotFound: There cannot be such a record.
    """
    named = request.view_args or {}
    if "\x00" in "".join(named.values()):  # PostgreSQL keeps none
        raise NotFound
    if "kind" in named:
        _kind(named["kind"])


def _kind(code: str) -> RecordKind:
    """The kind in the address.

    Raises:
        werkzeug.exceptions.NotFound: There is none.
    """
    found = kind_of(code)
    if found is None:
        raise NotFound
    return found


def _answer(outcome: ReferenceOutcome, differences: tuple[Text, ...] = ()) -> Response:
    return settled(
        lambda: SavedRecord(key=outcome.key, version=outcome.version),
        faults=outcome.faults,
        conflicts=[_clash(one) for one in outcome.conflicts],
        warnings=[_warning(one) for one in (*differences, *outcome.warnings)],
    )


def _warning(warning: Text) -> Message:
    words = both(warning)
    return {"en": capitalise(words["en"]), "fr": capitalise(words["fr"])}


def _held(one: StoredRecord) -> RecordAnswer:
    return {"key": one.record.key, "version": one.version, "cells": one.cells}


def _clash(clash: Clash) -> RecordConflict:
    return {"key": clash.key, "now": _held(clash.now) if clash.now else None}
