"""Import a file, or preview what an import would do."""

from functools import partial
from importlib import import_module
from typing import Any

from sqlalchemy import Engine

from dashboard.database import reading
from dashboard.importers import pipeline, refusing
from dashboard.importers.mistaken import as_of_another
from dashboard.importers.order import ImportOrder
from dashboard.importers.report import Report
from dashboard.importers.subject import Subject

SUBJECTS = ("sessions", "venues", "facilitators", "targets")
"""Their codes, which are the names of their modules, too."""


def import_file(engine: Engine, subject: str, order: ImportOrder) -> Report:
    """Import a CSV, XLSX or ODS file of one of ``SUBJECTS`` as ordered, or preview it.

    All rows are checked and all faults reported; without any, all go in as one transaction.
    A refused file is noted (see ``refusing``).

    Raises:
        StaleError: The data have changed since the preview.
        RightEndedError: Who asked for it may do so no longer.
        sqlalchemy.exc.SQLAlchemyError: The database cannot be reached or has no tables yet.
    """
    run = partial(_run, engine, subject, order)
    return refusing.noting(engine, subject, order, run)


def import_sessions(engine: Engine, order: ImportOrder) -> Report:
    """The same of a session file."""
    return import_file(engine, "sessions", order)


def _run(engine: Engine, subject: str, order: ImportOrder) -> Report:
    report = pipeline.run(engine, _subject(subject), order)
    if not (report.refused and report.of_the_file and report.look.unknown):
        return report
    with reading(engine) as connection:
        context = pipeline.context_of(connection, order.today)
    others = (_subject(code) for code in SUBJECTS if code != subject)
    return as_of_another(report, others, context)


def _subject(code: str) -> Subject[Any]:
    """The one with that code; the others are not even loaded."""
    found: Subject[Any] = import_module(f"dashboard.importers.{code}").SUBJECT
    return found
