"""Add, edit or restore one session, and never overwrite a state that its author had not seen."""

from dataclasses import replace
from datetime import date

from dashboard.desk.checking import (
    Cells,
    DeskCheck,
    checked,
    context,
    fault,
    form_context,
    not_valid_now,
    where_it_is_now,
)
from dashboard.desk.outcomes import Outcome, SaidOfColumns
from dashboard.desk.past import entry_of
from dashboard.domain.sessions.hits import lacks_facilitator
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.state import Conflict, SessionState, logged
from dashboard.i18n import Text, plural, text
from dashboard.importers.faults import BadValueError, Fault
from dashboard.importers.session_counts import DELIVERED
from dashboard.importers.sessions import SUBJECT
from dashboard.importers.subject import Context
from dashboard.queries.sessions.findings.duplicates import copies_of
from dashboard.queries.sessions.findings.far_dates import would_be_far
from dashboard.queries.sessions.records import state_of
from dashboard.writes import sessions as store
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer


def log(writer: Writer, today: date, cells: Cells, *, knowing: bool) -> Outcome:
    """See ``Desk.log``."""
    against = form_context(writer.connection, today)
    found = checked(SUBJECT, against, cells)
    if found.faults:
        return Outcome(faults=found.faults)
    (wanted,) = found.records
    if _is_uncounted(wanted, against, cells):
        return Outcome(faults=(fault(SUBJECT, against, "", _uncounted()),))
    now = state_of(writer.connection, wanted.reference)
    warnings = () if knowing else _warnings(writer, today, found, now)
    if warnings:
        return Outcome(warnings=warnings)
    if now is None:
        return _remarked(writer, found, _save(writer, Changes(added=(wanted,))))
    return _remarked(writer, found, _over(writer, wanted, now, None))


def edit(  # noqa: PLR0913 - one of them is a flag
    writer: Writer, today: date, reference: str, version: int, cells: Cells, *, knowing: bool
) -> Outcome:
    """See ``Desk.edit``."""
    against = form_context(writer.connection, today)
    found = checked(SUBJECT, against, {"reference": reference, **cells})
    if found.faults:
        return Outcome(faults=found.faults)
    (wanted,) = found.records
    if wanted.reference != reference:
        return Outcome(faults=(fault(SUBJECT, against, wanted.reference, _renamed()),))
    if _is_uncounted(wanted, against, cells):
        return Outcome(faults=(fault(SUBJECT, against, "", _uncounted()),))
    now = state_of(writer.connection, reference)
    if now:
        as_before = {name: getattr(now.record, name) for name in found.unsaid}
        wanted = replace(wanted, **as_before)
    warnings = () if knowing else _warnings(writer, today, found, now)
    if warnings:
        return Outcome(warnings=warnings)
    return _remarked(writer, found, _over(writer, wanted, now, version))


def _warnings(
    writer: Writer, today: date, found: DeskCheck[SessionRecord], now: SessionState | None
) -> SaidOfColumns:
    """Doubts about what was changed; unchanged fields are not warned of again."""
    (wanted,) = found.records
    before = now.record if now else None
    in_notes = tuple(
        (column, said)
        for column, said in found.warnings
        if not before or getattr(before, column) != getattr(wanted, column)
    )
    if before and before.date == wanted.date:
        return in_notes
    far = would_be_far(writer.connection, wanted.date, today)
    return (*((("date", _far_from_others()),) if far else ()), *in_notes)


def _remarked(writer: Writer, found: DeskCheck[SessionRecord], outcome: Outcome) -> Outcome:
    """With what the check remarks, and why the session is listed among those to fix."""
    if not outcome.done:
        return outcome
    (saved,) = outcome.saved
    copies = copies_of(writer.connection, saved.record)
    is_unled = lacks_facilitator(saved.record)
    unled = (("facilitators", _unled()),) if is_unled else ()
    says = _alike if is_unled else _copies  # where it is listed is said once
    alike = (("", says(len(copies))),) if copies else ()
    return replace(outcome, remarks=(*found.remarks, *alike, *unled), copies=copies)


def restore(writer: Writer, today: date, entry_id: int, version: int | None) -> Outcome:
    """See ``Desk.restore``."""
    entry = entry_of(writer.connection, SUBJECT.code, entry_id)
    if entry is None or entry.before is None:
        return Outcome(faults=(_nothing_before(entry_id),))
    against = context(writer.connection, today)
    wanted = where_it_is_now(logged(entry.before), against)
    faults = not_valid_now(against, [wanted])
    if faults:
        return Outcome(faults=faults)
    now = state_of(writer.connection, wanted.reference)
    if now is None and version is None:
        return _save(writer, Changes(added=(wanted,)))
    return _over(writer, wanted, now, version)


def _over(
    writer: Writer, wanted: SessionRecord, now: SessionState | None, version: int | None
) -> Outcome:
    """Save if the version seen is still current.

    The same values again are a success; another version is a conflict.
    """
    if now and now.record == wanted:
        return Outcome(saved=(now,))
    if now is None or now.version != version:
        return Outcome(conflicts=(Conflict(wanted, now),))
    return _save(writer, Changes(changed=((now.record, wanted),)))


def _save(writer: Writer, changes: Changes[SessionRecord]) -> Outcome:
    writer.save(SUBJECT.code, store, changes)
    after = [record for _, record in changes.pairs() if record]
    found = (state_of(writer.connection, record.reference) for record in after)
    return Outcome(tuple(filter(None, found)), changed=len(after))


def _is_uncounted(wanted: SessionRecord, against: Context, cells: Cells) -> bool:
    """Whether the counts are missing: a blank is 0 in a file, but not yet entered in a form."""
    counts = ("total", *against.vocabulary.ages.codes)
    return wanted.status == DELIVERED and not any(cells.get(name, "").strip() for name in counts)


def _uncounted() -> BadValueError:
    return BadValueError(
        text("A delivered session needs counts, and this one has none yet"),
        text("Enter how many took part; if nobody came, enter 0 as the total"),
        column="total",
    )


def _far_from_others() -> Text:
    return text("This date is years away from all other sessions: check the year")


def _copies(count: int) -> Text:
    return plural(
        "Another session is much like it, so it is listed under “To fix”",
        "{count} other sessions are much like it, so it is listed under “To fix”",
        count,
    )


def _alike(count: int) -> Text:
    return plural(
        "Another session is much like it",
        "{count} other sessions are much like it",
        count,
    )


def _unled() -> Text:
    return text("No facilitator is named, so it is listed under “To fix”")


def _renamed() -> BadValueError:
    return BadValueError(
        text("The reference of a session cannot change"),
        text("Cancel this session, and log another one"),
        column="reference",
    )


def _nothing_before(entry_id: int) -> Fault:
    return Fault(
        None,
        "",
        str(entry_id),
        text("Before this history entry, the session did not exist"),
        text("Cancel the session, or undo the import that added it"),
    )
