"""Import a file, or look at what that would do."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from dashboard.domain.importing.by_hand import ByHand
from dashboard.importers import facilitators, pipeline, sessions, targets, venues
from dashboard.importers.oddities import OddityAnswers
from dashboard.importers.order import ImportOrder, OnProgress, quiet
from dashboard.importers.report import Report
from dashboard.importers.subject import Subject

SUBJECTS = ("sessions", "venues", "facilitators", "targets")
_BY_CODE: dict[str, Subject[Any]] = {
    module.SUBJECT.code: module.SUBJECT for module in (sessions, venues, facilitators, targets)
}


def import_file(  # noqa: PLR0913 - most have a default
    engine: Engine,
    subject: str,
    path: Path,
    *,
    today: date,
    author: str,
    dry_run: bool = False,
    sheets: Sequence[str] | None = None,
    by_hand: ByHand | None = None,
    answers: OddityAnswers | None = None,
    on_progress: OnProgress = quiet,
) -> Report:
    """Import a CSV, XLSX or ODS file of one of ``SUBJECTS``.

    All rows are checked and all faults reported; without any, all go in as one transaction.
    ``today`` is the day, where the project is, after which nothing can have been delivered;
    ``author`` is who the audit log says it was. Of a workbook the ``sheets`` of these names are
    read; where none are named, those with the same columns, and any other keeps all out. So does
    what is odd in a session file, without ``answers``.
    ``by_hand`` is what somebody said of its columns and rows.
    ``on_progress`` hears of the phase, the rows done in it and the part of it that is done.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: The database cannot be reached or has no tables yet.
    """
    named = None if sheets is None else tuple(sheets)
    order = ImportOrder(
        path,
        today,
        author,
        dry_run,
        on_progress,
        by_hand=by_hand,
        sheets=named,
        answers=answers or OddityAnswers(),
    )
    return pipeline.run(engine, _BY_CODE[subject], order)


def import_sessions(engine: Engine, order: ImportOrder) -> Report:
    """Import a session file as ordered, or look at what it would do.

    Raises:
        StaleError: The data have changed since it was looked at.
        sqlalchemy.exc.SQLAlchemyError: The database cannot be reached or has no tables yet.
    """
    return pipeline.run(engine, sessions.SUBJECT, order)
