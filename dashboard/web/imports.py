"""Import in the browser: look at a file, bring it in, get the rows to mend, see what went in.

Each request brings the file; nothing of it is kept between two. Long answers are lines of JSON,
see ``progress``.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from dashboard.database import reading
from dashboard.desk.checking import context
from dashboard.domain.session_options import LONGEST
from dashboard.exports.to_mend import write_to_mend
from dashboard.i18n import Locale
from dashboard.importers import Order, Report, StaleError, import_sessions
from dashboard.importers.faults import BadFileError
from dashboard.importers.order import LeavingOut
from dashboard.importers.sessions import SUBJECT as SESSIONS
from dashboard.queries.imports import imports
from dashboard.queries.mappings import mappings
from dashboard.queries.vocabulary import vocabulary
from dashboard.web import import_payload as payload
from dashboard.web.bodies import answered
from dashboard.web.downloads import attach
from dashboard.web.import_requests import Bringing, Looking, Mending
from dashboard.web.progress import Telling
from dashboard.web.template import XLSX
from dashboard.web.uploads import Upload, wishes

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from dashboard.importers import OnProgress
    from dashboard.importers.column import Column
    from dashboard.web.people import People

MENDING = {Locale.EN: " - to mend", Locale.FR: " - à corriger"}
OTHER_FILE = {"stale": True, "changed": "file"}

L = TypeVar("L", bound=Looking)
Line = dict[str, object]


def blueprint(engine: Engine, people: People) -> Blueprint:
    """The routes."""
    routes = Blueprint("imports", __name__, url_prefix="/api/v1/imports")
    telling = Telling()

    @routes.post("/preview")
    def preview() -> Response:
        upload, order, _ = _received(Looking, engine, people)
        order = replace(order, dry_run=True, only_sound=True, copies=LeavingOut())
        return telling.answer(lambda tell: _preview(engine, upload, order, tell), upload.close)

    @routes.post("")
    def bring_in() -> Response:
        upload, order, asked = _received(Bringing, engine, people)
        order = replace(
            order,
            only_sound=asked.only_sound,
            copies=asked.leaving_out(),
            edition=asked.edition,
            seen_sheets=asked.sheets_digest,
        )
        as_seen = upload.sha256 == asked.sha256
        return telling.answer(
            lambda tell: _bring_in(engine, order, tell) if as_seen else OTHER_FILE, upload.close
        )

    @routes.post("/faulty")
    def to_mend() -> Response:
        upload, order, asked = _received(Mending, engine, people)
        try:
            book = BytesIO()
            write_to_mend(engine, order, book, asked.lang)
        except BadFileError as error:
            return answered({"faults": [payload.fault(error.fault)]}, 422)
        finally:
            upload.close()
        response = Response(book.getvalue(), mimetype=XLSX)
        name = f"{upload.name.rpartition('.')[0] or upload.name}{MENDING[asked.lang]}.xlsx"
        attach(response, name)
        return response

    @routes.get("")
    def past() -> Response:
        page = request.args.get("page", "1")
        find = request.args.get("find", "").strip()
        if not (page.isdecimal() and len(page) < 7 and int(page)):
            raise BadRequest
        if len(find) > LONGEST or not find.isprintable():
            raise BadRequest
        with reading(engine) as connection:
            found = imports(connection, int(page), find)
            is_said = any(one.constants for one in found.imports)
            columns = _columns(connection, people) if is_said else {}
        listed = [
            asdict(one) | {"can_undo": one.can_undo, "said": payload.of_all_rows(one, columns)}
            for one in found.imports
        ]
        return answered({"imports": listed, "page": found.page, "pages": found.pages})

    return routes


def _received(model: type[L], engine: Engine, people: People) -> tuple[Upload, Order, L]:
    """The file of the request, and what is wanted of it.

    Raises:
        werkzeug.exceptions.HTTPException: There is none, or it is not clear what is wanted.
    """
    author, today = people.known_reader().name, people.today()
    upload = Upload()
    try:
        asked = wishes(model)
        named, by_hand = asked.named(), asked.by_hand()
        order = Order(upload.path, today, author, name=upload.name, by_hand=by_hand, sheets=named)
        with reading(engine) as connection:
            return upload, replace(order, remembered=mappings(connection)), asked
    except BaseException:
        upload.close()
        raise


def _preview(engine: Engine, upload: Upload, order: Order, tell: OnProgress) -> Line:
    report = import_sessions(engine, replace(order, on_progress=tell))
    if report.refused and not (report.look.columns or report.sheets):
        return _refused(report)
    with reading(engine) as connection:
        words = vocabulary(connection)
    return {"done": payload.seen(report, upload.sha256, words)}


def _bring_in(engine: Engine, order: Order, tell: OnProgress) -> Line:
    try:
        report = import_sessions(engine, replace(order, on_progress=tell))
    except StaleError as error:
        return {"stale": True, "changed": error.what}
    return _refused(report) if report.refused else {"done": payload.done(report)}


def _columns(connection: Connection, people: People) -> dict[str, Column]:
    """The columns of a session file, by code."""
    return {one.code: one for one in SESSIONS.checks(context(connection, people.today())).columns}


def _refused(report: Report) -> Line:
    return {"refused": {"faults": payload.faults(report), "fault_count": report.fault_count}}
