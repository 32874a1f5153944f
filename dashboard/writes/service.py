"""The one way to change records: save, log, count and announce in one transaction."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from dashboard.database import LONG, BesideDatabase, writing
from dashboard.domain.shared.records import Record
from dashboard.queries.shared.trail import end_of_log
from dashboard.tables import AuditEntry, OutreachSession
from dashboard.writes import derived, sessions
from dashboard.writes.changes import Changes, Store
from dashboard.writes.findings import KeptFindings
from dashboard.writes.new_sessions import NewSessions
from dashboard.writes.references import looked_up_before
from dashboard.writes.state import bump_version, mark_reference, take_turn
from dashboard.writes.trail import RecordDifference, append
from dashboard.writes.tuning import indexed_afterwards

R = TypeVar("R", bound=Record)
FEW = 20  # sessions; the tallies of more are changed by columns, and not counted again
SESSIONS = OutreachSession.__tablename__


class Writer:
    """The changes of one author on one occasion, and all that must follow every change.

    ``import_id`` identifies the file that the changes come from. If it changes most sessions, it
    ``counts_again`` the rest: that takes less time than to count all these changes.
    """

    def __init__(self, connection: Connection, author: str) -> None:
        self.connection = connection
        self.import_id: int | None = None
        self.author = author
        self.counts_again = False
        self._touched = derived.Touched()
        self._wrote = False
        self._findings = KeptFindings(connection)

    def save(
        self, subject: str, store: Store[R], changes: Changes[R], *, shown: bool = True
    ) -> None:
        """Write changes of one kind of record, and log them.

        Open pages are told of a change only if the record is ``shown`` somewhere.
        """
        if not changes:
            return
        self._wrote = self._wrote or shown
        if subject != SESSIONS:  # they may refer to it
            self._touched.many.settle(self.connection)
        if subject != SESSIONS and shown:
            mark_reference(self.connection)
        if subject == SESSIONS and changes.count > FEW and not self.counts_again:
            self._save_many(store, changes)
        else:
            self._touched.counted.update(store.save(self.connection, changes))
            for pair in changes.pairs():
                self._touched.hear(*pair)
        self._findings.follow(changes)
        differences = (_difference(subject, *pair) for pair in changes.pairs())
        append(self.connection, self.author, self.import_id, differences)

    def _save_many(self, store: Store[Any], changes: Changes[Any]) -> None:
        """Write changes of many sessions; packs know them by ids, which those removed lose."""
        there = [before for before, _ in changes.changed]
        ids = sessions.ids(self.connection, [*there, *changes.removed])
        store.save(self.connection, changes)
        ids |= sessions.ids(self.connection, changes.added)
        self._touched.many.add(self.connection, changes, ids)

    def note_new(
        self,
        subject: str,
        new: NewSessions,
        states: Iterable[tuple[str, str]],
        others: Collection[tuple[str, date]],
    ) -> None:
        """Log new sessions, which are written by now, by their keys and JSON; keep what to fix.

        At the venues and on the days of ``others``, sessions have changed since these were made
        ready.
        """
        self._wrote = True
        self._touched.new = new
        differences = ((subject, key, None, state) for key, state in states)
        are_most = len(new) >= end_of_log(self.connection).entries
        with (
            looked_up_before(self.connection),  # they name the import of this transaction
            indexed_afterwards(self.connection, AuditEntry, are_most=are_most),
        ):
            append(self.connection, self.author, self.import_id, differences)
        self._findings.take(new, new.spots_of(others))

    def conclude(self) -> None:
        """Bring up to date what is derived from sessions, and announce that the data changed."""
        derived.refresh(self.connection, self._touched)
        self._findings.conclude()
        if self._wrote:
            bump_version(self.connection, of_sessions_alone=True)  # others were marked


@contextmanager
def changing(engine: Engine, author: str) -> Iterator[Writer]:
    """Open a transaction for one writer at a time, and conclude the writes at its end."""
    with writing(engine, patience=LONG) as connection:
        take_turn(connection)
        writer = Writer(connection, author)
        yield writer
        writer.conclude()


@contextmanager
def changing_later(engine: Engine, author: str, beside: BesideDatabase | None) -> Iterator[Writer]:
    """The same, but whoever writes must take the turn: on PostgreSQL, others write until then.

    What only adds new rows may be written before, because nobody else sees it. ``beside`` is
    called before the turn on SQLite (see ``dashboard.database.writing``).
    """
    with writing(engine, patience=LONG, beside=beside) as connection:
        writer = Writer(connection, author)
        yield writer
        writer.conclude()


def _difference(subject: str, before: Record | None, after: Record | None) -> RecordDifference:
    one = after or before
    return RecordDifference.of(subject, one.key if one else "", before, after)
