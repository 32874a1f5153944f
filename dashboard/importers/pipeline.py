"""From a file to the database: read, check, stage, compare, write; alike for every subject."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from dashboard.database import reading
from dashboard.domain.records import Record
from dashboard.domain.vocabulary import Term
from dashboard.i18n import text
from dashboard.importers.check import Check
from dashboard.importers.faults import BadFileError, Fault
from dashboard.importers.files import open_rows
from dashboard.importers.report import DETAILED, Change, Report
from dashboard.importers.staging import Staging
from dashboard.importers.subject import Context, Subject
from dashboard.importers.words import by_code
from dashboard.queries.vocabulary import vocabulary
from dashboard.tables import Facilitator, ImportRecord, Indicator
from dashboard.writes.bulk import looking_up
from dashboard.writes.changes import Changes, compare
from dashboard.writes.service import Writer, changing

COUNTED = ("added", "changed", "unchanged")

R = TypeVar("R", bound=Record)


class Phase(StrEnum):
    """What a long import is at."""

    CHECKING = "checking"
    WRITING = "writing"


OnProgress = Callable[[Phase, int, float], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to import and how; see ``dashboard.importers.import_file``."""

    path: Path
    today: date
    author: str
    dry_run: bool
    on_progress: OnProgress


def run(engine: Engine, subject: Subject[R], order: Order) -> Report:
    """Import a file of one subject."""
    report = Report(subject.code, order.path.name, order.dry_run)
    with reading(engine) as connection:
        context = _context(connection, order.today)
    try:
        with open_rows(order.path) as source, Staging(subject.load) as staging:
            context = replace(context, epoch=source.epoch, again=partial(open_rows, order.path))
            check = Check(subject, context, staging)
            check.rows(source, lambda rows, part: order.on_progress(Phase.CHECKING, rows, part))
            with reading(engine) as connection:
                check.together(connection)
            report = check.report(report)
            if report.refused:
                return report
            return _Merge(subject, staging, check.kept, order, report).into(engine)
    except BadFileError as error:
        return replace(report, faults=(error.fault,), fault_count=1)
    except IntegrityError:
        return replace(report, faults=(_changed_meanwhile(),), fault_count=1)


def _context(connection: Connection, today: date) -> Context:
    indicator = Indicator
    labelled = select(indicator.code, indicator.label_en, indicator.label_fr)
    codes = connection.scalars(select(Facilitator.code).order_by(Facilitator.code))
    return Context(
        vocabulary(connection),
        tuple(Term(*row) for row in connection.execute(labelled)),
        by_code(codes),
        today,
    )


class _Merge(Generic[R]):
    """The staged records set beside the database's, and written unless it is a dry run."""

    def __init__(
        self,
        subject: Subject[R],
        staging: Staging[R],
        kept: tuple[str, ...],
        order: Order,
        report: Report,
    ) -> None:
        self._subject = subject
        self._staging = staging
        self._kept = kept
        self._order = order
        self._report = report
        self._changes: list[Change] = []

    def into(self, engine: Engine) -> Report:
        """All records in one transaction; the report with what changed, or would."""
        if self._order.dry_run:
            with reading(engine) as connection, looking_up(connection):
                self._batches(connection, None)
        else:
            with changing(engine, self._order.author) as writer:
                writer.import_id = self._file(writer.connection)
                with looking_up(writer.connection):
                    self._batches(writer.connection, writer)
                self._conclude(writer.connection, writer.import_id)
        return replace(self._report, changes=tuple(self._changes))

    def _batches(self, connection: Connection, writer: Writer | None) -> None:
        done = 0
        for batch in self._staging.batches():
            changes = compare(connection, self._subject.store, batch, self._kept)
            self._count(changes)
            if writer:
                writer.save(self._subject.code, self._subject.store, changes)
            done += len(batch)
            self._order.on_progress(Phase.WRITING, done, done / self._report.rows)

    def _count(self, changes: Changes[R]) -> None:
        report = self._report
        found = [change for pair in changes.changed for change in self._differences(*pair)]
        self._changes.extend(found[: DETAILED - len(self._changes)])
        self._report = replace(
            report,
            added=report.added + len(changes.added),
            changed=report.changed + len(changes.changed),
            unchanged=report.unchanged + changes.unchanged,
            change_count=report.change_count + len(found),
        )

    def _file(self, connection: Connection) -> int:
        """A record of the file, which the log refers to; what it changed is not known yet."""
        with self._order.path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
        return connection.execute(
            insert(ImportRecord)
            .values(
                subject=self._report.subject,
                author=self._order.author,
                file_name=self._report.file_name,
                sha256=digest,
                **dict.fromkeys(COUNTED, 0),
            )
            .returning(ImportRecord.id)
        ).scalar_one()

    def _conclude(self, connection: Connection, import_id: int) -> None:
        counts = {name: getattr(self._report, name) for name in COUNTED}
        this = ImportRecord.id == import_id
        connection.execute(update(ImportRecord).where(this).values(counts))

    def _differences(self, before: R, after: R) -> Iterator[Change]:
        old, new = before.cells(), after.cells()
        for column in dict.fromkeys((*new, *old)):
            values = old.get(column, ""), new.get(column, "")
            if values[0] != values[1]:
                private = column in self._subject.private
                yield Change(after.key, column, *(("", "") if private else values))


def _changed_meanwhile() -> Fault:
    return Fault(
        None,
        "",
        "",
        text("The database refused the data; something it refers to has changed meanwhile"),
        text("Import the file again"),
    )
