"""Import a file, or preview what an import would do."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from dashboard.domain.importing.by_hand import ByHand
from dashboard.importers import pipeline, refusing, sessions
from dashboard.importers.oddities import OddityAnswers
from dashboard.importers.order import ImportOrder, LeavingOut, OnProgress, quiet
from dashboard.importers.report import Report
from dashboard.importers.subject import Subject

SUBJECTS = ("sessions", "venues", "facilitators", "targets")
"""Their codes, which are the names of their modules, too."""


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
    copies: LeavingOut | None = None,
    answers: OddityAnswers | None = None,
    on_progress: OnProgress = quiet,
) -> Report:
    """Import a CSV, XLSX or ODS file of one of ``SUBJECTS``.

    All rows are checked and all faults reported; without any, all go in as one transaction.
    ``today`` is the day in the project's time zone; no session is delivered after it. ``author`` is
    the name for the audit log. ``sheets`` names the sheets of a workbook to read. If none is named,
    those with the same columns are read, and any other sheet refuses the import. So do odd things
    in a session file without ``answers``. ``by_hand`` gives meanings to columns and values.
    Likely ``copies`` are looked for only if somebody says what becomes of them.
    A refused file is noted (see ``refusing``).
    ``on_progress`` is called with the phase, the rows done in it and the fraction done.

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
        copies=copies,
        answers=answers or OddityAnswers(),
    )
    run = partial(pipeline.run, engine, _subject(subject), order)
    return refusing.noting(engine, subject, order, run)


def import_sessions(engine: Engine, order: ImportOrder) -> Report:
    """Import a session file as ordered, or preview what that would do.

    Raises:
        StaleError: The data have changed since the preview.
        RightEndedError: Who asked for it may do so no longer.
        sqlalchemy.exc.SQLAlchemyError: The database cannot be reached or has no tables yet.
    """
    run = partial(pipeline.run, engine, sessions.SUBJECT, order)
    return refusing.noting(engine, sessions.SUBJECT.code, order, run)


def _subject(code: str) -> Subject[Any]:
    """The one with that code; the others are not even loaded."""
    found: Subject[Any] = import_module(f"dashboard.importers.{code}").SUBJECT
    return found
