"""From a file to the database: read, check, stage, compare, write; alike for every subject."""

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from dashboard.database import LONG, reading
from dashboard.domain.by_hand import ByHand, MappingRecord, fitting
from dashboard.domain.records import Record
from dashboard.domain.vocabulary import Term
from dashboard.i18n import text
from dashboard.importers.check import Check
from dashboard.importers.columns import headers_of
from dashboard.importers.faults import BadFileError, Fault, FaultLog
from dashboard.importers.files import Source
from dashboard.importers.merge import Merge
from dashboard.importers.order import Order, Phase
from dashboard.importers.report import Report
from dashboard.importers.staging import Staging
from dashboard.importers.subject import Context, Subject
from dashboard.importers.tables import open_table
from dashboard.importers.words import by_code
from dashboard.queries.facilitators import facilitator_codes
from dashboard.queries.vocabulary import vocabulary
from dashboard.tables import Indicator

R = TypeVar("R", bound=Record)


def run(engine: Engine, subject: Subject[R], order: Order) -> Report:
    """Import a file of one subject.

    Raises:
        StaleError: The data have changed since the import was looked at.
    """
    report = Report(
        subject.code, order.name or order.path.name, order.dry_run, only_sound=order.only_sound
    )
    try:
        with Staging(subject.load) as staging:
            check, report = checked(engine, subject, order, staging, report=report)
            if report.refused or report.of_the_file:
                return report
            return Merge(subject, staging, check.kept, order, report).into(engine)
    except BadFileError as error:
        return replace(report, faults=(error.fault,), fault_count=1, of_the_file=True)
    except IntegrityError:
        return replace(report, faults=(_changed_meanwhile(),), fault_count=1, of_the_file=True)


def checked(  # noqa: PLR0913 - the log has a default
    engine: Engine,
    subject: Subject[R],
    order: Order,
    staging: Staging[R],
    *,
    report: Report,
    faults: FaultLog | None = None,
) -> tuple[Check[R], Report]:
    """All rows of the file checked, the sound ones staged.

    Raises:
        BadFileError: It cannot be read, or not to its end.
    """
    with reading(engine) as connection:
        context = _context(connection, order.today)
    known, said = subject.checks(context).columns, order.said
    with open_table(order.path, known, said) as opened:
        source, mapping = _recognised(opened, order.remembered)
        by_hand = order.by_hand
        if by_hand is None:
            by_hand = mapping.by_hand if mapping else ByHand()
            report = replace(report, mapping_name=mapping.name if mapping else None)
        again = partial(open_table, order.path, known, said)
        context = replace(context, epoch=source.epoch, again=again, by_hand=by_hand)
        check = Check(subject, context, staging, faults)
        check.rows(source, lambda rows, part: order.on_progress(Phase.CHECKING, rows, part))
    with reading(engine, patience=LONG) as connection:
        check.together(connection)
    return check, check.report(report)


def _recognised(
    source: Source, remembered: tuple[MappingRecord, ...]
) -> tuple[Source, MappingRecord | None]:
    """The whole source, and the mapping that its header row asks for."""
    header = next(source.rows, None)
    if header is None:
        return source, None
    found = fitting(remembered, frozenset(headers_of(header[1])))
    return replace(source, rows=chain([header], source.rows)), found


def _context(connection: Connection, today: date) -> Context:
    indicator = Indicator
    labelled = select(indicator.code, indicator.label_en, indicator.label_fr)
    return Context(
        vocabulary(connection),
        tuple(Term(*row) for row in connection.execute(labelled)),
        by_code(facilitator_codes(connection)),
        today,
    )


def _changed_meanwhile() -> Fault:
    return Fault(
        None,
        "",
        "",
        text("The database refused the data; something it refers to has changed meanwhile"),
        text("Import the file again"),
    )
