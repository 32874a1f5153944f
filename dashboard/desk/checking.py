"""Check cells as those of a file: with the importer's own columns, values and rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import Connection

from dashboard.desk.outcomes import SaidOfColumns
from dashboard.domain.reference.fields import BOTH
from dashboard.domain.sessions.columns import SESSION_COLUMNS
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.records import Record
from dashboard.i18n import Text
from dashboard.importers.check import Check
from dashboard.importers.faults import BadValueError, Fault, echo
from dashboard.importers.files.source import Row
from dashboard.importers.formulas import guarded
from dashboard.importers.places import Places
from dashboard.importers.report import Report
from dashboard.importers.session_counts import DELIVERED
from dashboard.importers.sessions import SUBJECT as SESSIONS
from dashboard.importers.staging import Staging
from dashboard.importers.subject import Context, Subject
from dashboard.importers.tables import SheetTable
from dashboard.importers.words import by_code, label
from dashboard.queries.progress.codes import facilitator_codes
from dashboard.queries.shared.by_edition import by_reference_edition
from dashboard.queries.shared.vocabulary import vocabulary

SAID = ("label", "definition", "unit", "source", "frequency", "owner", "reason")
FREE_TEXT = frozenset(
    (
        *(column.code for column in SESSION_COLUMNS if column.longest),
        "area",
        *(f"{name}_{one}" for name in SAID for one in BOTH),
    )
)
HEADER_ROW = 1

R = TypeVar("R", bound=Record)

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DeskCheck(Generic[R]):
    """The records that the rows state, or the faults that keep them out.

    ``unsaid`` are fields that no row gives, which stay unchanged. ``remarks`` say what was accepted
    but should be known; ``warnings`` name what a record should not say.
    """

    records: tuple[R, ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: SaidOfColumns = ()
    warnings: SaidOfColumns = ()
    unsaid: tuple[str, ...] = ()

    @property
    def doubts(self) -> tuple[Text, ...]:
        """The warnings of all columns together."""
        return tuple(said for _, said in self.warnings)


def context(connection: Connection, today: date) -> Context:
    """The context that sessions and venues are checked in, read in this transaction."""
    words = vocabulary(connection)
    return Context(words, tuple(words.indicators), by_code(facilitator_codes(connection)), today)


def form_context(connection: Connection, today: date) -> Context:
    """The same for the forms of sessions: read once, until reference data change."""
    return replace(by_reference_edition(connection, _undated), today=today, in_form=True)


def _undated(connection: Connection) -> Context:
    return context(connection, date.min)


def checked(subject: Subject[R], against: Context, cells: Cells) -> DeskCheck[R]:
    """Check a form's cells; returns the record or all faults together. Faults have no row."""
    found = _as_file(subject, against, [cells])
    told = (_as_form(one, subject, against, cells) for one in found.faults)
    return replace(found, faults=tuple(told))


def not_valid_now(against: Context, past: Iterable[SessionRecord]) -> tuple[Fault, ...]:
    """Why sessions cannot be restored, for example because a code they use is gone.

    A fast test clears most of them. Only the rest get the importer's full check, which takes time.
    """
    records = [record for record in past if not _is_valid_now(record, against)]
    if not records:
        return ()
    faults = _as_file(SESSIONS, against, [record.cells() for record in records]).faults
    return tuple(_of_one(one, records, against) for one in faults)


def where_it_is_now(record: SessionRecord, against: Context) -> SessionRecord:
    """A past state, moved to the surviving venue if its own was merged since."""
    return replace(record, venue=against.vocabulary.merged.get(record.venue, record.venue))


def _is_valid_now(record: SessionRecord, against: Context) -> bool:
    words, people = against.vocabulary, {person.code for person in against.facilitators}
    return (
        record.kind in words.kinds
        and record.language in words.languages
        and record.venue in words.venues
        and people.issuperset(record.facilitators)
        and all(age in words.ages for age in record.attendance)
        and sum(record.attendance.values()) == record.total
        and (record.status != DELIVERED or record.date <= against.today)
    )


def fault(
    subject: Subject[R], against: Context, value: str, error: BadValueError, name: str = ""
) -> Fault:
    """The error as a fault in the column that it names; ``name`` is that of one of several."""
    title = _title(subject, against, error.column)
    return Fault(None, error.column, echo(value), error.problem, error.remedy, title, name=name)


def _as_file(subject: Subject[R], against: Context, rows: Sequence[Cells]) -> DeskCheck[R]:
    columns = [column.code for column in subject.checks(against).columns]
    given = dict.fromkeys(name for cells in rows for name in cells)
    header = list(dict.fromkeys((*(c for c in columns if c not in subject.kept), *given)))
    with Staging(subject.load) as staging:
        check = Check(subject, against, staging)
        check.rows([SheetTable(_numbered(header, rows))], lambda _rows: None)
        report = check.report(Report(subject.code, "", dry_run=True), Places())
        if report.refused:
            return DeskCheck(faults=report.faults)
        return DeskCheck(
            tuple(staged.record for staged in staging),
            remarks=tuple((one.column, one.message) for one in report.remarks if not one.warns),
            warnings=tuple((one.column, one.message) for one in report.remarks if one.warns),
            unsaid=check.kept(),
        )


def _numbered(header: Sequence[str], rows: Sequence[Cells]) -> Iterator[Row]:
    yield HEADER_ROW, list(header)
    for number, cells in enumerate(rows, start=HEADER_ROW + 1):
        yield number, [_typed(name, cells.get(name, "")) for name in header]


def _typed(name: str, cell: str) -> str:
    """Cells as typed: nobody types the apostrophe that marks text in a spreadsheet."""
    return guarded(cell.strip()) if name in FREE_TEXT else cell


def _as_form(found: Fault, subject: Subject[R], against: Context, cells: Cells) -> Fault:
    """Faults as a form shows them, without private values, as in a file's report."""
    typed = cells.get(found.column, "") if found.value else ""
    title = _title(subject, against, found.column) or found.title
    return replace(found, row=None, value=echo(typed), title=title)


def _of_one(found: Fault, records: Sequence[SessionRecord], against: Context) -> Fault:
    """Move a fault of the header to the one record."""
    at = (found.row or HEADER_ROW) - HEADER_ROW - 1
    reference, name = (records[at].reference, records[at].name) if at >= 0 else ("", "")
    error = BadValueError(found.problem, found.remedy, column="reference")
    return fault(SESSIONS, against, reference, error, name)


def _title(subject: Subject[R], against: Context, code: str) -> Text | None:
    columns = subject.checks(against).columns
    return next((label(column) for column in columns if column.code == code), None)
