"""From a file to the database: read, check, stage, compare, write; the same for all subjects."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from dashboard.database import LONG, reading
from dashboard.domain.importing.by_hand import ByHand
from dashboard.domain.importing.refused import RefusalReason
from dashboard.domain.shared.records import Record
from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import text
from dashboard.importers import matches
from dashboard.importers.check import Check
from dashboard.importers.comparing import CheckedFile
from dashboard.importers.copies import UnansweredCopiesError
from dashboard.importers.faults import BadFileError, Fault, FaultLog
from dashboard.importers.files import RereadableFile
from dashboard.importers.files.apart import open_book
from dashboard.importers.files.refusals import too_much_to_check
from dashboard.importers.merge import Merge
from dashboard.importers.order import ImportOrder, Phase, StaleError
from dashboard.importers.places import Places
from dashboard.importers.report import Report
from dashboard.importers.sheets import SheetAnswers, SheetChoice, choose
from dashboard.importers.staging import Staging
from dashboard.importers.subject import Checks, Context, Subject
from dashboard.importers.tables import Tables, tables
from dashboard.importers.words import by_code
from dashboard.queries.progress.codes import facilitator_codes
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import Indicator
from dashboard.writes.references import ReferenceGoneError

R = TypeVar("R", bound=Record)


def run(engine: Engine, subject: Subject[R], order: ImportOrder) -> Report:
    """Import a file of one subject.

    Raises:
        StaleError: The data have changed since the preview, or other sheets would be read.
    """
    report = Report(
        subject.code, order.name or order.path.name, order.dry_run, only_sound=order.only_sound
    )
    try:
        return _run(engine, subject, order, report)
    except MemoryError:
        pass  # what the work held is let go before anything else is made
    return _refused(report, too_much_to_check().fault, RefusalReason.UNREADABLE)


def _run(engine: Engine, subject: Subject[R], order: ImportOrder, report: Report) -> Report:
    try:
        with Staging(subject.load) as staging:
            with open_book(order.path) as book:
                check, report, _ = checked(engine, subject, order, book, staging, report=report)
            if (report.refused or report.of_the_file) and not _is_look_without(report, order):
                return report
            if order.seen_sheets not in (None, report.sheets_digest):
                raise StaleError("sheets")
            file = CheckedFile(subject, staging, check.kept, order, report)
            return Merge(file).into(engine)
    except UnansweredCopiesError as error:
        found = replace(report, copy_count=error.count)
        return _refused(found, error.fault, RefusalReason.UNCLEAR)
    except BadFileError as error:
        return _refused(report, error.fault, RefusalReason.UNREADABLE)
    except (IntegrityError, ReferenceGoneError):
        return _refused(report, _changed_meanwhile(), RefusalReason.CHANGED)


class CheckResult(NamedTuple, Generic[R]):
    """The result of checking a file's rows, and the sheets it is about."""

    check: Check[R]
    report: Report
    choice: SheetChoice


def checked(  # noqa: PLR0913 - the log has a default
    engine: Engine,
    subject: Subject[R],
    order: ImportOrder,
    book: RereadableFile,
    staging: Staging[R],
    *,
    report: Report,
    faults: FaultLog | None = None,
) -> CheckResult[R]:
    """Check all rows of the file, and stage the sound ones.

    Raises:
        BadFileError: It cannot be read, or not to its end.
    """
    with reading(engine) as connection:
        context = context_of(connection, order.today)
    checks, wrong = subject.checks(context), []
    if order.named:
        by_hand = matches.joined(order.by_hand, order.named, checks.columns)
        order = replace(order, by_hand=by_hand)
        wrong = [*matches.unknown_columns(order.named, checks.columns)]
    wanted = _wanted(checks, order)
    choice = choose(book, wanted)
    mapping = choice.mapping
    by_hand = order.by_hand or (mapping.by_hand if mapping else ByHand())
    context = replace(
        context,
        epoch=book.epoch,
        again=partial(_again, order, choice, wanted),
        by_hand=by_hand,
        answers=order.answers,
        file=order.name or order.path.name,
    )
    check = Check(subject, context, staging, faults)
    if not choice.stops:
        opened, tell = tables(book, choice.at, wanted.columns, wanted.said), order.on_progress
        check.rows(opened.each, lambda rows: tell(Phase.CHECKING, rows, opened.fraction()))
    places = Places(choice.names or ("",), faults.file if faults else "")
    with reading(engine, patience=LONG) as connection:
        check.together(connection, places)
    report = replace(report, mapping_name=mapping.name if mapping else None)
    report = check.report(report, places, (*book.said, *choice.remarks()))
    report = _with_sheets(report, choice, check.rows_of)
    if order.named and not choice.stops:
        headers = [seen.header for seen in report.look.columns]
        wrong += matches.unknown_headers(order.named, headers)
    return CheckResult(check, _with_faults(report, wrong), choice)


@contextmanager
def _again(order: ImportOrder, choice: SheetChoice, wanted: SheetAnswers) -> Iterator[Tables]:
    """The tables once more, read by another process: the first reading has not ended.

    Raises:
        BadFileError: The file cannot be read.
    """
    with open_book(order.path) as book:
        yield tables(book, choice.at, wanted.columns, wanted.said)


def _wanted(checks: Checks[R], order: ImportOrder) -> SheetAnswers:
    return SheetAnswers(
        checks.columns,
        checks.at_least_one,
        order.sheets,
        order.by_hand,
        order.remembered,
        order.said,
    )


def _is_look_without(report: Report, order: ImportOrder) -> bool:
    """Whether to preview the file without the columns that still need a meaning."""
    return order.dry_run and order.only_sound and bool(report.waiting)


def _with_faults(report: Report, faults: Sequence[Fault]) -> Report:
    """The report with faults of the whole file, if there are any."""
    if not faults:
        return report
    count = len(faults) + report.fault_count
    told = (*faults, *report.faults)
    return replace(report, faults=told, fault_count=count, of_the_file=True, waiting=())


def _with_sheets(report: Report, choice: SheetChoice, rows: Sequence[int]) -> Report:
    """The report with its sheets; an open question about them refuses the whole file."""
    sheets = choice.with_rows(rows)
    found = replace(report, sheets=sheets, sheets_digest=choice.digest)
    return _with_faults(found, choice.faults)


def context_of(connection: Connection, today: date) -> Context:
    """What rows are checked against."""
    indicator = Indicator
    labelled = select(indicator.code, indicator.label_en, indicator.label_fr)
    return Context(
        vocabulary(connection),
        tuple(Term(*row) for row in connection.execute(labelled)),
        by_code(facilitator_codes(connection)),
        today,
    )


def _refused(report: Report, fault: Fault, reason: RefusalReason) -> Report:
    return replace(report, faults=(fault,), fault_count=1, of_the_file=True, reason=reason)


def _changed_meanwhile() -> Fault:
    return Fault(
        None,
        "",
        "",
        text("The database rejected the data; something it refers to has changed"),
        text("Import the file again"),
    )
