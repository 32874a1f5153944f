"""Import in the browser: preview a file, import it, get the rows to correct, list past imports.

Each request sends the file; nothing of it is kept between two. Long answers are lines of JSON, see
``steps``.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, NotRequired, TypeVar

from flask import Blueprint, current_app, request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from dashboard.database import address_of, reading
from dashboard.desk.checking import context
from dashboard.domain.sessions.options import LONGEST
from dashboard.domain.shared.roles import Right
from dashboard.i18n import Locale
from dashboard.importers import refusing
from dashboard.importers.files.refusals import too_much_to_check
from dashboard.importers.order import ImportOrder, LeavingOut, quiet
from dashboard.importers.sessions import SUBJECT as SESSIONS
from dashboard.queries.importing.imports import imports
from dashboard.queries.importing.mappings import mappings
from dashboard.queries.importing.refused import refused
from dashboard.web.importing import payload, work
from dashboard.web.importing.answer import IMPORTING, PREVIEWING, FileFaults, PastImports
from dashboard.web.importing.requests import FaultyRows, ImportFile, PreviewFile
from dashboard.web.importing.template import XLSX
from dashboard.web.shared.bodies import answered
from dashboard.web.shared.downloads import attach
from dashboard.web.shared.failures import status_of
from dashboard.web.shared.jobs import EndedError, ShortOfMemoryError, jobs
from dashboard.web.shared.operations import Content, Operation
from dashboard.web.shared.steps import StepTeller
from dashboard.web.shared.unavailable import RETRY_SECONDS
from dashboard.web.shared.uploads import Upload, wishes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection, Engine

    from dashboard.importers.column import Column
    from dashboard.importers.order import OnProgress
    from dashboard.web.access.readers import People

MENDING = {Locale.EN: " - to fix", Locale.FR: " - à corriger"}
WORKBOOK = "to-mend.xlsx"
OTHER_FILE = {"stale": True, "changed": "file"}


class PastImportsAddress(TypedDict):
    """What stands in the address."""

    page: NotRequired[Annotated[str, Field(pattern="^[0-9]{1,6}$", description="From 1.")]]
    find: NotRequired[
        Annotated[
            str,
            Field(max_length=LONGEST, description="A part of the file’s or the author’s name."),
        ]
    ]


L = TypeVar("L", bound=PreviewFile)


def blueprint(engine: Engine, people: People) -> Blueprint:
    """The routes."""
    routes = Blueprint("imports", __name__, url_prefix="/api/v1/imports")
    telling, address = StepTeller(), address_of(engine)

    @routes.post("/preview")
    @Operation(
        "What a file would change; nothing is written",
        takes=PreviewFile,
        gives=PREVIEWING,
    )
    def preview() -> Response:
        upload, order, _ = _received(PreviewFile, engine, people)
        order = replace(order, dry_run=True, only_sound=True, copies=LeavingOut())
        look = jobs().doing(
            work.preview, address, people.may_still(Right.RECORD), order, upload.sha256
        )
        return telling.answer(_telling_of_memory(look), upload.close)

    @routes.post("")
    @Operation("Bring a file in that was looked at", takes=ImportFile, gives=IMPORTING)
    def bring_in() -> Response:
        upload, order, asked = _received(ImportFile, engine, people)
        order = replace(
            order,
            only_sound=asked.only_sound,
            copies=asked.leaving_out(),
            bookmark=asked.bookmark,
            seen_sheets=asked.sheets_digest,
        )
        if upload.sha256 != asked.sha256:
            return telling.answer(lambda _: OTHER_FILE, upload.close)
        work_ = jobs().doing(work.bring_in, address, people.may_still(Right.RECORD), order)
        bring = _noting_its_end(engine, order, work_)
        return telling.answer(_telling_of_memory(bring), upload.close)

    @routes.post("/faulty")
    @Operation(
        "The rows that cannot go in, with reasons beside them",
        takes=FaultyRows,
        gives=Content(XLSX, "A workbook."),
        refuses={422: FileFaults},
    )
    def to_mend() -> Response:
        upload, order, asked = _received(FaultyRows, engine, people)
        with closing(upload), telling.turn():
            book = upload.path.with_name(WORKBOOK)
            write = jobs().doing(work.to_mend, address, order, book, asked.lang)
            done = _telling_of_memory(write)(quiet)
            done = {"faults": done["refused"]["faults"]} if "refused" in done else done
            if error := done.get("error"):
                return _failed(error)
            if "faults" in done:
                return answered(done, 422)
            response = Response(book.read_bytes(), mimetype=XLSX)
        name = f"{upload.name.rpartition('.')[0] or upload.name}{MENDING[asked.lang]}.xlsx"
        attach(response, name)
        return response

    @routes.get("")
    @Operation(
        "List the files that went in, and those refused lately",
        query=PastImportsAddress,
        gives=PastImports,
    )
    def past() -> Response:
        page, find = _asked_for()
        return answered(_past(engine, people, page, find))

    return routes


def _asked_for() -> tuple[int, str]:
    """The page of past imports in the address, and what is looked for.

    Raises:
        werkzeug.exceptions.BadRequest: They are none that a page of ours asks for.
    """
    page = request.args.get("page", "1")
    find = request.args.get("find", "").strip()
    if not (page.isascii() and page.isdecimal() and len(page) < 7 and int(page)):
        raise BadRequest
    if len(find) > LONGEST or not find.isprintable():
        raise BadRequest
    return int(page), find


def _past(engine: Engine, people: People, page: int, find: str) -> dict[str, object]:
    """A page of past imports; the first one has the files refused lately, too."""
    with reading(engine) as connection:
        found = imports(connection, page, find)
        is_said = any(one.constants for one in found.imports)
        columns = _columns(connection, people) if is_said else {}
        now = datetime.now(UTC)
        failed = refused(connection, now, find) if found.page == 1 else ()
    listed = [
        asdict(one) | {"can_undo": one.can_undo, "said": payload.of_all_rows(one, columns)}
        for one in found.imports
    ]
    others = list(map(payload.refusal, failed))
    return {"imports": listed, "refused": others, "page": found.page, "pages": found.pages}


def _noting_its_end(
    engine: Engine, order: ImportOrder, work_: Callable[[OnProgress], Mapping[str, object]]
) -> Callable[[OnProgress], Mapping[str, object]]:
    """The work; if its process ends before it, for example for want of memory, this is noted."""

    def do(tell: OnProgress) -> Mapping[str, object]:
        try:
            return work_(tell)
        except EndedError:
            refusing.broke_off(engine, SESSIONS.code, order)
            raise

    return do


def _telling_of_memory(
    work_: Callable[[OnProgress], Mapping[str, Any]],
) -> Callable[[OnProgress], Mapping[str, Any]]:
    """The work; if its process ends for want of memory, the file is refused."""

    def do(tell: OnProgress) -> Mapping[str, Any]:
        try:
            return work_(tell)
        except ShortOfMemoryError:
            faults = [payload.fault(too_much_to_check().fault)]
            return {"refused": {"faults": faults, "fault_count": 1}}

    return do


def _failed(error: dict[str, object]) -> Response:
    """The answer to an error that the work reports."""
    unavailable = error["code"] == status_of(503).code
    response = answered({"error": error}, 503 if unavailable else 500)
    if unavailable:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _received(model: type[L], engine: Engine, people: People) -> tuple[Upload, ImportOrder, L]:
    """The file of the request, and the fields beside it.

    Raises:
        werkzeug.exceptions.HTTPException: There is none, or the fields are unclear.
    """
    author, today = people.known_reader().name, people.today()
    upload = Upload()
    try:
        asked = wishes(model)
        order = ImportOrder(
            upload.path,
            today,
            author,
            name=upload.name,
            by_hand=asked.by_hand(),
            sheets=asked.named(),
            answers=asked.answers(),
            secret=str(current_app.secret_key),
        )
        with reading(engine) as connection:
            return upload, replace(order, remembered=mappings(connection)), asked
    except BaseException:
        upload.close()
        raise


def _columns(connection: Connection, people: People) -> dict[str, Column]:
    """The columns of a session file, by code."""
    return {one.code: one for one in SESSIONS.checks(context(connection, people.today())).columns}
