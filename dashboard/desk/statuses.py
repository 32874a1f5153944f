"""Set the status of several sessions at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from dashboard.desk.checking import context, fault
from dashboard.desk.outcomes import Outcome
from dashboard.desk.past import latest_entry
from dashboard.domain.sessions.record import UNCOUNTED, SessionRecord
from dashboard.domain.sessions.state import Conflict, SessionState, logged
from dashboard.i18n import plural, text
from dashboard.importers.faults import BadValueError
from dashboard.importers.session_counts import DELIVERED
from dashboard.importers.sessions import SUBJECT
from dashboard.importers.subject import Context
from dashboard.queries.sessions.records import stored
from dashboard.writes import sessions as store
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer

Wrong = tuple[str, BadValueError, str]  # a session’s reference, its fault, and its name


def set_status(
    writer: Writer, today: date, versions: Mapping[str, int], status: str, *, dropping_counts: bool
) -> Outcome:
    """See ``Desk.set_status``."""
    connection = writer.connection
    against = context(connection, today)
    try:
        status = _known(against, status)
    except BadValueError as error:
        return Outcome(faults=(fault(SUBJECT, against, status, error),))
    now = stored(connection, list(versions))
    there = (now[reference].record for reference in versions if reference in now)
    turned = [record for record in there if record.status != status]
    faults = [
        *_never_there(writer, versions, now),
        *_counts_in_the_way(turned, status, dropping_counts=dropping_counts),
    ]
    conflicts = tuple(_conflicts(writer, versions, now, status))
    if faults or conflicts:
        told = tuple(fault(SUBJECT, against, *of_one) for of_one in faults)
        return Outcome(faults=told, conflicts=conflicts)
    pairs = tuple((record, _with_status(record, status)) for record in turned)
    writer.save(SUBJECT.code, store, Changes(changed=pairs))
    after = stored(connection, list(versions))
    return Outcome(tuple(after[reference] for reference in versions), changed=len(pairs))


def _with_status(record: SessionRecord, status: str) -> SessionRecord:
    """The record with that status; only delivered sessions keep their counts."""
    return replace(record, status=status, attendance={}, **UNCOUNTED)


def _known(against: Context, status: str) -> str:
    columns = SUBJECT.checks(against).columns
    parse = next(column.parse for column in columns if column.code == "status")
    try:
        return str(parse(status))
    except BadValueError as error:
        error.column = "status"
        raise


def _never_there(
    writer: Writer, versions: Iterable[str], now: Mapping[str, SessionState]
) -> Iterator[Wrong]:
    for reference in versions:
        if reference not in now and latest_entry(writer.connection, reference) is None:
            problem = text("No session has this reference")
            remedy = text("Look for it in the list")
            yield reference, BadValueError(problem, remedy, column="reference"), ""


def _conflicts(
    writer: Writer, versions: Mapping[str, int], now: Mapping[str, SessionState], status: str
) -> Iterator[Conflict]:
    """Sessions that are gone, or that somebody has changed since."""
    for reference, version in versions.items():
        known = now.get(reference)
        if known is None:
            entry = latest_entry(writer.connection, reference)
            if entry and entry.before:
                yield Conflict(_with_status(logged(entry.before), status), None)
        elif known.version != version and known.record.status != status:
            yield Conflict(_with_status(known.record, status), known)


def _counts_in_the_way(
    records: Iterable[SessionRecord], status: str, *, dropping_counts: bool
) -> Iterator[Wrong]:
    for record in records:
        if status == DELIVERED:
            yield record.reference, _no_counts_yet(), record.name
        elif record.total and not dropping_counts:
            yield record.reference, _counts_would_go(record.total), record.name


def _no_counts_yet() -> BadValueError:
    return BadValueError(
        text("A delivered session needs counts, and this one has none yet"),
        text("Open it and enter how many took part"),
        column="total",
    )


def _counts_would_go(total: int) -> BadValueError:
    return BadValueError(
        plural(
            "Only a delivered session has counts: {count} participation would be removed",
            "Only a delivered session has counts: {count} participations would be removed",
            total,
        ),
        text("Check “Include sessions with attendance”; the history keeps them"),
        column="total",
    )
