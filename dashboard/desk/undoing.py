"""Undo an import of sessions: as a whole, or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dashboard.desk import past
from dashboard.desk.checking import context, fault, not_valid_now, where_it_is_now
from dashboard.desk.outcomes import Outcome
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.state import SessionState, logged
from dashboard.domain.shared.trail import TrailEntry
from dashboard.i18n import text
from dashboard.importers.faults import BadValueError, Fault
from dashboard.importers.sessions import SUBJECT
from dashboard.importers.subject import Context
from dashboard.queries.sessions.records import stored
from dashboard.writes import sessions as store
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer
from dashboard.writes.tuning import looking_up

TOLD = 1_000  # of faults, and of sessions that are as before


class UndoRefusedError(Exception):
    """The faults that forbid the undo; the transaction is rolled back."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} sessions stand in the way")
        self.outcome = Outcome(faults=tuple(faults[:TOLD]))


class _Turn(NamedTuple):
    """A session as it stands, as the import left it, and as it was before."""

    now: SessionRecord | None
    after: SessionRecord
    before: SessionRecord | None


def undo(writer: Writer, today: date, import_id: int) -> Outcome:
    """See ``Desk.undo_import``.

    Raises:
        UndoRefusedError: Within the transaction, which must not be committed then.
    """
    connection = writer.connection
    against = context(connection, today)
    if not past.imported_sessions(connection, import_id):
        return Outcome(faults=(_no_such_import(import_id),))
    with looking_up(connection):
        touched = past.touched_later(connection, import_id, TOLD)
        if touched:
            if _is_undone(writer, against, import_id):
                past.mark_undone(connection, import_id, writer.author)
                return Outcome()
            now = stored(connection, touched)
            raise UndoRefusedError(
                [_touched(against, one, now[one].record if one in now else None) for one in touched]
            )
        return _turn_back(writer, against, import_id)


def _turn_back(writer: Writer, against: Context, import_id: int) -> Outcome:
    saved: list[SessionState] = []
    changed = 0
    writer.counts_again = past.changed_most(writer.connection, import_id)
    for entries in past.batches(writer.connection, import_id):
        turns = _turns(writer, against, entries)
        strangers = [(entry.key, turn.now) for entry, turn in turns if turn.now != turn.after]
        faults = [_touched(against, *one) for one in strangers]
        faults += not_valid_now(against, _before(turns))
        if faults:
            raise UndoRefusedError(faults)
        writer.save(SUBJECT.code, store, _changes(turn for _, turn in turns))
        changed += len(turns)
        if len(saved) < TOLD:
            saved += _as_before(writer, _before(turns))
    if changed:
        past.mark_undone(writer.connection, import_id, writer.author)
    return Outcome(tuple(saved[:TOLD]), changed=changed)


def _is_undone(writer: Writer, against: Context, import_id: int) -> bool:
    """Whether everything is already as before, so that pressing the button twice does no harm."""
    return all(
        turn.now == turn.before
        for entries in past.batches(writer.connection, import_id)
        for _, turn in _turns(writer, against, entries)
    )


def _turns(
    writer: Writer, against: Context, entries: Sequence[TrailEntry]
) -> list[tuple[TrailEntry, _Turn]]:
    """The log entries of an import; each has a state after it, since no file removes sessions."""
    left = [(entry, logged(entry.after)) for entry in entries if entry.after]
    now = store.existing(writer.connection, [after for _, after in left])
    return [
        (
            entry,
            _Turn(
                now.get(entry.key),
                after,
                where_it_is_now(logged(entry.before), against) if entry.before else None,
            ),
        )
        for entry, after in left
    ]


def _before(turns: Iterable[tuple[TrailEntry, _Turn]]) -> list[SessionRecord]:
    return [turn.before for _, turn in turns if turn.before]


def _as_before(writer: Writer, records: Sequence[SessionRecord]) -> Iterator[SessionState]:
    found = stored(writer.connection, [record.reference for record in records])
    return (found[record.reference] for record in records)


def _changes(turns: Iterable[_Turn]) -> Changes[SessionRecord]:
    changed: list[tuple[SessionRecord, SessionRecord]] = []
    removed: list[SessionRecord] = []
    for turn in turns:
        if turn.now and turn.before:
            changed.append((turn.now, turn.before))
        elif turn.now:
            removed.append(turn.now)
    return Changes(changed=tuple(changed), removed=tuple(removed))


def _no_such_import(import_id: int) -> Fault:
    return Fault(
        None,
        "",
        str(import_id),
        text("This import of sessions does not exist"),
        text("Only imports of sessions can be undone"),
    )


def _touched(against: Context, reference: str, now: SessionRecord | None) -> Fault:
    error = BadValueError(
        text("This session was changed after the import"),
        text(
            "The import can no longer be undone as a whole: correct these sessions one by one, or "
            "ask an administrator to restore them from their history"
        ),
        column="reference",
    )
    return fault(SUBJECT, against, reference, error, now.name if now else "")
