"""Compare staged records with the database, as one transaction sees it, and find their copies."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

import orjson
from sqlalchemy import Connection

from dashboard.domain.shared.records import Record
from dashboard.importers.copies import Copy, UnansweredCopiesError, copies
from dashboard.importers.differences import EXAMPLES, Differences
from dashboard.importers.meanwhile import Bookmark, LoggedState, MeanwhileError
from dashboard.importers.order import ImportOrder, Phase, StaleError
from dashboard.importers.report import DETAILED, Report
from dashboard.importers.staging import StagedState, Staging
from dashboard.importers.subject import Subject
from dashboard.writes import sessions as session_store
from dashboard.writes.changes import Changes, compare
from dashboard.writes.new_sessions import NewSessions
from dashboard.writes.references import ReferenceGoneError

MOST_MEANWHILE = 20_000  # changes since a preview that are looked at one by one

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class CheckedFile(Generic[R]):
    """A file whose sound records are staged; ``report`` tells what the check found.

    ``kept`` tells which fields a row's sheet has no column for.
    """

    subject: Subject[R]
    staging: Staging[R]
    kept: Callable[[int], tuple[str, ...]]
    order: ImportOrder
    report: Report

    def changed_places(self, connection: Connection, since: Bookmark) -> set[tuple[str, date]]:
        """The venues and days of sessions that others have changed since.

        Raises:
            MeanwhileError: Others have changed something that the records were compared with.
        """
        return since.changed_places(connection, self.subject.code, self._is_compared)

    def _is_compared(self, changed: LoggedState) -> bool:
        """Whether the file has this record, or one that may be its copy."""
        if self.staging.has([changed.key]):
            return True
        place = self.subject.place(self.staging.read(orjson.dumps(changed.cells)))
        return place is not None and _said(place) in self.staging.places


class FileComparison(Generic[R]):
    """What a file changes in the database; its ``report`` tells it once all are compared.

    To make one begins the comparison: it finds the copies, and tries what a preview told.

    Raises:
        StaleError: The data have changed since the preview.
        UnansweredCopiesError: There are likely copies, and nobody said what becomes of them.
    """

    def __init__(self, connection: Connection, file: CheckedFile[R]) -> None:
        self._connection = connection
        self._file = file
        self._order = file.order
        self._staging = file.staging
        self._staging.places.forget()
        self._staging.compared.forget()
        self.bookmark = Bookmark.of(connection)
        self.report = file.report
        self._left_out = self._without_copies()
        self._look_at_preview()

    def preview(self) -> None:
        """Compare all records; nothing will be written."""
        differences = Differences(self._file.subject, self._staging)
        for _, changes, new in self._batches(self._left_out):
            differences.add(changes, new)
        said = self.bookmark.said(self._order.secret)
        self.report = replace(differences.told_in(self.report), bookmark=said)

    def make_ready(self, sessions: NewSessions) -> None:
        """Compare all records, and keep what will be written: what is new is added to these.

        Raises:
            ReferenceGoneError: What the rows were checked against is gone.
        """
        differences = Differences(self._file.subject, self._staging)
        compared = self._staging.compared
        all_out = self.report.faulty + len(self._left_out)
        compared.mark_not_new(self._left_out)
        by_day = sessions.go_by_day(self.report.rows)
        for batch, changes, new in self._batches(self._left_out):
            differences.add(changes, new)
            if not by_day:
                _add(sessions, (one.state for one in new))
            if len(new) < len(batch):
                known = {one.row for one in batch} - {one.row for one in new}
                compared.mark_not_new(known)
            compared.keep(_existing(changes.pairs()))
        self.report = differences.told_in(replace(self.report, left_out=all_out))
        for states in compared.new_by_day() if by_day else ():
            _add(sessions, states)
        if sessions:
            sessions.make_ready(self._connection)

    def _without_copies(self) -> frozenset[int]:
        """Find the copies, and return those that are left out."""
        unwanted = self._order.copies
        if unwanted is None:
            return frozenset()
        self._place_all()
        found = self._find_copies()
        if found and not unwanted.answered:
            raise UnansweredCopiesError(len(found), self._rows_of_copies())
        if self._order.dry_run:
            return frozenset()
        return frozenset(row for row in found if row in unwanted)

    def _look_at_preview(self) -> None:
        if self._order.bookmark is None:
            return
        now, connection = self.bookmark, self._connection
        try:
            then = Bookmark.read(connection, self._order.bookmark, self._order.secret)
            if then == now:
                return
            if now.end.entries - then.end.entries > MOST_MEANWHILE:
                raise StaleError
            if self._order.copies is None:
                self._place_all()  # what is new may be what others have logged meanwhile
            self._file.changed_places(connection, then)
        except MeanwhileError:
            raise StaleError from None

    def _batches(
        self, left_out: frozenset[int]
    ) -> Iterator[tuple[list[StagedState], Changes[R], list[StagedState]]]:
        """Batches of records: all, what they change, and those that are new beside that."""
        subject, staging, connection = self._file.subject, self._staging, self._connection
        done, of_all = 0, max(len(staging), 1)
        for staged in staging.states():
            batch = [one for one in staged if one.row not in left_out]
            keys = [one.key for one in batch]
            known = session_store.known(connection, keys) if subject.many else {*keys}
            records = [staging.read(one.state) for one in batch if one.key in known]
            kept = self._file.kept(staged[0].row)
            changes = compare(connection, subject.store, records, kept) if records else Changes()
            yield batch, changes, [one for one in batch if one.key not in known]
            done += len(staged)
            self._order.on_progress(Phase.COMPARING, done, done / of_all)

    def _place_all(self) -> None:
        """Store where copies of the records would be."""
        read, place = self._staging.read, self._file.subject.place
        for batch, _, states in self._batches(frozenset()):
            new = {one.row for one in states}
            placed = ((place(read(one.state)), one.row, one.row in new) for one in batch)
            self._staging.places.add((_said(at), row, is_new) for at, row, is_new in placed if at)

    def _find_copies(self) -> list[int]:
        """Report the copies; returns their rows."""
        rows: list[int] = []
        first: list[Copy] = []
        for copy in copies(self._connection, self._staging):
            rows.append(copy.row)
            if len(first) < DETAILED:
                first.append(copy)
        first.sort(key=lambda copy: copy.row)
        self.report = replace(self.report, copies=tuple(first), copy_count=len(rows))
        return rows

    def _rows_of_copies(self) -> list[str]:
        """The rows of the first copies, with their sheet where there are several."""
        report = self.report
        found = (report.places.of(copy.row) for copy in report.copies[:EXAMPLES])
        return [f"{sheet} {row}" if report.names_sheets else str(row) for sheet, row in found]


def _add(sessions: NewSessions, states: Iterable[bytes]) -> None:
    try:
        sessions.add(states)
    except KeyError as error:  # what the rows were checked against is gone
        raise ReferenceGoneError from error


def _said(place: tuple[str, date]) -> str:
    return f"{place[1]} {place[0]}"


def _existing(pairs: Iterable[tuple[R | None, R | None]]) -> Iterator[tuple[R | None, R]]:
    """Those that a file has: it removes nothing."""
    return ((before, after) for before, after in pairs if after is not None)
