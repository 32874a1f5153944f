"""Keep that a file did not go in, after its own transaction has come to nothing."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from dashboard.database import writing
from dashboard.domain.importing.refused import Refusal, RefusalReason, format_of, kept_name
from dashboard.importers.order import ImportOrder, StaleError
from dashboard.importers.report import Report
from dashboard.permission import RightEndedError
from dashboard.sqlite_stamps import DamagedError, FileLostError
from dashboard.trouble import CommitInDoubtError
from dashboard.writes import refused_imports

UNWRITABLE = (SQLAlchemyError, OSError, CommitInDoubtError, FileLostError, DamagedError)
NOT_OURS = (StaleError, BrokenPipeError, RightEndedError)
"""It is looked at again; whoever asked has left, or may not any more."""

_log = logging.getLogger("impact")


def noting(engine: Engine, subject: str, order: ImportOrder, work: Callable[[], Report]) -> Report:
    """Do an import, and keep it if the file is refused or the work breaks off; dry runs never.

    What cannot be kept is told in the log, and changes neither the report nor what is raised.
    """
    try:
        report = work()
    except NOT_OURS:
        raise
    except Exception as error:
        if not (order.dry_run or isinstance(error, CommitInDoubtError)):  # that may have gone in
            broke_off(engine, subject, order)
        raise
    if report.refused and not order.dry_run:
        note(engine, report, order)
    return report


def note(engine: Engine, report: Report, order: ImportOrder) -> None:
    """Keep that this file was refused."""
    reason = report.reason or (RefusalReason.UNCLEAR if report.of_the_file else RefusalReason.ROWS)
    _keep(engine, report.subject, order, reason, report.fault_count)


def broke_off(engine: Engine, subject: str, order: ImportOrder) -> None:
    """Keep that the import of this file came to no end."""
    _keep(engine, subject, order, RefusalReason.BROKEN_OFF, 0)


def _keep(
    engine: Engine, subject: str, order: ImportOrder, reason: RefusalReason, faults: int
) -> None:
    """In a transaction of its own; what made the import fail may make this fail, too."""
    name = order.name or order.path.name
    refusal = Refusal(
        at=datetime.now(UTC),
        author=order.author,
        subject=subject,
        file_name=kept_name(name),
        format=format_of(name),
        reason=reason,
        faults=faults,
    )

    def write() -> None:
        with writing(engine) as connection:
            refused_imports.add(connection, refusal)

    try:
        order.writing(write)
    except UNWRITABLE as error:
        _log.warning("a refused import could not be noted: %s", type(error).__name__)
