"""The work of an import in the browser, in a separate process (see ``jobs``)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from dashboard.database import open_engine, reading
from dashboard.i18n import text
from dashboard.importers import refusing
from dashboard.importers.faults import BadFileError
from dashboard.importers.files.refusals import too_much_to_check
from dashboard.importers.importing import import_sessions
from dashboard.importers.order import ImportOrder, StaleError
from dashboard.permission import RightEndedError, permitted
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.web.importing import payload
from dashboard.web.shared.failures import as_data, message_of, status_at_the_end, status_of
from dashboard.web.shared.niceness import at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from dashboard.i18n import Locale
    from dashboard.importers.order import OnProgress
    from dashboard.importers.report import Report

    Line = Mapping[str, object]
    Still = Callable[[Connection], bool]  # which can go to another process


def preview(address: str, still: Still, order: ImportOrder, sha256: str, tell: OnProgress) -> Line:
    """Preview what the file would change, if whoever asked may ``still`` import by then."""
    with _engine(address) as opened:
        engine = permitted(opened, still)
        order = replace(order, on_progress=tell, writing=at_once)
        try:
            report = import_sessions(engine, order)
        except RightEndedError as error:
            return _ended(error)
        if report.refused and not (report.look.columns or report.sheets):
            refusing.note(engine, report, order)  # there is no further step in which it could be
            return _refused(report)
        with reading(engine) as connection:
            words = vocabulary(connection)
        return {"done": payload.seen(report, sha256, words)}


def bring_in(address: str, still: Still, order: ImportOrder, tell: OnProgress) -> Line:
    """Import the file, if whoever asked may ``still`` do so by then."""
    with _engine(address) as opened:
        engine = permitted(opened, still)
        try:
            report = import_sessions(engine, replace(order, on_progress=tell, writing=at_once))
        except StaleError as error:
            return {"stale": True, "changed": error.what}
        except RightEndedError as error:
            return _ended(error)
        return _refused(report) if report.refused else {"done": payload.done(report)}


def to_mend(
    address: str, order: ImportOrder, book: Path, locale: Locale, _tell: OnProgress
) -> Line:
    """Write the rows that cannot be imported to a workbook at that path."""
    from dashboard.exports.to_mend import write_to_mend  # noqa: PLC0415 - jobs alone need it

    with _engine(address) as engine, book.open("xb") as file:
        try:
            return {"rows": write_to_mend(engine, order, file, locale)}
        except BadFileError as error:
            return {"faults": [payload.fault(error.fault)]}
        except MemoryError:
            pass
    return {"faults": [payload.fault(too_much_to_check().fault)]}


@contextmanager
def _engine(address: str) -> Iterator[Engine]:
    engine = open_engine(address, serving=True)
    try:
        yield engine
    finally:
        engine.dispose()


def _refused(report: Report) -> Line:
    return {"refused": {"faults": payload.faults(report), "fault_count": report.fault_count}}


def _ended(error: RightEndedError) -> Line:
    status = status_at_the_end(error)
    words = message_of(status)
    if status == HTTPStatus.FORBIDDEN:
        words = text("You can no longer import sessions. Ask an administrator.")
    return {"error": as_data(status_of(status).code, words)}
